package io.busbar.driver.modbus.wire;

import io.busbar.api.line.Line;
import io.busbar.api.time.BusClock;
import io.busbar.driver.modbus.codec.Crc16;
import java.io.IOException;

/**
 * Modbus RTU, on a serial line or through a converter on TCP. A reply does not say which request it answers, so before
 * each request the input is emptied, and after a time-out a late reply is waited out.
 *
 * <pre>
 *  | unit | PDU … | CRC low | CRC high |        (Modbus over serial line V1.02 §2.5.1)
 * </pre>
 *
 * <p>The frame is looked for anywhere in what came, since adapters add bytes when a transmitter is switched and some
 * echo the request. It is accepted by unit, function, length and checksum together.
 */
public final class RtuExchange extends Exchange {
  /** Bytes with nothing after them for so long are all that comes: longer than what USB adapters and converters pause. */
  static final long GAP_NS = 150 * MS;
  private static final int OVERHEAD = 3;
  /** Above 19,200 bit/s the pause between frames is fixed (V1.02 §2.5.1.1). */
  private static final long FIXED_PAUSE_NS = 1_750_000L;
  private static final long FIXED_PAUSE_BELOW_CHARACTER_NS = 573_000L;

  private long lastByteNs = Long.MIN_VALUE;

  /** An exchange that has heard nothing yet. */
  public RtuExchange(BusClock clock) {
    super(clock);
  }

  @Override
  public boolean settle(Line line, long windowNs) {
    try {
      long until = clock.monotonicNs() + windowNs;
      for (long left = windowNs; left > 0; left = until - clock.monotonicNs()) {
        int count = line.read(in, 0, in.length, (int) Math.max(1, (left + MS - 1) / MS));
        if (count < 0) {
          return false;
        }
        if (count > 0) {
          stray();
          lastByteNs = clock.monotonicNs();
          line.awaitSilence(silenceMs(line), (int) (windowNs / MS) + 1_000);
          return true;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      filled = 0;
    }
  }

  private static int silenceMs(Line line) {
    return line.isSerial() ? (int) Math.max(20, pauseNs(line) / MS + 1) : (int) (GAP_NS / MS);
  }

  /** The pause of 3.5 characters between frames. */
  static long pauseNs(Line line) {
    long character = line.characterTimeNs();
    return character < FIXED_PAUSE_BELOW_CHARACTER_NS && character > 0 ? FIXED_PAUSE_NS : character * 7 / 2;
  }

  @Override
  void prepare(Line line, Timing timing) throws IOException {
    filled = 0;
    long pause = Math.max(timing.requestDelayNs(), pauseNs(line));
    long wait = lastByteNs == Long.MIN_VALUE ? 0 : lastByteNs + pause - clock.monotonicNs();
    if (wait > 0) {
      int waitMs = (int) ((wait + MS - 1) / MS);
      line.awaitSilence(waitMs, waitMs + 1_000);
    }
    if (line.discardInput() > 0) {
      stray();
    }
  }

  @Override
  int encode(int unit, byte[] pdu, byte[] frame) {
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int sum = Crc16.of(frame, 0, pdu.length + 1);
    frame[pdu.length + 1] = (byte) sum;
    frame[pdu.length + 2] = (byte) (sum >> 8);
    return pdu.length + OVERHEAD;
  }

  @Override
  Outcome receive(Line line, Wanted wanted, Timing timing) throws IOException {
    long sending = transmissionNs(line, wanted.sentBytes());
    lastByteNs = sentNs + sending;
    long deadline = sentNs + sending + timing.timeoutNs();
    while (true) {
      long now = clock.monotonicNs();
      long left = (filled == 0 ? deadline : lastByteNs + GAP_NS) - now;
      int count = left <= 0 ? 0 : line.read(in, filled, in.length - filled, (int) Math.max(1, (left + MS - 1) / MS));
      if (count < 0) {
        return lost();
      }
      if (count == 0 && clock.monotonicNs() - now >= left) {
        return filled == 0 ? Outcome.TIMEOUT : Outcome.NO_FRAME;
      }
      if (count == 0) {
        continue;
      }
      filled += count;
      lastByteNs = clock.monotonicNs();
      Outcome found = search(wanted);
      if (found != Outcome.NO_FRAME) {
        return found;
      }
      if (filled == in.length) {
        return Outcome.NO_FRAME;
      }
    }
  }

  private Outcome search(Wanted wanted) {
    for (int at = 0; at + 5 <= filled; at++) {
      int length = frameLength(wanted, at);
      if (length > 0 && at + length <= filled && Crc16.isGood(in, at, length)) {
        if ((in[at] & 0xFF) != wanted.unit()) {
          otherUnit = in[at] & 0xFF;
          continue;
        }
        Outcome outcome = judge(wanted, at + 1, length - OVERHEAD);
        if (outcome != Outcome.NO_FRAME) {
          return outcome;
        }
      }
    }
    return Outcome.NO_FRAME;
  }

  /** Length of the frame that would begin there and answer the request; 0 if none can. */
  private int frameLength(Wanted wanted, int at) {
    int function = in[at + 1] & 0xFF;
    if (function == (wanted.function() | 0x80)) {
      return 5;
    }
    if (function != wanted.function()) {
      return 0;
    }
    if (wanted.expectedBytes() >= 0) {
      return (in[at + 2] & 0xFF) == wanted.expectedBytes() ? OVERHEAD + 2 + wanted.expectedBytes() : 0;
    }
    return 8;
  }

  @Override
  public long transmissionNs(Line line, int bytes) {
    return line.characterTimeNs() * bytes;
  }
}
