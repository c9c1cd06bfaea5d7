package io.busbar.journal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing bytes, big endian; variable-length integers are LEB128, signed ones zigzag first. Not thread-safe. */
public final class ByteWriter {
  private byte[] bytes;
  private int size;

  /** With room for that many bytes before it grows. */
  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** The memory itself: valid below {@link #size()} until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Cuts or fills with zeros up to that size. */
  public void resize(int newSize) {
    ensure(Math.max(0, newSize - size));
    if (newSize > size) {
      Arrays.fill(bytes, size, newSize, (byte) 0);
    }
    size = newSize;
  }

  /** One byte. */
  public void u8(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  /** Four bytes. */
  public void i32(int value) {
    ensure(4);
    putI32(size, value);
    size += 4;
  }

  /** Eight bytes. */
  public void i64(long value) {
    ensure(8);
    putI64(size, value);
    size += 8;
  }

  /** Four bytes over what stands there already. */
  public void putI32(int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  /** Eight bytes over what stands there already. */
  public void putI64(int at, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[at + i] = (byte) (value >>> (56 - 8 * i));
    }
  }

  /** Unsigned, 1 to 10 bytes. */
  public void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Signed, 1 to 10 bytes, short for small magnitudes. */
  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /** Raw bytes. */
  public void bytes(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Length and bytes. */
  public void blob(byte[] value) {
    varint(value.length);
    bytes(value, 0, value.length);
  }

  /** Length and UTF-8. */
  public void text(String value) {
    blob(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that {@link #varint} takes for a value. */
  public static int varintLength(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** Bytes that {@link #zigzag} takes for a value. */
  public static int zigzagLength(long value) {
    return varintLength((value << 1) ^ (value >> 63));
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
