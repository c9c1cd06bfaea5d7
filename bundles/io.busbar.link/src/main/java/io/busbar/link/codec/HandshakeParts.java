package io.busbar.link.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handshake's message on its way through small datagrams: cuts it into parts, and puts parts together again that come
 * in any order, doubled or lost. Holds at most {@link PacketLayout#MAX_HANDSHAKE_BYTES}. Not thread-safe.
 */
public final class HandshakeParts {
  private final byte[] @Nullable [] parts = new byte[PacketLayout.MAX_PARTS][];
  private int count;
  private int missing;
  private int bytes;

  /** What became of a part. */
  public enum Taken { MORE, COMPLETE, REFUSED }

  /**
   * Cuts a message into datagrams without their stamps, which have {@link PacketLayout#STAMP_BYTES} left at their end.
   *
   * @param type first byte
   * @param maxPayload of the bearer
   */
  public static List<byte[]> cut(int type, int id, byte[] message, int maxPayload) {
    int each = partBytes(maxPayload);
    int count = Math.max(1, (message.length + each - 1) / each);
    if (count > PacketLayout.MAX_PARTS || message.length > PacketLayout.MAX_HANDSHAKE_BYTES) {
      throw new IllegalArgumentException("a handshake's message of " + message.length + " bytes does not fit");
    }
    List<byte[]> datagrams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = i * each;
      int to = Math.min(message.length, from + each);
      PacketWriter out = new PacketWriter(PacketLayout.PART_HEADER_BYTES + to - from + PacketLayout.STAMP_BYTES);
      out.begin(Integer.MAX_VALUE, 0);
      out.u8(type);
      out.u32(id);
      out.u8(i << 4 | count - 1);
      out.raw(message, from, to - from);
      datagrams.add(out.bytes());
    }
    return datagrams;
  }

  /** Bytes of a message in one part. */
  public static int partBytes(int maxPayload) {
    return maxPayload - PacketLayout.PART_HEADER_BYTES - PacketLayout.STAMP_BYTES;
  }

  /** Longest message that has no more parts than one of {@code least} bytes has: what is left of the last part is free. */
  public static int roundedUp(int least, int maxPayload) {
    int each = partBytes(maxPayload);
    return Math.min(PacketLayout.MAX_HANDSHAKE_BYTES, (least + each - 1) / each * each);
  }

  /** Takes a part; the reader stands at its place byte and ends before its stamp. The first of a kind stays. */
  public Taken take(PacketReader in) {
    int place = in.u8();
    int index = place >>> 4;
    int of = (place & 0x0F) + 1;
    int length = in.left();
    if (in.failed() || index >= of || (count != 0 && count != of) || bytes + length > PacketLayout.MAX_HANDSHAKE_BYTES) {
      return Taken.REFUSED;
    }
    if (count == 0) {
      count = of;
      missing = of;
    }
    if (parts[index] == null) {
      int from = in.skip(length);
      parts[index] = Arrays.copyOfRange(in.bytes(), from, from + length);
      bytes += length;
      missing--;
    }
    return missing == 0 ? Taken.COMPLETE : Taken.MORE;
  }

  /** The message once it is complete. */
  public byte[] message() {
    byte[] message = new byte[bytes];
    int at = 0;
    for (int i = 0; i < count; i++) {
      byte[] part = parts[i];
      if (part != null) {
        System.arraycopy(part, 0, message, at, part.length);
        at += part.length;
      }
    }
    return message;
  }

  /** Forgets all parts. */
  public void clear() {
    Arrays.fill(parts, null);
    count = 0;
    missing = 0;
    bytes = 0;
  }
}
