package io.busbar.api.link;

import java.util.Arrays;

/** Grows a message: bytes, unsigned LEB128 varints, 64-bit numbers with the high byte first. */
final class WireWriter {
  private byte[] bytes;
  private int length;

  WireWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  void u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void u64(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
