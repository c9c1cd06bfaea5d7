package io.busbar.codec.range;

import java.util.Arrays;

/**
 * A binary arithmetic coder over one packet: 48-bit interval, carries go into the bytes already written. The same calls
 * encode, decode or do nothing but hand the bit back (training), so a model is written once for all three.
 *
 * <p>A packet begins with the interval of all strings whose first byte is at least {@link #LEAD}; smaller first bytes are
 * left to other messages. It ends with the shortest string that lies in the final interval; where several of that length do,
 * a number that both ends know picks one, so that a receiver whose model has gone astray notices.
 *
 * <p>Not thread-safe; never allocates but for growing its buffer.
 */
public final class BinaryCoder {
  /** Bits of a probability. */
  public static final int PROBABILITY_BITS = 22;
  /** Smallest first byte of a packet. */
  public static final int LEAD = 1;

  private static final int SHIFT = 40;
  private static final long TOP = 1L << 48;
  private static final long MASK = TOP - 1;
  private static final int MAX_CHOICES = 4_096;

  private enum Mode { ENCODE, DECODE, TRAIN }

  private Mode mode = Mode.TRAIN;
  private byte[] own = new byte[256];
  private byte[] bytes = own;
  private int start;
  private int at;
  private int end;
  private long low;
  private long range;
  private long ahead;

  /** Begins a packet in its own buffer. */
  public void encode() {
    mode = Mode.ENCODE;
    bytes = own;
    start = 0;
    at = 0;
    begin();
  }

  /** Begins to read a packet; the array is only read, and only until the end of the packet. */
  public void decode(byte[] packet, int offset, int length) {
    mode = Mode.DECODE;
    bytes = packet;
    start = offset;
    at = offset;
    end = offset + length;
    begin();
    long code = 0;
    for (int i = 0; i < 6; i++) {
      code = code << 8 | next();
    }
    ahead = code - low;
  }

  /** From here on bits are only handed back. */
  public void train() {
    mode = Mode.TRAIN;
  }

  private void begin() {
    low = (long) LEAD << SHIFT;
    range = TOP - low;
  }

  /** Whether bits come from the packet and not from the caller. */
  public boolean isDecoding() {
    return mode == Mode.DECODE;
  }

  /**
   * Codes a bit.
   *
   * @param bit 0 or 1; ignored when decoding
   * @param one probability of a 1 in units of 2⁻²², 1…2²²−1
   * @return the bit
   */
  public int bit(int bit, int one) {
    if (mode == Mode.TRAIN) {
      return bit;
    }
    long bound = (range >>> PROBABILITY_BITS) * one;
    int coded = bit;
    if (mode == Mode.DECODE) {
      coded = Long.compareUnsigned(ahead, bound) < 0 ? 1 : 0;
    }
    if (coded == 1) {
      range = bound;
    } else {
      low += bound;
      ahead -= bound;
      range -= bound;
    }
    while (range < 1L << SHIFT) {
      shift();
    }
    return coded;
  }

  private void shift() {
    range <<= 8;
    if (mode == Mode.ENCODE) {
      if (low >= TOP) {
        carry();
      }
      put((int) (low >>> SHIFT));
      low = low << 8 & MASK;
    } else {
      low = low << 8 & MASK;
      ahead = ahead << 8 | next();
    }
  }

  private int next() {
    int b = at < end ? bytes[at] & 0xFF : 0;
    at++;
    return b;
  }

  private void put(int b) {
    if (at == bytes.length) {
      own = Arrays.copyOf(own, at * 2);
      bytes = own;
    }
    bytes[at++] = (byte) b;
  }

  private void carry() {
    low &= MASK;
    int i = at - 1;
    while (++bytes[i] == 0) {
      i--;
    }
  }

  /** Codes the low {@code count} bits of a number, all equally likely. */
  public long bits(long value, int count) {
    long result = 0;
    for (int i = count - 1; i >= 0; i--) {
      result = result << 1 | bit((int) (value >>> i) & 1, 1 << (PROBABILITY_BITS - 1));
    }
    return result;
  }

  /** Bytes written so far; the end adds one to three. */
  public int size() {
    return at - start;
  }

  /** Bits coded so far, to one bit; only differences tell something, and both ends see the same. */
  public long position() {
    return 8L * at + Long.numberOfLeadingZeros(range);
  }

  /** Whether a decoder has read so far past the packet's end that it cannot be one. */
  public boolean isPastEnd() {
    return mode == Mode.DECODE && at > end + 8;
  }

  /**
   * Ends a packet.
   *
   * @param check what both ends know; picks one of the equally short endings
   * @return length of the packet; its bytes are {@link #buffer()}
   */
  public int finish(long check) {
    long chosen = ending(check);
    int tail = endingBytes();
    if (chosen >= TOP) {
      low = chosen;
      carry();
      chosen &= MASK;
    }
    for (int i = 0; i < tail; i++) {
      put((int) (chosen >>> (SHIFT - 8 * i)) & 0xFF);
    }
    return at - start;
  }

  /** The buffer that {@link #finish} has filled from 0 on. */
  public byte[] buffer() {
    return bytes;
  }

  /**
   * Whether a decoder that has all its bits stands exactly at an ending that {@link #finish} would have written.
   *
   * @param check as at the other end
   */
  public boolean isFinished(long check) {
    int read = at - 6;
    long code = low + ahead;
    return read + endingBytes() == end && ending(check) == code;
  }

  private int endingBytes() {
    for (int n = 0; n < 6; n++) {
      long unit = TOP >>> (8 * n);
      long first = (low + unit - 1) / unit * unit;
      if (first < low + range) {
        return n;
      }
    }
    return 6;
  }

  private long ending(long check) {
    long unit = TOP >>> (8 * endingBytes());
    long first = (low + unit - 1) / unit * unit;
    long choices = Math.min(MAX_CHOICES, (low + range - 1 - first) / unit + 1);
    return first + Long.remainderUnsigned(check, choices) * unit;
  }
}
