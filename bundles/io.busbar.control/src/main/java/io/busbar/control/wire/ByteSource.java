package io.busbar.control.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads bytes; after the first thing that does not fit it has failed and gives zeros and empty texts. Never throws. */
public final class ByteSource {
  private final ByteBuffer bytes;
  private boolean failed;

  /** Reads from the beginning. */
  public ByteSource(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** Whether something did not fit. */
  public boolean failed() {
    return failed;
  }

  /** Whether there is more. */
  public boolean hasMore() {
    return !failed && bytes.hasRemaining();
  }

  private boolean has(int count) {
    failed |= bytes.remaining() < count;
    return !failed;
  }

  /** A byte, 0…255. */
  public int u8() {
    return has(1) ? bytes.get() & 0xFF : 0;
  }

  /** A long, high byte first. */
  public long u64() {
    return has(Long.BYTES) ? bytes.getLong() : 0;
  }

  /** A text of at most 65,535 bytes. */
  public String text() {
    int length = has(Short.BYTES) ? bytes.getShort() & 0xFFFF : 0;
    if (!has(length)) {
      return "";
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The constant of that number; the first and failed if there is none. */
  public <E> E one(List<E> all) {
    int number = u8();
    failed |= number >= all.size();
    return all.get(failed ? 0 : number);
  }
}
