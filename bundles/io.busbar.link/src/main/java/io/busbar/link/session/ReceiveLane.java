package io.busbar.link.session;

import io.busbar.api.link.LinkSession;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import io.busbar.link.repair.RepairDecoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The receiving half of a lane: puts segments in order, repairs, bounded, and gives out whole messages. */
final class ReceiveLane implements RepairDecoder.Segments {
  /** Bytes of a segment. */
  private record Piece(byte[] bytes) {}

  /** What became of a segment. */
  enum Taken { NEW, DUPLICATE, REFUSED }

  private final int code;
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
  private final RepairDecoder decoder = new RepairDecoder(this);
  /** What was given on last, for symbols that cover it too; in bulk lanes from the first symbol on. */
  private @Nullable Piece @Nullable [] history;
  private long recovered;
  private long recoveredUpTo;

  ReceiveLane(int code, int maxMessageBytes) {
    this.code = code;
    this.maxMessageBytes = maxMessageBytes;
    this.history = Redundancy.isUrgent(code) ? new Piece[RepairDecoder.WINDOW] : null;
  }

  /** One for each. */
  static ReceiveLane[] all() {
    ReceiveLane[] lanes = new ReceiveLane[Limits.LANES];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new ReceiveLane(i, i == PacketLayout.CONTROL_LANE ? Limits.MAX_WORDS_BYTES : LinkSession.MAX_MESSAGE_BYTES);
    }
    return lanes;
  }


  Taken accept(int lowNumber, byte[] from, int offset, int bytes) {
    long number = PacketLayout.expand(lowNumber, next);
    if (number < next) {
      return Taken.DUPLICATE;
    }
    if (number >= next + Limits.WINDOW_SEGMENTS || bytes == 0 || bufferedBytes + bytes > Limits.REASSEMBLY_BYTES) {
      return Taken.REFUSED;
    }
    if (known(number) != null) {
      return Taken.DUPLICATE;
    }
    byte[] content = Arrays.copyOfRange(from, offset, offset + bytes);
    keep(number, content);
    decoder.arrived(number, content);
    return Taken.NEW;
  }

  private void keep(long number, byte[] content) {
    while (number - next >= ring.length) {
      grow();
    }
    ring[(int) number & (ring.length - 1)] = new Piece(content);
    bufferedBytes += content.length;
  }

  /** Takes a repair symbol. */
  void repair(int lowFirst, int count, int seed, byte[] symbol) {
    if (history == null) {
      history = new Piece[RepairDecoder.WINDOW];
    }
    decoder.add(PacketLayout.expand(lowFirst, next), count, seed, symbol);
  }

  @Override
  public long next() {
    return next;
  }

  @Override
  public byte @Nullable [] known(long number) {
    Piece piece = null;
    if (number >= next) {
      piece = number - next < ring.length ? ring[(int) number & (ring.length - 1)] : null;
    } else if (history != null && next - number <= RepairDecoder.WINDOW) {
      piece = history[(int) number & (RepairDecoder.WINDOW - 1)];
    }
    return piece == null ? null : piece.bytes;
  }

  @Override
  public void recovered(long number, byte[] bytes) {
    if (known(number) == null && bufferedBytes + bytes.length <= Limits.REASSEMBLY_BYTES) {
      keep(number, bytes);
      recovered++;
      recoveredUpTo = Math.max(recoveredUpTo, number + 1);
    }
  }

  /** Bytes out of order that it keeps. */
  int bufferedBytes() {
    return bufferedBytes;
  }

  /** Segments that were recovered from symbols. */
  long recovered() {
    return recovered;
  }

  /** What was recovered from repair is told before the acknowledgement that lacks it. */
  static void tell(ReceiveLane[] lanes, PacketWriter out) {
    for (ReceiveLane lane : lanes) {
      if (lane.tellsComplete() && out.room() > PacketLayout.COMPLETE_BYTES + Acknowledger.LEAST_ROOM) {
        lane.writeComplete(out);
      }
    }
  }

  /** Writes which segments have come, of themselves or recovered. */
  private void writeComplete(PacketWriter out) {
    long missing = next;
    while (known(missing) != null) {
      missing++;
    }
    out.u8(PacketLayout.COMPLETE | code);
    out.u16((int) missing);
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i++) {
      bits |= known(missing + 1 + i) != null ? 1L << i : 0;
    }
    int n = (Long.SIZE - Long.numberOfLeadingZeros(bits) + 7) / 8;
    out.u8(n);
    for (int i = 0; i < n; i++) {
      out.u8((int) (bits >>> (8 * i)) & 0xFF);
    }
  }

  /** Whether what was recovered lately must be told, because no packet acknowledges it. */
  private boolean tellsComplete() {
    return recoveredUpTo > 0 && recoveredUpTo + RepairDecoder.WINDOW > next;
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
    if (history != null) {
      history[(int) next & (RepairDecoder.WINDOW - 1)] = piece;
    }
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
