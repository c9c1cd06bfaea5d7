package io.busbar.api.view;

import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkStatus;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Central's present picture of all gateways; a service of the central bundle. Thread-safe. */
@ProviderType
public interface CentralView {
  /** Whether gateways are heard: at a start not before the journal is read, and not at all where an address is taken. */
  default Listening listening() {
    return new Listening(true, "");
  }

  /** Gateways that were ever heard of. */
  List<GatewayRow> gateways();

  /** Devices of a gateway (all if empty) with their states. */
  List<DeviceRow> devices(String gateway);

  /**
   * Present values.
   *
   * @param filter part of {@code gateway/device/point}, or of its name in another system, in any case; empty for all
   * @param limit most rows
   */
  List<PointRow> points(String filter, int limit);

  /** Events and alarms lately, newest first. */
  List<PointRow> events(int limit);

  /** Sinks that are installed, and those that central keeps records for though they are not, by name. */
  default List<SinkRow> sinks() {
    return List.of();
  }

  /**
   * Forgets a sink that is not installed: what central keeps for it alone is freed. Should it come back, it gets what is there then.
   *
   * @throws IllegalArgumentException if there is none of that name or it is installed; the message says what to do
   */
  default void forgetSink(String name) {
    throw new IllegalArgumentException("there is no sink \"" + name + "\"");
  }

  /**
   * Gets each change of the picture as rows, on the owner's thread; quick, no blocking. A point that leaves the picture comes as a row
   * whose publish class is {@link PointRow#GONE}. Closing removes the subscriber.
   */
  AutoCloseable subscribe(Consumer<List<PointRow>> changes);

  /**
   * Whether gateways are heard.
   *
   * @param open whether they are
   * @param failure why not and what to do; empty while it is open or still opens
   */
  record Listening(boolean open, String failure) {}

  /**
   * A sink.
   *
   * @param name value of its property {@code busbar.sink}
   * @param installed whether its bundle runs
   * @param waiting records in central's journal that it has not taken
   * @param failure why it takes none; empty if it does
   * @param detail how it is doing, for people; may be empty
   */
  record SinkRow(String name, boolean installed, long waiting, String failure, String detail) {
    /** A sink that says nothing more. */
    public SinkRow(String name, boolean installed, long waiting, String failure) {
      this(name, installed, waiting, failure, "");
    }
  }

  /**
   * A gateway.
   *
   * @param name site name
   * @param link its link
   * @param backlogRecords records that it has and central has not, as it last said; −1 if not known
   * @param liveAgeMs age of the newest sample of the live lane, ms; −1 if none
   * @param gaps gaps reported so far
   * @param samples samples received so far
   * @param duplicates records that came twice and were dropped
   * @param condition how its own end of the link is, as it last said; null if it has not said since the start
   * @param conditionNs wall time at which it said that, ns; 0 if not
   */
  record GatewayRow(String name, LinkStatus link, long backlogRecords, long liveAgeMs, long gaps, long samples,
      long duplicates, @Nullable LinkCondition condition, long conditionNs) {}
}
