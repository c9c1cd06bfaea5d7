package io.busbar.api.driver;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One open channel of a protocol, run as an agent. Every method is called on the channel's own thread, so a driver
 * needs no locks. A driver never starts a thread of its own for polling; a library's threads hand over through the
 * driver's own bounded queue and {@link DriverContext#wakeUp()}.
 */
@ConsumerType
public interface Driver extends AutoCloseable {
  /** Longest that one {@link #step} may block on its line, in ms. A watchdog reports and replaces a driver that exceeds it. */
  int MAX_STEP_MS = 60_000;

  /**
   * A device is there, or its binding has changed: new settings, points or handles. Session state of a device that
   * was there already is kept as far as its settings allow.
   *
   * @param binding the device
   * @param resumeToken the token last settled for it, empty if none
   */
  void bind(DeviceBinding binding, byte[] resumeToken);

  /** A device is gone. Nothing of it may be offered afterwards. */
  void unbind(int device);

  /**
   * Does one bounded piece of work: one request and its answer, or whatever has arrived.
   *
   * @param nowNs monotonic time, ns
   * @return monotonic time in ns at which it wants to be called again; now or earlier for at once
   */
  long step(long nowNs);

  /**
   * Samples of an earlier {@link DriverContext#offer} are settled: journalled durably, or dropped on purpose and
   * counted, or held in checkpointed state. The device's own buffer may be released up to this token. Calls come in
   * the order of the offers.
   */
  default void settled(int device, byte[] resumeToken) {}

  /** An integrity scan of a device is wanted: general interrogation, class 0, all poll groups now. */
  default void interrogate(int device) {}

  /**
   * A command for a point of a device. The driver asks {@link CommandProgress#mayWrite()} immediately before it
   * writes the frame, reports each state, and never repeats an operate by itself.
   */
  default void command(int device, Command command, CommandProgress progress) {
    progress.refused(CommandProgress.AdditionalCause.NOT_SUPPORTED, "this protocol bundle does not send commands");
  }

  /**
   * Values of the past for a point, for gap fill and load profiles; offered as historical batches.
   *
   * @return false if this protocol or device has none
   */
  default boolean history(HistoryRequest request) {
    return false;
  }

  /**
   * A read for a person at the tailgate, once, between polls; blocks at most one request's time-outs.
   *
   * @param request words as typed: {@code unit 7 holding 40101 uint16}
   * @return raw bytes and every plausible reading; or what is wrong with the request, or why no reading came
   */
  default AdHocReading read(List<String> request) {
    return AdHocReading.none("this protocol bundle has no ad hoc read");
  }

  /**
   * What a frame says, for a trace.
   *
   * @param sent whether we sent it
   * @param bytes the frame or piece of one
   * @return one line
   */
  default String explain(boolean sent, byte[] bytes) {
    return "";
  }

  /** What a device offers, for template inference and browsing; may block like a step. */
  default List<BrowseEntry> browse(int device) {
    return List.of();
  }

  /**
   * Everything the next version of this driver needs to go on with the open line: called instead of an orderly
   * disconnect when the bundle is swapped. Starts with a format version of its own.
   *
   * @return empty if the next one starts from the bare line
   */
  default byte[] handOver() {
    return new byte[0];
  }

  /** Ends the session; the line itself stays with the transport. Idempotent, bounded by the driver's own time-outs. */
  @Override
  void close();
}
