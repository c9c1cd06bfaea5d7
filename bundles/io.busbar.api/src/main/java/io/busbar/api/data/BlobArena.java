package io.busbar.api.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of the text and byte-string values of one batch, one after the other. A value's bits are its place:
 * offset in the upper, length in the lower 32 bits. Not thread-safe; grows to {@link #MAX_BYTES} and then refuses.
 */
public final class BlobArena {
  /** Limit of one batch's blobs, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private byte[] bytes = new byte[64];
  private int size;

  /** Forgets all blobs; keeps the memory. */
  public void clear() {
    size = 0;
  }

  /** Bytes in use. */
  public int size() {
    return size;
  }

  /**
   * Adds bytes and returns their place, or −1 if the arena is full.
   *
   * @param source where they are
   * @param offset first byte
   * @param length how many, 0 allowed
   */
  public long add(byte[] source, int offset, int length) {
    if (length > MAX_BYTES - size) {
      return -1;
    }
    if (length > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, Math.max(size + length, bytes.length * 2)));
    }
    System.arraycopy(source, offset, bytes, size, length);
    long place = ((long) size << 32) | length;
    size += length;
    return place;
  }

  /** Adds a text as UTF-8 and returns its place, or −1 if the arena is full. Allocates. */
  public long add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return add(utf8, 0, utf8.length);
  }

  /** Copies a blob of another arena into this one and returns its place here, or −1 if full. */
  public long copyFrom(BlobArena other, long place) {
    return add(other.bytes, (int) (place >>> 32), (int) place);
  }

  /** Byte {@code i} of the blob at a place, 0 the first. */
  public byte byteAt(long place, int i) {
    return bytes[(int) (place >>> 32) + i];
  }

  /** A 64-bit FNV-1a hash of the bytes at a place, to notice changes without copying. Never 0. */
  public long hashAt(long place) {
    long hash = 0xCBF29CE484222325L;
    int offset = (int) (place >>> 32);
    for (int i = offset; i < offset + (int) place; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001B3L;
    }
    return hash == 0 ? 1 : hash;
  }

  /** Whether the first {@code length} of these bytes are at a place, and no more. */
  public boolean isAt(long place, byte[] wanted, int length) {
    int offset = (int) (place >>> 32);
    return Arrays.equals(bytes, offset, offset + (int) place, wanted, 0, length);
  }

  /** Copies the bytes at a place to the beginning of an array that is long enough. */
  public void copyTo(long place, byte[] to) {
    System.arraycopy(bytes, (int) (place >>> 32), to, 0, (int) place);
  }

  /** The bytes at a place, copied. */
  public byte[] bytesAt(long place) {
    int offset = (int) (place >>> 32);
    return Arrays.copyOfRange(bytes, offset, offset + (int) place);
  }

  /** The text at a place. */
  public String textAt(long place) {
    return new String(bytes, (int) (place >>> 32), (int) place, StandardCharsets.UTF_8);
  }
}
