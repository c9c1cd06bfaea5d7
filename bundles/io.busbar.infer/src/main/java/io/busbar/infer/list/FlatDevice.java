package io.busbar.infer.list;

import io.busbar.api.model.SourceLocation;
import java.util.List;

/**
 * A device with its points in order of the list.
 *
 * @param name as a site can have it
 * @param line where it is
 * @param points its points
 * @param at where it begins in the list
 */
public record FlatDevice(String name, Line line, List<FlatPoint> points, SourceLocation at) {
  /**
   * How a device is reached; each empty if the list does not say.
   *
   * @param channel name of its channel
   * @param type of the channel: {@code modbus-tcp}
   * @param host name or address
   * @param port TCP port or serial port
   * @param unit address on the channel
   */
  public record Line(String channel, String type, String host, String port, String unit) {}
}
