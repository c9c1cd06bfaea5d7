package io.busbar.journal.wire;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote and trusts nothing. Not thread-safe. */
public final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** From {@code offset} for {@code length} bytes, which must exist. */
  public ByteReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** All of it. */
  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Index of the next byte. */
  public int position() {
    return at;
  }

  /** Bytes left. */
  public int remaining() {
    return end - at;
  }

  /** One byte, 0…255. */
  public int u8() throws MalformedRecordException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** Four bytes. */
  public int i32() throws MalformedRecordException {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  /** Eight bytes. */
  public long i64() throws MalformedRecordException {
    long high = i32();
    return high << 32 | (i32() & 0xFFFF_FFFFL);
  }

  /** Unsigned, all 64 bits. */
  public long varint() throws MalformedRecordException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        if (shift == 63 && b > 1) {
          throw new MalformedRecordException("integer of more than 64 bits before byte " + at);
        }
        return value;
      }
    }
    throw new MalformedRecordException("integer of more than 10 bytes before byte " + at);
  }

  /** Unsigned and at most {@code max}. */
  public int varint(int max, String what) throws MalformedRecordException {
    long value = varint();
    if (value < 0 || value > max) {
      throw new MalformedRecordException(what + " is " + Long.toUnsignedString(value) + ", at most " + max);
    }
    return (int) value;
  }

  /** Signed. */
  public long zigzag() throws MalformedRecordException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Goes over bytes and returns where they start. */
  public int skip(int length) throws MalformedRecordException {
    need(length);
    int start = at;
    at += length;
    return start;
  }

  /** Length and bytes, copied; at most {@code max} of them. */
  public byte[] blob(int max) throws MalformedRecordException {
    int length = varint(max, "length of bytes");
    int start = skip(length);
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** Length and UTF-8. */
  public String text(int max) throws MalformedRecordException {
    return new String(blob(max), StandardCharsets.UTF_8);
  }

  /** Nothing may be left. */
  public void end() throws MalformedRecordException {
    if (at != end) {
      throw new MalformedRecordException(remaining() + " bytes too many at " + at);
    }
  }

  private void need(int length) throws MalformedRecordException {
    if (length > end - at) {
      throw new MalformedRecordException("ends at byte " + end + ", " + length + " more needed at " + at);
    }
  }
}
