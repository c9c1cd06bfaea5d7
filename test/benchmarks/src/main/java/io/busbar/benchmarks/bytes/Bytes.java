package io.busbar.benchmarks.bytes;

import java.util.Arrays;

/** A growing row of bytes. */
final class Bytes {
  private byte[] array = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  void u8(int b) {
    if (size == array.length) {
      array = Arrays.copyOf(array, size * 2);
    }
    array[size++] = (byte) b;
  }

  void fixed(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      u8((int) (value >>> (8 * i)));
    }
  }

  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      u8(((int) rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    u8((int) rest);
  }

  void zigzag(long value) {
    varint(value << 1 ^ value >> 63);
  }

  byte[] toArray() {
    return Arrays.copyOf(array, size);
  }
}
