package io.busbar.control.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows bytes. */
public final class ByteSink {
  /** Longest text in bytes; what is beyond is cut. */
  public static final int MAX_TEXT_BYTES = 1_000;

  private ByteBuffer bytes = ByteBuffer.allocate(256);

  /** Nothing yet. */
  public ByteSink() {}

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, bytes.position() + more));
      bytes.flip();
      larger.put(bytes);
      bytes = larger;
    }
    return bytes;
  }

  /** A byte. */
  public ByteSink u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  /** A long, high byte first. */
  public ByteSink u64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Length in two bytes, then UTF-8, cut to {@link #MAX_TEXT_BYTES}. */
  public ByteSink text(String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    int length = all.length;
    if (length > MAX_TEXT_BYTES) {
      length = MAX_TEXT_BYTES;
      while (length > 0 && (all[length] & 0xC0) == 0x80) {
        length--; // not in the middle of a character
      }
    }
    room(Short.BYTES + length).putShort((short) length).put(all, 0, length);
    return this;
  }

  /** What was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
