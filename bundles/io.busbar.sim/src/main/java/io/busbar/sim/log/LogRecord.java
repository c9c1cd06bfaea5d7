package io.busbar.sim.log;

/**
 * One record of the reply log. Times are Unix time in nanoseconds; devices are numbered from 0 in the order of their
 * {@link DeviceEntry}.
 */
public sealed interface LogRecord {
  /**
   * Names a device.
   *
   * @param device number used by the other records
   * @param kind   kind of device, for example {@code feeder}
   * @param unit   unit identifier on its line
   */
  record DeviceEntry(int device, String name, String kind, int unit) implements LogRecord {
  }

  /**
   * A reply that was sent.
   *
   * @param requestedAt when the request was complete
   * @param servedAt    when the reply had been handed to the operating system
   * @param exception   exception code, 0 for a normal reply
   * @param data        data of a read reply (registers big-endian, bits packed), what was written for a write
   */
  record Reply(int device, long requestedAt, long servedAt, Outcome outcome, int function, int start, int count,
         int exception, byte[] data) implements LogRecord {
  }

  /**
   * A relay stored an event.
   *
   * @param sequence number of the event in its device, from 1, without holes
   * @param timeMs   time stamp of the device, Unix milliseconds
   * @param stored   false when the buffer was full and the event was dropped (and counted in the overflow register)
   */
  record EventGenerated(int device, long sequence, long timeMs, int point, int value, boolean stored) implements LogRecord {
  }

  /**
   * A client released events by a write.
   *
   * @param upTo     last sequence number released
   * @param released how many this write released
   */
  record EventsReleased(int device, long at, long upTo, int released) implements LogRecord {
  }

  /**
   * A communication fault began or ended.
   *
   * @param text fault in words, empty when the line is good again
   */
  record FaultChanged(int device, long at, String text) implements LogRecord {
  }
}
