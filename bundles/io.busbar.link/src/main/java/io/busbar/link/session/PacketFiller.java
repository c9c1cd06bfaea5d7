package io.busbar.link.session;

import io.busbar.api.link.LinkLane;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import java.util.Arrays;

/**
 * Decides what goes into a packet slot: the lanes in order of priority, in each what is lost before what is new, behind
 * alarms and commands their repair; and now and then the lane that has waited longest goes first, so that backfill
 * never stands quite still. Bulk is left out while budgets and windows say so.
 */
final class PacketFiller {
  private static final int[] ORDER = {PacketLayout.CONTROL_LANE, 0, 1, 2, 3, 4, 5};
  private static final int FIRST_BULK = LinkLane.MODEL.code();
  private static final int LAST_BULK = LinkLane.FILE.code();
  /** A new segment shorter than that is not worth its header while more is waiting. */
  private static final int LEAST_CUT = 12;
  /** A full packet that takes longer than that on the air does not ride with an alarm. */
  private static final long SLOW_PACKET_NS = 20_000_000;
  /** Alarms with their repair take at most so long on the air, or as many bytes, so that the next need not wait long. */
  private static final long URGENT_NS = 50_000_000;
  private static final int URGENT_BYTES = 160;
  private static final int MAX_URGENT_SEGMENT = 100;
  /** Share of a packet of bulk that repair of alarms may take. */
  private static final int RIDING_SHARE = 2;

  private final SendLane[] lanes;
  private final LaneRepair[] repairs = new LaneRepair[Limits.LANES];
  private final Redundancy redundancy = new Redundancy();
  private final RoundTrip roundTrip;
  private final Pacer pacer;
  private final long[] servedNs = new long[Limits.LANES];
  private final long[] bytesByLane = new long[Limits.LANES];
  private long repairBytes;
  private long fairNs = Long.MIN_VALUE;
  private int maxPayload;
  private int maxSegment;
  private int reserved;
  private boolean longTag;
  private boolean bulkAllowed = true;

  PacketFiller(SendLane[] lanes, RoundTrip roundTrip, Pacer pacer) {
    this.lanes = lanes;
    this.roundTrip = roundTrip;
    this.pacer = pacer;
    for (int i = 0; i < lanes.length; i++) {
      repairs[i] = new LaneRepair(lanes[i]);
    }
    Arrays.fill(servedNs, Long.MIN_VALUE);
  }

  /** The largest payload of the path is known: no segment is cut that would not fit into every later packet. */
  void maxPayload(int bytes) {
    maxPayload = bytes;
    // A span of two bytes is the longest there is.
    maxSegment = bytes - PacketLayout.DATA_HEADER_BYTES - 2 - PacketLayout.SEGMENT_HEADER_BYTES - PacketLayout.SHORT_TAG_BYTES - reserved;
  }

  /** Each packet carries so many bytes of other things: segments that go again must fit beside them. Before the payload is known. */
  void reserve(int bytes) {
    reserved = bytes;
    maxPayload(maxPayload);
  }

  /** Whether the packet that is filled next has a long tag: commands and files travel under no other. */
  void longTag(boolean has) {
    longTag = has;
  }

  /** Whether there is something to send that needs a long tag. */
  boolean wantsLongTag(boolean up, long nowNs) {
    int file = LinkLane.FILE.code();
    return up && (hasOwn(LinkLane.COMMAND.code()) || repairs[LinkLane.COMMAND.code()].dueNs() <= nowNs
        || (hasOwn(file) && mayUse(file, true)));
  }

  /** Whether measurements, backfill and files may go now. */
  void allowBulk(boolean allowed) {
    bulkAllowed = allowed;
  }

  /** Payload bytes sent per lane with segment headers and repair. */
  long[] bytesByLane() {
    return bytesByLane;
  }

  /** Of these, what repaired losses ahead of time. */
  long repairBytes() {
    return repairBytes;
  }

  /** Whether there is anything to send now; before the session is up only the two ends' own words count. */
  boolean hasAnything(boolean up, long nowNs) {
    for (int lane : ORDER) {
      if (mayUse(lane, up) && hasOwn(lane)) {
        return true;
      }
    }
    return up && nextRepairNs() <= nowNs;
  }

  /** Whether an alarm or a command waits that has not been sent, or is lost. */
  boolean hasUrgent() {
    for (int lane = 0; Redundancy.isUrgent(lane); lane++) {
      if (hasOwn(lane)) {
        return true;
      }
    }
    return false;
  }

  /** Bytes that may go now, of alarms and commands or of the rest. */
  long toSend(boolean urgent, boolean up) {
    long bytes = 0;
    for (int lane = 0; lane < lanes.length; lane++) {
      if (Redundancy.isUrgent(lane) == urgent && mayUse(lane, up)) {
        long more = lanes[lane].toSend();
        bytes += more == 0 ? 0 : more + more / 16 + PacketLayout.SEGMENT_HEADER_BYTES + 2;
      }
    }
    return bytes;
  }

  long nextRepairNs() {
    long next = Long.MAX_VALUE;
    for (int lane = 0; lane < repairs.length; lane++) {
      next = mayUse(lane, true) ? Math.min(next, repairs[lane].dueNs()) : next;
    }
    return next;
  }

  void fill(PacketWriter out, SentPacket packet, boolean up, double loss, long nowNs) {
    if (up && nowNs >= fairNs) {
      fairNs = nowNs + fairPauseNs();
      int starved = longestWaiting();
      if (starved >= 0 && servedNs[starved] <= nowNs - fairPauseNs()) {
        fillFrom(lanes[starved], out, packet, loss, nowNs);
      }
    }
    boolean slow = pacer.airNs(maxPayload) >= SLOW_PACKET_NS;
    for (int lane : ORDER) {
      if (mayUse(lane, up) && mayCarry(lane)) {
        boolean some = fillFrom(lanes[lane], out, packet, loss, nowNs);
        if (up && Redundancy.isUrgent(lane)) {
          repair(lane, out, packet, some, nowNs);
        }
        if (some && slow && lane == LinkLane.EVENT.code()) {
          return;
        }
      }
    }
    for (int lane = FIRST_BULK; up && lane <= LAST_BULK; lane++) {
      if (repairs[lane].dueNs() <= nowNs && mayUse(lane, true) && mayCarry(lane)) {
        repair(lane, out, packet, false, nowNs);
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
      write(segment, out, packet);
      repairs[lane.code].segmentSent(segment, loss, nowNs + Redundancy.spacingNs(roundTrip));
    }
    while (lane.hasNew() && fits(out, packet)) {
      int room = newRoom(lane, out, loss);
      if (room < LEAST_CUT && (packet.segmentCount > 0 || room < 1)) {
        break;
      }
      Segment segment = lane.cut(room);
      write(segment, out, packet);
      repairs[lane.code].segmentSent(segment, loss, nowNs + Redundancy.spacingNs(roundTrip));
    }
    if (out.length() > before || (!lane.hasNew() && !lane.hasLost())) {
      servedNs[lane.code] = nowNs;
      bytesByLane[lane.code] += out.length() - before;
    }
    return out.length() > before;
  }

  private long fairPauseNs() {
    return Math.max(Limits.FAIR_NS, Limits.FAIR_PACKETS * pacer.airNs(maxPayload));
  }

  /**
   * Bytes that the next new segment may have. Alarms leave room for repair while more of them wait than fit, and are cut so
   * that several symbols find room.
   */
  private int newRoom(SendLane lane, PacketWriter out, double loss) {
    int largest = needsLongTag(lane.code) ? maxSegment - PacketLayout.LONG_TAG_BYTES + PacketLayout.SHORT_TAG_BYTES : maxSegment;
    int room = out.room() - PacketLayout.SEGMENT_HEADER_BYTES;
    double reserve = Redundancy.reserve(loss);
    if (!Redundancy.isUrgent(lane.code) || reserve == 0) {
      return Math.min(largest, room);
    }
    int usable = lane.waitingBytes() > room / 2 ? room - (int) (maxSegment * reserve) : room;
    long cut = Math.min(lane.waitingBytes(), usable);
    long parts = (cut + MAX_URGENT_SEGMENT - 1) / MAX_URGENT_SEGMENT;
    return parts < 1 ? usable : (int) Math.min(largest, (cut + parts - 1) / parts);
  }

  /**
   * Writes what repair a lane is owed: behind its own segments as much as keeps the packet short; with bulk that goes
   * anyway a share of the packet; or when it is due.
   */
  private void repair(int lane, PacketWriter out, SentPacket packet, boolean behindOwn, long nowNs) {
    LaneRepair repair = repairs[lane];
    if (!repair.isOwed() || packet.isFull() || (!behindOwn && repair.dueNs() > nowNs && !hasBulk())) {
      return;
    }
    int urgent = (int) Math.max(URGENT_BYTES, pacer.bitsPerSecond() / 8 * URGENT_NS / 1_000_000_000);
    int most = Math.max(URGENT_BYTES, maxPayload / RIDING_SHARE);
    if (behindOwn) {
      most = Math.max(urgent - out.length(), repair.leastBytes());
    }
    int bytes = repair.write(out, packet, firstIn(packet, lane), Math.min(most, redundancy.allowance(pacer, nowNs)),
        nowNs + Redundancy.spacingNs(roundTrip));
    redundancy.spent(bytes);
    repairBytes += bytes;
    bytesByLane[lane] += bytes;
  }

  /** The lowest segment of a lane that is in this packet, or the lane's next. */
  private long firstIn(SentPacket packet, int lane) {
    long first = lanes[lane].next();
    for (int i = 0; i < packet.segmentCount; i++) {
      Segment segment = packet.segments[i];
      if (segment != null && segment.lane.code == lane) {
        first = Math.min(first, segment.number);
      }
    }
    return first;
  }

  private boolean hasBulk() {
    for (int lane = FIRST_BULK; lane <= LAST_BULK; lane++) {
      if (mayUse(lane, true) && hasOwn(lane)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(PacketWriter out, SentPacket packet) {
    return !packet.isFull() && out.room() > PacketLayout.SEGMENT_HEADER_BYTES;
  }

  private static void write(Segment segment, PacketWriter out, SentPacket packet) {
    Frames.segment(out, segment);
    packet.add(segment);
  }

  private int longestWaiting() {
    int longest = -1;
    for (int lane = 0; lane < LinkLane.values().length; lane++) {
      if (mayUse(lane, true) && mayCarry(lane) && hasOwn(lane) && (longest < 0 || servedNs[lane] < servedNs[longest])) {
        longest = lane;
      }
    }
    return longest;
  }

  private boolean hasOwn(int lane) {
    return lanes[lane].hasLost() || lanes[lane].hasNew();
  }

  private boolean mayCarry(int lane) {
    return longTag || !needsLongTag(lane);
  }

  /** Whether segments of a lane count only under a long tag: what acts on a substation or changes the gateway. */
  static boolean needsLongTag(int lane) {
    return lane == LinkLane.COMMAND.code() || lane == LinkLane.FILE.code();
  }

  private boolean mayUse(int lane, boolean up) {
    return lane == PacketLayout.CONTROL_LANE || (up && (bulkAllowed || lane < FIRST_BULK || lane > LAST_BULK));
  }
}
