package io.busbar.api.link;

import java.util.Arrays;

/** Reads a message; after the first thing that does not fit it has failed and gives zeros. Never throws. */
final class WireReader {
  private final byte[] bytes;
  private int at;
  private boolean failed;

  WireReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  int u8() {
    if (failed || at >= bytes.length) {
      failed = true;
      return 0;
    }
    return bytes[at++] & 0xFF;
  }

  /** An unsigned varint below 2⁶³. */
  long varint() {
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

  long u64() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | u8();
    }
    return failed ? 0 : value;
  }

  boolean hasMore() {
    return !failed && at < bytes.length;
  }

  byte[] rest() {
    return failed ? new byte[0] : Arrays.copyOfRange(bytes, at, bytes.length);
  }
}
