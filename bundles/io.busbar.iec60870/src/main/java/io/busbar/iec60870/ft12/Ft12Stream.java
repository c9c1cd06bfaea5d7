package io.busbar.iec60870.ft12;

/**
 * Cuts what a line gives into frames. What is no frame is skipped byte by byte and counted, so that it finds its way back after noise; the caller
 * forgets a frame that does not go on by {@link #clear}. The layout is drawn at {@link Ft12Frame}. One thread.
 */
public final class Ft12Stream {
  /** What {@link #next} finds. */
  public enum Found {
    /** Nothing yet. */
    NONE,
    /** The single character. */
    SINGLE,
    /** A frame without a unit. */
    FIXED,
    /** A frame with a unit. */
    VARIABLE
  }

  private static final int CAPACITY = 4_096;

  private final int addressBytes;
  private final byte[] bytes = new byte[CAPACITY];
  private int begin;
  private int end;
  private int control;
  private int address;
  private int unitAt;
  private int unitBytes;
  private long skipped;
  /** Bytes were skipped: an E5 may be the inside of a bent frame, and acknowledges nothing before a whole frame or silence. */
  private boolean outOfStep;

  /** Frames with so many bytes of address, 0 to 2. */
  public Ft12Stream(int addressBytes) {
    this.addressBytes = addressBytes;
  }

  /** Where to read into. */
  public byte[] bytes() {
    return bytes;
  }

  /** First free byte; there is always room for a frame. */
  public int writeAt() {
    if (begin == end) {
      begin = 0;
      end = 0;
    } else if (CAPACITY - end < Ft12Frame.MAX_BYTES) {
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

  /** Goes to the next frame. */
  public Found next() {
    while (begin < end) {
      int first = bytes[begin] & 0xFF;
      if (first == Ft12Frame.SINGLE && !outOfStep) {
        begin++;
        return Found.SINGLE;
      }
      int needed = first == Ft12Frame.FIXED ? 4 + addressBytes : first == Ft12Frame.VARIABLE ? variable() : 0;
      if (needed > end - begin) {
        return Found.NONE;
      }
      if (needed > 0 && isSound(needed)) {
        int head = first == Ft12Frame.FIXED ? begin + 1 : begin + 4;
        read(head);
        unitBytes = first == Ft12Frame.FIXED ? 0 : begin + needed - 2 - unitAt;
        begin += needed;
        outOfStep = false;
        return first == Ft12Frame.FIXED ? Found.FIXED : Found.VARIABLE;
      }
      begin++;
      skipped++;
      outOfStep = true;
    }
    return Found.NONE;
  }

  /** Bytes of the variable frame that seems to begin here; 0 if none does. */
  private int variable() {
    int there = end - begin;
    if (there < 4) {
      return (there > 2 && bytes[begin + 1] != bytes[begin + 2]) ? 0 : 4;
    }
    int counted = bytes[begin + 1] & 0xFF;
    boolean head = bytes[begin + 1] == bytes[begin + 2] && bytes[begin + 3] == Ft12Frame.VARIABLE && counted >= 1 + addressBytes;
    return head ? 6 + counted : 0;
  }

  private boolean isSound(int needed) {
    int from = bytes[begin] == Ft12Frame.FIXED ? begin + 1 : begin + 4;
    int sumAt = begin + needed - 2;
    return bytes[sumAt + 1] == Ft12Frame.END && bytes[sumAt] == Ft12Frame.sum(bytes, from, sumAt);
  }

  private void read(int at) {
    control = bytes[at] & 0xFF;
    address = 0;
    for (int i = 0; i < addressBytes; i++) {
      address |= (bytes[at + 1 + i] & 0xFF) << (8 * i);
    }
    unitAt = at + 1 + addressBytes;
  }

  /** Control field of the frame. */
  public int control() {
    return control;
  }

  /** Link address of the frame; 0 where there is none. */
  public int address() {
    return address;
  }

  /** Where the unit of the frame begins in {@link #bytes()}; valid until the next read. */
  public int unitAt() {
    return unitAt;
  }

  /** Bytes of the unit; 0 in a fixed frame. */
  public int unitBytes() {
    return unitBytes;
  }

  /** Bytes that were no frame, since the beginning. */
  public long skipped() {
    return skipped;
  }

  /** Whether a frame has begun and is not whole. */
  public boolean isPartial() {
    return begin < end;
  }

  /** Forgets a frame that does not go on. */
  public void clear() {
    skipped += end - begin;
    outOfStep = false;
    begin = 0;
    end = 0;
  }
}
