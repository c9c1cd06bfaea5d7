package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a lane: messages wait, are cut into segments when a packet has room for them, and stay until they
 * are acknowledged. A segment is cut once; its number never changes, so a repetition is recognised.
 */
final class SendLane {
  final int code;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  /** Grows up to the window: most lanes of most sessions are quiet. */
  private @Nullable Segment[] ring = new Segment[Limits.FIRST_RING];
  /** Bytes of the first waiting message, with its length in front, that are cut already. */
  private int cutOfFirst;
  private long waitingBytes;
  private long windowBytes;
  private long base;
  private long next;
  private int lostCount;
  private long lostBytes;
  private long messagesTaken;
  private long messagesCut;
  private long messagesAcknowledged;
  private long messagesDurable;
  private long toldDurableAtNs = Long.MIN_VALUE;
  private int refusedBytes;

  SendLane(int code) {
    this.code = code;
  }

  /** Takes a message; its number, or −1 if there is no room. */
  long offer(byte[] message) {
    int framed = framed(message);
    if (framed > room()) {
      refusedBytes = framed;
      return -1;
    }
    waiting.add(message);
    waitingBytes += framed;
    return ++messagesTaken;
  }

  int room() {
    return (int) Math.max(0, Limits.LANE_BYTES - waitingBytes - windowBytes);
  }

  long pendingBytes() {
    return waitingBytes + windowBytes;
  }

  /** Whether a refused message would be taken now; true once. */
  boolean spaceAgain() {
    if (refusedBytes == 0 || room() < refusedBytes) {
      return false;
    }
    refusedBytes = 0;
    return true;
  }

  boolean hasNew() {
    return waitingBytes > 0 && next - base < Limits.WINDOW_SEGMENTS && windowBytes < Limits.WINDOW_BYTES;
  }

  boolean hasLost() {
    return lostCount > 0;
  }

  /** Cuts the next segment of at most that many bytes; there must be something new. */
  Segment cut(int maxBytes) {
    int length = (int) Math.min(maxBytes, waitingBytes);
    byte[] bytes = new byte[length];
    int at = 0;
    while (at < length) {
      byte[] message = waiting.getFirst();
      int prefix = PacketLayout.varintBytes(message.length);
      while (cutOfFirst < prefix && at < length) {
        int b = message.length >>> (7 * cutOfFirst) & 0x7F;
        bytes[at++] = (byte) (cutOfFirst < prefix - 1 ? b | 0x80 : b);
        cutOfFirst++;
      }
      int done = cutOfFirst - prefix;
      int n = done < 0 ? 0 : Math.min(length - at, message.length - done);
      if (n > 0) {
        System.arraycopy(message, done, bytes, at, n);
        at += n;
        cutOfFirst += n;
      }
      if (cutOfFirst == prefix + message.length) {
        waiting.removeFirst();
        cutOfFirst = 0;
        messagesCut++;
      }
    }
    waitingBytes -= length;
    windowBytes += length;
    Segment segment = new Segment(this, next, bytes, messagesCut);
    if (next - base == ring.length) {
      grow();
    }
    ring[(int) next & (ring.length - 1)] = segment;
    next++;
    return segment;
  }

  /** The first lost segment of at most that many bytes, or null. */
  @Nullable Segment lost(int maxBytes) {
    int left = lostCount;
    for (long n = base; n < next && left > 0; n++) {
      Segment segment = at(n);
      if (segment.lost) {
        left--;
        if (segment.bytes.length <= maxBytes) {
          return segment;
        }
      }
    }
    return null;
  }

  /** Whether a segment is under way that is not acknowledged. */
  boolean hasOpen() {
    return base < next;
  }

  /** The lowest number that is not acknowledged. */
  long base() {
    return base;
  }

  /** The number of the next segment. */
  long next() {
    return next;
  }

  /** A segment from {@link #base} to before {@link #next}. */
  Segment segment(long number) {
    return at(number);
  }

  /** Bytes that are not cut into segments yet. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** Bytes that are to go: new, as far as the window lets them, or again. */
  long toSend() {
    return lostBytes + (hasNew() ? waitingBytes : 0);
  }

  /** The peer has all segments below that number, and those after it whose bits are set. */
  void complete(int lowNumber, long bits) {
    long upTo = PacketLayout.expand(lowNumber, base);
    while (base < upTo && base < next) {
      acknowledge(at(base));
    }
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      long number = upTo + 1 + Long.numberOfTrailingZeros(rest);
      if (number >= base && number < next) {
        acknowledge(at(number));
      }
    }
  }

  void markLost(Segment segment) {
    if (!segment.acknowledged && !segment.lost) {
      segment.lost = true;
      lostCount++;
      lostBytes += segment.bytes.length;
    }
  }

  void sentAgain(Segment segment) {
    if (segment.lost) {
      segment.lost = false;
      lostCount--;
      lostBytes -= segment.bytes.length;
    }
  }

  void acknowledge(Segment segment) {
    if (segment.acknowledged) {
      return;
    }
    sentAgain(segment);
    segment.acknowledged = true;
    while (base < next && at(base).acknowledged) {
      Segment done = at(base);
      windowBytes -= done.bytes.length;
      messagesAcknowledged = done.endsMessage;
      ring[(int) base & (ring.length - 1)] = null;
      base++;
    }
  }

  /** The peer says what is durable; whether that is news. */
  boolean durable(long upTo, long nowNs) {
    if (upTo <= messagesDurable || upTo > messagesCut) {
      return false;
    }
    messagesDurable = upTo;
    toldDurableAtNs = nowNs;
    return true;
  }

  /** Whether the peer has messages that it does not make durable. */
  boolean owesDurable() {
    return messagesAcknowledged > messagesDurable;
  }

  long lastDurableNs() {
    return toldDurableAtNs;
  }

  private void grow() {
    @Nullable Segment[] larger = new Segment[ring.length * 2];
    for (long n = base; n < next; n++) {
      larger[(int) n & (larger.length - 1)] = at(n);
    }
    ring = larger;
  }

  private Segment at(long number) {
    return Objects.requireNonNull(ring[(int) number & (ring.length - 1)]);
  }

  private static int framed(byte[] message) {
    return PacketLayout.varintBytes(message.length) + message.length;
  }
}
