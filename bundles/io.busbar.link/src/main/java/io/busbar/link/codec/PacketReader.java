package io.busbar.link.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one packet. After the first thing that does not fit it has failed and gives zeros. Never throws. */
public final class PacketReader {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private boolean failed;

  /** Begins to read a datagram of that length. */
  public void begin(byte[] datagram, int length) {
    bytes = datagram;
    at = 0;
    end = length;
    failed = false;
  }

  /** Begins to read a part of a datagram. */
  public void begin(byte[] datagram, int from, int to) {
    begin(datagram, to);
    at = from;
  }

  /** Takes the stamp off the end. */
  public long takeStamp() {
    if (end - at < PacketLayout.STAMP_BYTES) {
      failed = true;
      return 0;
    }
    end -= PacketLayout.STAMP_BYTES;
    long stamp = 0;
    for (int i = 0; i < PacketLayout.STAMP_BYTES; i++) {
      stamp = stamp << 8 | (bytes[end + i] & 0xFF);
    }
    return stamp;
  }

  /** Whether something did not fit. */
  public boolean failed() {
    return failed;
  }

  /** Bytes that are left. */
  public int left() {
    return failed ? 0 : end - at;
  }

  /** Bytes of the datagram without the stamp. */
  public int end() {
    return end;
  }

  /** The datagram. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the reader is in {@link #bytes()}. */
  public int position() {
    return at;
  }

  /** One byte. */
  public int u8() {
    if (failed || at >= end) {
      failed = true;
      return 0;
    }
    return bytes[at++] & 0xFF;
  }

  /** Two bytes. */
  public int u16() {
    int high = u8();
    return high << 8 | u8();
  }

  /** Four bytes. */
  public int u32() {
    int high = u16();
    return high << 16 | u16();
  }

  /** Eight bytes. */
  public long u64() {
    long high = u32();
    return high << 32 | (u32() & 0xFFFF_FFFFL);
  }

  /** A varint below 2⁶³. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7F) << shift;
      if ((b & 0x80) == 0) {
        return failed ? 0 : value;
      }
    }
    failed = true;
    return 0;
  }

  /** Passes over bytes and says where they begin. */
  public int skip(long length) {
    if (failed || length < 0 || length > end - at) {
      failed = true;
      return 0;
    }
    int from = at;
    at += (int) length;
    return from;
  }

  /** That many bytes of text; what cannot be shown is a question mark. */
  public String text(int length) {
    int from = skip(length);
    if (failed) {
      return "";
    }
    String text = new String(Arrays.copyOfRange(bytes, from, from + length), StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{Cntrl}\\uFFFD]", "?");
  }
}
