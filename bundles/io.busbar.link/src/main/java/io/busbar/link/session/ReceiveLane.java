package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The receiving half of a lane: puts segments in order, bounded, and gives out whole messages. */
final class ReceiveLane {
  /** Bytes of a segment. */
  private record Piece(byte[] bytes) {}

  /** What became of a segment. */
  enum Taken { NEW, DUPLICATE, REFUSED }

  private final int maxMessageBytes;
  private @Nullable Piece[] ring = new Piece[Limits.FIRST_RING];
  private int bufferedBytes;
  private long next;
  /** The segment that is being read, and how far. */
  private byte @Nullable [] current;
  private int currentAt;
  /** The message that is being put together: its length comes first, as a varint. */
  private byte @Nullable [] message;
  private int messageAt;
  private int length;
  private int lengthShift;
  private long messages;
  private boolean broken;

  ReceiveLane(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  Taken accept(int lowNumber, byte[] from, int offset, int bytes) {
    long number = PacketLayout.expand(lowNumber, next);
    if (number < next) {
      return Taken.DUPLICATE;
    }
    if (number >= next + Limits.WINDOW_SEGMENTS || bytes == 0 || bufferedBytes + bytes > Limits.REASSEMBLY_BYTES) {
      return Taken.REFUSED;
    }
    while (number - next >= ring.length) {
      grow();
    }
    int slot = (int) number & (ring.length - 1);
    if (ring[slot] != null) {
      return Taken.DUPLICATE;
    }
    ring[slot] = new Piece(Arrays.copyOfRange(from, offset, offset + bytes));
    bufferedBytes += bytes;
    return Taken.NEW;
  }

  private void grow() {
    @Nullable Piece[] larger = new Piece[ring.length * 2];
    for (long n = next; n < next + ring.length; n++) {
      larger[(int) n & (larger.length - 1)] = ring[(int) n & (ring.length - 1)];
    }
    ring = larger;
  }

  /** The next whole message in order, or null if there is none yet. */
  byte @Nullable [] poll() {
    while (!broken) {
      byte[] segment = segment();
      if (segment == null) {
        return null;
      }
      byte[] whole = message == null ? readLength(segment) : readBody(segment, message);
      if (whole != null) {
        message = null;
        messages++;
        return whole;
      }
    }
    return null;
  }

  /** Number of the message that {@link #poll} gave last. */
  long messages() {
    return messages;
  }

  /** Whether the peer has sent what no peer of ours sends: the session must end. */
  boolean broken() {
    return broken;
  }

  private byte @Nullable [] segment() {
    if (current != null && currentAt < current.length) {
      return current;
    }
    int slot = (int) next & (ring.length - 1);
    Piece piece = ring[slot];
    if (piece == null) {
      return null;
    }
    ring[slot] = null;
    bufferedBytes -= piece.bytes.length;
    next++;
    current = piece.bytes;
    currentAt = 0;
    return piece.bytes;
  }

  private byte @Nullable [] readLength(byte[] segment) {
    int b = segment[currentAt++];
    length |= (b & 0x7F) << lengthShift;
    lengthShift += 7;
    if (length > maxMessageBytes || (b < 0 && lengthShift > 21)) {
      broken = true;
      return null;
    }
    if (b < 0) {
      return null;
    }
    byte[] begun = new byte[length];
    messageAt = 0;
    length = 0;
    lengthShift = 0;
    if (begun.length == 0) {
      return begun;
    }
    message = begun;
    return null;
  }

  private byte @Nullable [] readBody(byte[] segment, byte[] into) {
    int n = Math.min(segment.length - currentAt, into.length - messageAt);
    System.arraycopy(segment, currentAt, into, messageAt, n);
    currentAt += n;
    messageAt += n;
    return messageAt == into.length ? into : null;
  }
}
