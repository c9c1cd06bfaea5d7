package io.busbar.driver.modbus.wire;

import io.busbar.api.line.Line;
import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * One request and its reply at a time, over a line that somebody else owns. Keeps what a stream needs to stay in step
 * from one request to the next. Used by the channel's thread; {@link #perform} blocks for the time-out at most, plus
 * the transmission itself.
 */
public abstract class Exchange {
  /** Longest frame: 260 bytes on TCP (V1.1b3 §4.1); room for a late one before it. */
  static final int BUFFER_BYTES = 1024;
  static final long MS = 1_000_000L;

  final BusClock clock;
  final byte[] in = new byte[BUFFER_BYTES];
  int filled;
  int dataOffset;
  int dataLength;
  int exceptionCode;
  int otherUnit = -1;
  long sentNs;
  long receivedNs;
  private final byte[] out = new byte[300];
  private long strays;

  Exchange(BusClock clock) {
    this.clock = clock;
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @param line an open line
   * @param unit address of the device, 0…255
   * @param pdu function code and data
   * @param expectedBytes data bytes that a read must bring; −1 for any
   */
  public final Outcome perform(Line line, int unit, byte[] pdu, int expectedBytes, Timing timing) {
    return perform(line, unit, pdu, expectedBytes, timing, Exchange::always);
  }

  /** The same, for a command: whether it may still be written is asked when the line is free and nothing is left to wait for. */
  public final Outcome perform(Line line, int unit, byte[] pdu, int expectedBytes, Timing timing, BooleanSupplier mayWrite) {
    exceptionCode = 0;
    otherUnit = -1;
    try {
      prepare(line, timing);
      if (!mayWrite.getAsBoolean()) {
        return Outcome.WITHHELD;
      }
      int length = encode(unit, pdu, out);
      sentNs = clock.monotonicNs();
      line.write(out, 0, length);
      Outcome outcome = receive(line, new Wanted(unit, pdu, expectedBytes, length), timing);
      receivedNs = clock.monotonicNs();
      return outcome;
    } catch (IOException e) {
      receivedNs = clock.monotonicNs();
      return lost();
    }
  }

  private static boolean always() {
    return true;
  }

  /**
   * After a time-out: waits in silence until a late reply can no longer be taken for the next one. Where each reply
   * says which request it answers, there is nothing to wait for.
   *
   * @param windowNs how late a reply may be, ns
   * @return false if the line was lost meanwhile
   */
  public abstract boolean settle(Line line, long windowNs);

  /** Forgets the stream: the line was opened anew. */
  public void reset() {
    filled = 0;
  }

  abstract void prepare(Line line, Timing timing) throws IOException;

  abstract int encode(int unit, byte[] pdu, byte[] frame);

  abstract Outcome receive(Line line, Wanted wanted, Timing timing) throws IOException;

  /** Time to send and receive so many bytes, ns; 0 where it does not count. */
  public abstract long transmissionNs(Line line, int bytes);

  final Outcome lost() {
    reset();
    return Outcome.LINE_LOST;
  }

  final void stray() {
    strays++;
  }

  /** Bytes of the last valid reply; data begins at {@link #dataOffset()}. Valid until the next request. */
  public final byte[] data() {
    return in;
  }

  /** Where the data of the last valid reply begins. */
  public final int dataOffset() {
    return dataOffset;
  }

  /** Data bytes of the last valid reply: behind the byte count of a read, behind the function code of a write. */
  public final int dataLength() {
    return dataLength;
  }

  /** Code of the last refusal. */
  public final int exceptionCode() {
    return exceptionCode;
  }

  /** Unit that answered instead of the one that was asked, in the last exchange; −1 if none. */
  public final int otherUnit() {
    return otherUnit;
  }

  /** When the last request was written, monotonic ns. */
  public final long sentNs() {
    return sentNs;
  }

  /** When the last reply was complete, monotonic ns. */
  public final long receivedNs() {
    return receivedNs;
  }

  /** Late or foreign frames that were thrown away. */
  public final long strays() {
    return strays;
  }

  /** Bytes received for the last request that made no frame, as hexadecimal text of at most 32 bytes. */
  public final String leftover() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(filled, 32); i++) {
      text.append(i == 0 ? "" : " ").append(String.format("%02X", in[i]));
    }
    return text.toString();
  }

  /**
   * Judges a reply PDU against the request.
   *
   * @param at where the function code is in {@link #in}
   * @param length bytes of the PDU
   * @return the outcome, or NO_FRAME if it does not answer the request
   */
  final Outcome judge(Wanted wanted, int at, int length) {
    int function = in[at] & 0xFF;
    if (function == (wanted.function() | 0x80) && length == 2) {
      exceptionCode = in[at + 1] & 0xFF;
      return Outcome.EXCEPTION;
    }
    if (function != wanted.function()) {
      return Outcome.NO_FRAME;
    }
    if (wanted.expectedBytes() >= 0) {
      boolean fits = length == 2 + wanted.expectedBytes() && (in[at + 1] & 0xFF) == wanted.expectedBytes();
      dataOffset = at + 2;
      dataLength = wanted.expectedBytes();
      return fits ? Outcome.OK : Outcome.NO_FRAME;
    }
    dataOffset = at + 1;
    dataLength = length - 1;
    return Outcome.OK;
  }

  /** What is waited for: the request and the length of its frame. */
  record Wanted(int unit, byte[] pdu, int expectedBytes, int sentBytes) {
    int function() {
      return pdu[0] & 0xFF;
    }
  }
}
