package io.busbar.sim.device;

import io.busbar.sim.log.LogRecord;
import io.busbar.sim.log.ReplyLog;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A relay's own event buffer, read through a window of the oldest unreleased events and emptied only by a write.
 *
 * <pre>
 * 30101     events waiting, uint16 (saturates)
 * 30102     overflow counter, uint16: events dropped because the buffer was full
 * 30103     last sequence number given, uint32
 * 30105     records valid in the window, uint16
 * 30106     reserved, 0
 * 30107     12 records of 8 registers: sequence uint32, Unix time ms uint64, point uint16, value uint16
 * 40001     uint32, a write releases all events up to that sequence number
 * </pre>
 *
 * <p>Sequence numbers start at 1 and have no holes, also over an overflow: the hole in what a client reads is the proof of loss.
 */
public final class EventBuffer {
  /** First register of the window's header. */
  public static final int HEADER_PLACE = 30_101;
  /** First register of the first record. */
  public static final int WINDOW_PLACE = 30_107;
  /** Records in the window. */
  public static final int WINDOW_RECORDS = 12;
  /** Registers of one record. */
  public static final int RECORD_REGISTERS = 8;
  /** The uint32 holding register whose write releases. */
  public static final int RELEASE_PLACE = 40_001;

  private static final int UINT16_MAX = 0xFFFF;
  private final int device;
  private final int capacity;
  private final RegisterImage image;
  private final ReplyLog log;
  private final Deque<LogRecord.EventGenerated> waiting = new ArrayDeque<>();
  private long lastSequence;
  private long lastTimeMs;
  private int overflow;

  /**
   * An empty buffer.
   *
   * @param device   number of the device in the log
   * @param capacity events kept, at least 1
   */
  public EventBuffer(int device, int capacity, RegisterImage image, ReplyLog log) {
    this.device = device;
    this.capacity = capacity;
    this.image = image;
    this.log = log;
    image.define(HEADER_PLACE, WINDOW_PLACE - HEADER_PLACE + WINDOW_RECORDS * RECORD_REGISTERS);
    image.define(RELEASE_PLACE, 2);
  }

  /**
   * Stores an event, or counts it as overflow when the buffer is full.
   *
   * @param timeMs Unix milliseconds; moved up by a millisecond where two events would carry the same
   */
  public void add(long timeMs, int point, int value) {
    lastTimeMs = Math.max(lastTimeMs + 1, timeMs);
    lastSequence++;
    boolean stored = waiting.size() < capacity;
    LogRecord.EventGenerated event = new LogRecord.EventGenerated(device, lastSequence, lastTimeMs, point, value, stored);
    log.append(event);
    if (stored) {
      waiting.add(event);
    } else {
      overflow++;
    }
    show();
  }

  /** Releases every event up to a sequence number; a number that was never given releases nothing. */
  public void release(long upTo, long atNs) {
    if (upTo > lastSequence) {
      return;
    }
    int released = 0;
    while (!waiting.isEmpty() && waiting.getFirst().sequence() <= upTo) {
      waiting.removeFirst();
      released++;
    }
    if (released > 0) {
      log.append(new LogRecord.EventsReleased(device, atNs, upTo, released));
      show();
    }
  }

  /** Events not yet released. */
  public int waiting() {
    return waiting.size();
  }

  /** Events dropped because the buffer was full. */
  public int overflow() {
    return overflow;
  }

  /** Sequence number of the newest event, 0 when there was none. */
  public long lastSequence() {
    return lastSequence;
  }

  private void show() {
    image.putInt16(HEADER_PLACE, Math.min(waiting.size(), UINT16_MAX));
    image.putInt16(HEADER_PLACE + 1, Math.min(overflow, UINT16_MAX));
    image.putUint32(HEADER_PLACE + 2, lastSequence);
    image.putInt16(HEADER_PLACE + 4, Math.min(waiting.size(), WINDOW_RECORDS));
    int place = WINDOW_PLACE;
    for (LogRecord.EventGenerated event : waiting) {
      if (place == WINDOW_PLACE + WINDOW_RECORDS * RECORD_REGISTERS) {
        return;
      }
      image.putUint32(place, event.sequence());
      image.putUint64(place + 2, event.timeMs());
      image.putInt16(place + 6, event.point());
      image.putInt16(place + 7, event.value());
      place += RECORD_REGISTERS;
    }
    for (; place < WINDOW_PLACE + WINDOW_RECORDS * RECORD_REGISTERS; place++) {
      image.putInt16(place, 0);
    }
  }
}
