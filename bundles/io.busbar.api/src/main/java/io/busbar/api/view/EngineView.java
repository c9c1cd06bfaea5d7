package io.busbar.api.view;

import io.busbar.api.driver.AdHocReading;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The running gateway's engine, read only; a service of the engine. Thread-safe; each call takes at most a second. */
@ProviderType
public interface EngineView {
  /** Site name; empty before the first model. */
  String site();

  /** Channels. */
  List<ChannelRow> channels();

  /** Devices in order of the model. */
  List<DeviceRow> devices();

  /**
   * Points.
   *
   * @param filter part of {@code device/point}, or of its name in another system, in any case; empty for all
   * @param limit most rows
   */
  List<PointRow> points(String filter, int limit);

  /**
   * What became of the last reading of a point.
   *
   * @throws IllegalArgumentException if there is no such point; the message names the nearest
   */
  default PointFate fate(String device, String point) {
    throw new IllegalArgumentException("this engine does not know what becomes of readings");
  }

  /** Counters of the engine by name: {@code samples.in}, {@code dropped.deadband}, {@code ring.full} … */
  List<Counter> counters();

  /**
   * A request and reply trace of a device, decoded, with milliseconds, until closed.
   *
   * @param device name of the device
   * @param lines takes one line at a time, on the channel's thread; quick
   * @return closes the trace
   * @throws IllegalArgumentException if there is no such device; the message names the nearest
   */
  AutoCloseable trace(String device, Consumer<String> lines);

  /**
   * A read through a channel between its polls.
   *
   * @param channel name of the channel, or the port or address that it has open
   * @param request the driver's words: {@code unit 7 holding 40101 uint16}
   * @return what came of it, also where the channel is missing or busy
   */
  AdHocReading read(String channel, List<String> request);

  /**
   * A counter.
   *
   * @param name dotted name
   * @param value its count
   */
  record Counter(String name, long value) {}
}
