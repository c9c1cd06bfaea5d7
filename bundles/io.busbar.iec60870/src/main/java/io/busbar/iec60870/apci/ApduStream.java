package io.busbar.iec60870.apci;

import java.util.Arrays;

/**
 * Cuts what a connection gives into frames, in place.
 *
 * <pre>
 *  0      1             2 … 5            6 …
 *  | 68   | length 4…253 | control field | unit |      length counts from the control field on
 * </pre>
 *
 * <p>The caller reads into {@link #bytes()} from {@link #writeAt()} on, says how much by {@link #added}, and then takes frames by
 * {@link #next()} until there is none. One thread.
 */
public final class ApduStream {
  /** Longest frame. */
  public static final int MAX_FRAME = 255;
  private static final int START = 0x68;
  private static final int CAPACITY = 16 * 1024;

  private final byte[] bytes = new byte[CAPACITY];
  private int begin;
  private int end;
  private int frame;
  private int frameBytes;
  private Fault fault = Fault.NONE;

  /** Where to read into. */
  public byte[] bytes() {
    return bytes;
  }

  /** First free byte; there is always room for at least one frame. */
  public int writeAt() {
    if (begin == end) {
      begin = 0;
      end = 0;
    } else if (CAPACITY - end < MAX_FRAME) {
      System.arraycopy(bytes, begin, bytes, 0, end - begin);
      end -= begin;
      begin = 0;
    }
    return end;
  }

  /** Free bytes from {@link #writeAt()} on. */
  public int room() {
    return CAPACITY - writeAt();
  }

  /** So many bytes were read. */
  public void added(int count) {
    end += count;
  }

  /** Goes to the next whole frame; false if there is none yet, or {@link #fault()} says why there never will be. */
  public boolean next() {
    if (fault != Fault.NONE || end - begin < 2) {
      fault = fault == Fault.NONE && end > begin && (bytes[begin] & 0xFF) != START ? Fault.BAD_START : fault;
      return false;
    }
    int length = bytes[begin + 1] & 0xFF;
    if ((bytes[begin] & 0xFF) != START) {
      fault = Fault.BAD_START;
      return false;
    }
    if (length < 4 || length > 253) {
      fault = Fault.BAD_LENGTH;
      return false;
    }
    if (end - begin < 2 + length) {
      return false;
    }
    frame = begin;
    frameBytes = 2 + length;
    begin += frameBytes;
    return true;
  }

  /** Where the frame begins in {@link #bytes()}; valid until the next read. */
  public int frame() {
    return frame;
  }

  /** Its length with the two bytes before the control field. */
  public int frameBytes() {
    return frameBytes;
  }

  /** Why the stream is out of step; {@link Fault#NONE} if it is not. */
  public Fault fault() {
    return fault;
  }

  /** What came and was not taken yet, for who goes on with the connection. */
  public byte[] rest() {
    return Arrays.copyOfRange(bytes, begin, end);
  }

  /** Forgets everything: a new connection. */
  public void clear() {
    begin = 0;
    end = 0;
    fault = Fault.NONE;
  }
}
