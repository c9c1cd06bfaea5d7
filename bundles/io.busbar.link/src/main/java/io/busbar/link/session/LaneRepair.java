package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import io.busbar.link.repair.RepairSymbol;
import java.util.ArrayList;
import java.util.List;

/**
 * Repair of one lane: how many symbols are owed for what is under way, and writing them. A symbol covers the last
 * segments that went out in earlier packets, back to one that is much longer than those after it; where only one of
 * them is open the segment itself goes again.
 */
final class LaneRepair {
  private static final int LONGER_BYTES = 100;
  private static final int MOST_OWED_PER_SEGMENT = 4;

  private final SendLane lane;
  private double owed;
  private double leastBytes;
  private long dueNs;
  private int seed;
  /** What the next symbol covers. */
  private long first;
  private int count;
  private int open;
  private int longest;

  LaneRepair(SendLane lane) {
    this.lane = lane;
  }

  /** A segment has gone out; the first symbol for it is due at a time. */
  void segmentSent(Segment segment, double loss, long firstAtNs) {
    double symbols = Redundancy.symbols(lane, loss);
    if (symbols > 0) {
      dueNs = owed < 1 ? firstAtNs : dueNs;
      owed += symbols;
      double reserve = Redundancy.reserve(loss);
      leastBytes += segment.bytes.length * reserve / (1 - reserve);
    }
  }

  /** Bytes of repair without which more is lost than repaired. */
  int leastBytes() {
    return (int) leastBytes;
  }

  /** When a symbol is due even if no other packet goes, or {@link Long#MAX_VALUE}. */
  long dueNs() {
    return owed >= 1 && lane.hasOpen() ? dueNs : Long.MAX_VALUE;
  }

  boolean isOwed() {
    return owed >= 1 && lane.hasOpen();
  }

  /**
   * Writes what is owed.
   *
   * @param before segments from that number on are in this packet themselves
   * @param maxBytes most bytes
   * @param nextAtNs when the next is due if some are still owed then
   * @return bytes written
   */
  int write(PacketWriter out, SentPacket packet, long before, int maxBytes, long nextAtNs) {
    cover(before);
    if (open == 0) {
      owed = lane.hasOpen() ? owed : 0;
      leastBytes = lane.hasOpen() ? leastBytes : 0;
      return 0;
    }
    int start = out.length();
    owed = Math.min(owed, MOST_OWED_PER_SEGMENT * open);
    if (open == 1) {
      again(out, packet, maxBytes);
    } else {
      int bytes = PacketLayout.REPAIR_HEADER_BYTES + RepairSymbol.LENGTH_BYTES + longest;
      for (int i = open; i > 0 && owed >= 1 && bytes <= out.room() && (i == open || out.length() + bytes - start <= maxBytes); i--) {
        symbol(out, packet);
        owed--;
      }
    }
    if (out.length() > start) {
      dueNs = nextAtNs;
      leastBytes = Math.max(0, leastBytes - (out.length() - start));
    }
    return out.length() - start;
  }

  private void cover(long before) {
    first = before;
    count = 0;
    open = 0;
    longest = 0;
    long lowest = Math.max(lane.base(), before - RepairSymbol.MAX_SEGMENTS);
    int longestSoFar = 0;
    for (long n = before - 1; n >= lowest; n--) {
      Segment segment = lane.segment(n);
      int length = segment.bytes.length;
      if (count > 0 && length > 2 * longestSoFar + LONGER_BYTES) {
        return;
      }
      longestSoFar = Math.max(longestSoFar, length);
      if (!segment.acknowledged) {
        open++;
        first = n;
        longest = longestSoFar;
        count = (int) (before - n);
      }
    }
  }

  private void again(PacketWriter out, SentPacket packet, int maxBytes) {
    Segment segment = lane.segment(first);
    int bytes = PacketLayout.SEGMENT_HEADER_BYTES + PacketLayout.varintBytes(segment.bytes.length) + segment.bytes.length;
    if (bytes <= out.room() && bytes <= maxBytes) {
      Frames.segment(out, segment);
      packet.add(segment);
      lane.sentAgain(segment);
      owed--;
    }
  }

  private void symbol(PacketWriter out, SentPacket packet) {
    List<byte[]> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(lane.segment(first + i).bytes);
    }
    seed = seed + 1 & 0xFF;
    byte[] symbol = RepairSymbol.of(seed, first, segments);
    out.u8(PacketLayout.REPAIR | lane.code);
    out.u16((int) first);
    out.u8(count);
    out.u8(seed);
    out.varint(symbol.length);
    out.raw(symbol, 0, symbol.length);
    packet.asks = true;
  }
}
