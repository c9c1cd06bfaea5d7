package io.busbar.sink.iec104.table;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of the points table.
 *
 * @param index its place in the table, from 0
 * @param gateway site name
 * @param device device; empty for central's own points {@link #LINK} and {@link #UNKNOWN_COMMAND}
 * @param point point
 * @param common common address, 1 to 65534
 * @param object object address, 1 to 16777215; also of its command unless that has one of its own
 * @param type what it is; null for one that can only be commanded
 * @param group interrogation group 1 to 16, of counters 1 to 4; 0 for none
 * @param scaling between engineering unit and line
 * @param timed whether its events carry their time
 * @param command what may be sent to it; null for nothing
 * @param only redundancy groups that get it; empty for all
 */
public record MappedPoint(int index, String gateway, String device, String point, int common, int object, @Nullable PointType type, int group,
    Scaling scaling, boolean timed, @Nullable CommandSpec command, Set<String> only) {
  /** Whether the gateway is heard: 1 while it is. */
  public static final String LINK = "_link";
  /** Whether the outcome of a command to the gateway is not known. */
  public static final String UNKNOWN_COMMAND = "_command_unknown";

  /** Copies the set. */
  public MappedPoint {
    only = Set.copyOf(only);
  }

  /**
   * How a value becomes the one on the line.
   *
   * @param factor line = value · factor + offset
   * @param offset on the line
   * @param otherStatus the point at the gateway is double where the line is single, or single where the line is double
   */
  public record Scaling(double factor, double offset, boolean otherStatus) {
    /** As it is. */
    public static final Scaling NONE = new Scaling(1, 0, false);
  }

  /**
   * How it is commanded.
   *
   * @param type of the command
   * @param object object address of the command
   * @param select whether a select must come before the execute
   */
  public record CommandSpec(CommandType type, int object, boolean select) {}

  /** {@code gateway/device/point}. */
  public String name() {
    return gateway + "/" + device + "/" + point;
  }

  /** Whether it is one that central makes itself. */
  public boolean isOwn() {
    return device.isEmpty();
  }

  /** Whether a redundancy group gets it. */
  public boolean isFor(String redundancyGroup) {
    return only.isEmpty() || only.contains(redundancyGroup);
  }
}
