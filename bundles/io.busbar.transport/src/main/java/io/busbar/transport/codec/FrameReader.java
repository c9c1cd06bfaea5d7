package io.busbar.transport.codec;

import java.util.Arrays;

/**
 * Finds frames in what comes over a line, in pieces of any size. After garbage, a frame that was cut short or one that is
 * too long it goes on at the next delimiter. One thread.
 */
public final class FrameReader {
  /** Takes what was found. */
  @FunctionalInterface
  public interface Taker {
    /** A datagram whose checksum is right; the array is the taker's. */
    void datagram(byte[] bytes);
  }

  private final byte[] frame;
  private int length;
  private boolean tooLong;
  private long damaged;

  /**
   * Of frames up to a limit.
   *
   * @param maxDatagramBytes longer ones are dropped and counted
   */
  public FrameReader(int maxDatagramBytes) {
    frame = new byte[maxDatagramBytes + SerialFrame.overheadBytes(maxDatagramBytes)];
  }

  /** Takes bytes from the line. */
  public void read(byte[] bytes, int offset, int count, Taker taker) {
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == SerialFrame.DELIMITER) {
        end(taker);
      } else if (length < frame.length) {
        frame[length++] = bytes[i];
      } else {
        tooLong = true;
      }
    }
  }

  private void end(Taker taker) {
    if (length > 0) {
      int datagram = tooLong ? -1 : SerialFrame.decode(frame, length);
      if (datagram < 0) {
        damaged++;
      } else {
        taker.datagram(Arrays.copyOf(frame, datagram));
      }
    }
    reset();
  }

  /** Forgets a frame that has begun: the line was opened anew. */
  public void reset() {
    length = 0;
    tooLong = false;
  }

  /** Pieces between delimiters that were no frame. */
  public long damaged() {
    return damaged;
  }
}
