package io.busbar.link.session;

import io.busbar.api.link.LinkLane;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import java.util.Arrays;

/**
 * Decides what goes into a packet slot: the lanes in order of priority, in each what is lost before what is new, then
 * copies; and now and then the lane that has waited longest goes first, so that backfill never stands quite still.
 */
final class PacketFiller {
  private static final int[] ORDER = {PacketLayout.CONTROL_LANE, 0, 1, 2, 3, 4, 5};
  /** A new segment shorter than that is not worth its header while more is waiting. */
  private static final int LEAST_CUT = 12;

  private final SendLane[] lanes;
  private final RoundTrip roundTrip;
  private final boolean alarmsAlone;
  private final long[] servedNs = new long[Limits.LANES];
  private final long[] bytesByLane = new long[Limits.LANES];
  private int slot;
  private int maxSegment;
  private boolean longTag;

  /**
   * A filler.
   *
   * @param alarmsAlone a full packet takes so long on the air that an alarm goes without bulk behind it
   */
  PacketFiller(SendLane[] lanes, RoundTrip roundTrip, boolean alarmsAlone) {
    this.lanes = lanes;
    this.roundTrip = roundTrip;
    this.alarmsAlone = alarmsAlone;
    Arrays.fill(servedNs, Long.MIN_VALUE);
  }

  /** The largest payload of the path is known: no segment is cut that would not fit into every later packet. */
  void maxPayload(int bytes) {
    // A span of two bytes is the longest there is.
    maxSegment = bytes - PacketLayout.DATA_HEADER_BYTES - 2 - PacketLayout.SEGMENT_HEADER_BYTES - PacketLayout.SHORT_TAG_BYTES;
  }

  /** Whether the packet that is filled next has a long tag: commands and files travel under no other. */
  void longTag(boolean has) {
    longTag = has;
  }

  /** Whether there is something to send that needs a long tag. */
  boolean wantsLongTag(boolean up, long nowNs) {
    return up && (has(LinkLane.COMMAND.code(), nowNs) || has(LinkLane.FILE.code(), nowNs));
  }

  /** Payload bytes sent per lane with segment headers. */
  long[] bytesByLane() {
    return bytesByLane;
  }

  /** Whether there is anything to send now; before the session is up only the two ends' own words count. */
  boolean hasAnything(boolean up, long nowNs) {
    for (int lane : ORDER) {
      if (mayUse(lane, up) && has(lane, nowNs)) {
        return true;
      }
    }
    return false;
  }

  long nextCopyNs() {
    return Math.min(lanes[LinkLane.COMMAND.code()].nextCopyNs(), lanes[LinkLane.EVENT.code()].nextCopyNs());
  }

  void fill(PacketWriter out, SentPacket packet, boolean up, double loss, long nowNs) {
    slot++;
    if (up && slot % Limits.FAIR_SLOT == 0) {
      int starved = longestWaiting();
      if (starved >= 0) {
        fillFrom(lanes[starved], out, packet, loss, nowNs);
      }
    }
    for (int lane : ORDER) {
      if (mayUse(lane, up) && mayCarry(lane)) {
        boolean some = fillFrom(lanes[lane], out, packet, loss, nowNs);
        if (some && alarmsAlone && lane == LinkLane.EVENT.code()) {
          return;
        }
      }
    }
  }

  /** Fills from one lane; whether anything went in. */
  private boolean fillFrom(SendLane lane, PacketWriter out, SentPacket packet, double loss, long nowNs) {
    int before = out.length();
    while (lane.hasLost() && fits(out, packet)) {
      Segment segment = lane.lost(out.room() - PacketLayout.SEGMENT_HEADER_BYTES);
      if (segment == null) {
        break;
      }
      lane.sentAgain(segment);
      if (segment.copies > 0) {
        lane.copied(segment, nowNs + Redundancy.spacingNs(roundTrip));
      }
      write(segment, out, packet);
    }
    while (lane.hasNew() && fits(out, packet)) {
      int largest = needsLongTag(lane.code) ? maxSegment - PacketLayout.LONG_TAG_BYTES + PacketLayout.SHORT_TAG_BYTES : maxSegment;
      int room = Math.min(largest, out.room() - PacketLayout.SEGMENT_HEADER_BYTES);
      if (room < LEAST_CUT && packet.segmentCount > 0) {
        break;
      }
      int copies = Redundancy.copies(lane, loss);
      Segment segment = lane.cut(room);
      lane.wantCopies(segment, copies, nowNs + Redundancy.spacingNs(roundTrip));
      write(segment, out, packet);
    }
    while (lane.nextCopyNs() <= nowNs && fits(out, packet)) {
      Segment segment = lane.dueCopy(nowNs, out.room() - PacketLayout.SEGMENT_HEADER_BYTES);
      if (segment == null) {
        break;
      }
      lane.sentAgain(segment);
      lane.copied(segment, nowNs + Redundancy.spacingNs(roundTrip));
      write(segment, out, packet);
    }
    if (out.length() > before || (!lane.hasNew() && !lane.hasLost())) {
      servedNs[lane.code] = nowNs;
      bytesByLane[lane.code] += out.length() - before;
    }
    return out.length() > before;
  }

  private static boolean fits(PacketWriter out, SentPacket packet) {
    return !packet.isFull() && out.room() > PacketLayout.SEGMENT_HEADER_BYTES;
  }

  private void write(Segment segment, PacketWriter out, SentPacket packet) {
    int length = segment.bytes.length;
    int withLength = PacketLayout.SEGMENT_HEADER_BYTES + PacketLayout.varintBytes(length) + length;
    boolean toEnd = withLength > out.room();
    out.u8((toEnd ? PacketLayout.SEGMENT_TO_END : PacketLayout.SEGMENT) | segment.lane.code);
    out.u16((int) segment.number);
    if (!toEnd) {
      out.varint(length);
    }
    out.raw(segment.bytes, 0, length);
    if (toEnd) {
      out.close();
    }
    packet.add(segment);
  }

  private int longestWaiting() {
    int longest = -1;
    for (int lane = 0; lane < LinkLane.values().length; lane++) {
      if (mayCarry(lane) && (lanes[lane].hasNew() || lanes[lane].hasLost()) && (longest < 0 || servedNs[lane] < servedNs[longest])) {
        longest = lane;
      }
    }
    return longest;
  }

  private boolean has(int lane, long nowNs) {
    return lanes[lane].hasLost() || lanes[lane].hasNew() || lanes[lane].nextCopyNs() <= nowNs;
  }

  private boolean mayCarry(int lane) {
    return longTag || !needsLongTag(lane);
  }

  /** Whether segments of a lane count only under a long tag: what acts on a substation or changes the gateway. */
  static boolean needsLongTag(int lane) {
    return lane == LinkLane.COMMAND.code() || lane == LinkLane.FILE.code();
  }

  private static boolean mayUse(int lane, boolean up) {
    return up || lane == PacketLayout.CONTROL_LANE;
  }
}
