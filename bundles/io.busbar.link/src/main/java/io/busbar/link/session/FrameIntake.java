package io.busbar.link.session;

import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkRefusal;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the frames of an authentic packet to where they belong. Never throws, whatever they say. */
final class FrameIntake {
  /** What a session itself must know. */
  interface News {
    /** The peer has made durable what was sent in a lane. */
    void onDurable(int lane, long upTo);

    /** The peer says goodbye, and of what kind that is where it refuses us. */
    void onGoodbye(LinkRefusal.Kind kind, String reason);
  }

  private static final int LANES = LinkLane.values().length;
  private static final int UNKNOWN = 0xF0;

  private final Outbound outbound;
  private final Counters counters;
  private final News news;
  private final ReceiveLane[] lanes;
  private boolean longTag;

  FrameIntake(Outbound outbound, Counters counters, News news) {
    this.outbound = outbound;
    this.counters = counters;
    this.news = news;
    this.lanes = outbound.received();
  }

  /** Reads frames; null if the packet must not count as received. */
  Acknowledger.@Nullable Urgency read(PacketReader in, boolean withLongTag, long nowNs) {
    longTag = withLongTag;
    Acknowledger.Urgency urgency = Acknowledger.Urgency.NONE;
    boolean refused = false;
    while (in.left() > 0) {
      int tag = in.u8();
      int type = tag & 0xF0;
      int lane = tag & 0x0F;
      switch (PacketLayout.isOfLane(type) && !PacketLayout.isLane(lane) ? UNKNOWN : type) {
        case PacketLayout.SEGMENT_TO_END, PacketLayout.SEGMENT -> {
          refused |= !segment(in, lane, type == PacketLayout.SEGMENT);
          urgency = urgent(lane, urgency);
        }
        case PacketLayout.DURABLE -> {
          durable(lane, in.varint(), nowNs);
          urgency = urgency == Acknowledger.Urgency.NONE ? Acknowledger.Urgency.LAZY : urgency;
        }
        case PacketLayout.ACK -> {
          if (!outbound.acknowledged(in, nowNs)) {
            counters.malformed++;
          }
        }
        case PacketLayout.PING -> urgency = urgent(LinkLane.EVENT.code(), urgency);
        case PacketLayout.REPAIR -> {
          repair(in, lane);
          urgency = urgent(lane, urgency);
        }
        case PacketLayout.COMPLETE -> complete(in, outbound.lane(lane));
        case PacketLayout.GRANT -> grant(in, nowNs);
        case PacketLayout.REPORT -> report(in, tag);
        case PacketLayout.END -> {
          news.onGoodbye(LinkRefusal.Kind.of(tag & 0x0F), in.text(in.u8()));
          return null;
        }
        default -> in.skip(Integer.MAX_VALUE);
      }
    }
    if (in.failed()) {
      counters.malformed++;
      return null;
    }
    if (refused) {
      counters.refused++;
      return null;
    }
    return urgency;
  }

  private static Acknowledger.Urgency urgent(int lane, Acknowledger.Urgency before) {
    boolean urgent = Redundancy.isUrgent(lane) || lane == PacketLayout.CONTROL_LANE || before == Acknowledger.Urgency.URGENT;
    return urgent ? Acknowledger.Urgency.URGENT : Acknowledger.Urgency.PROMPT;
  }

  private boolean segment(PacketReader in, int lane, boolean hasLength) {
    int number = in.u16();
    int length = hasLength ? (int) Math.min(Integer.MAX_VALUE, in.varint()) : in.left();
    int from = in.skip(length);
    if (PacketFiller.needsLongTag(lane) && !longTag) {
      in.skip(-1);
    }
    return !in.failed() && lanes[lane].accept(number, in.bytes(), from, length) != ReceiveLane.Taken.REFUSED;
  }

  private void repair(PacketReader in, int lane) {
    int first = in.u16();
    int count = in.u8();
    int seed = in.u8();
    int length = (int) Math.min(Integer.MAX_VALUE, in.varint());
    int from = in.skip(length);
    if (!in.failed() && (longTag || !PacketFiller.needsLongTag(lane))) {
      lanes[lane].repair(first, count, seed, Arrays.copyOfRange(in.bytes(), from, from + length));
    }
  }

  private void grant(PacketReader in, long nowNs) {
    int round = in.u8();
    int delayMs = in.u8();
    int slotMs = in.u16();
    Turn turn = outbound.turn();
    if (!in.failed() && turn != null) {
      turn.granted(round, delayMs, slotMs, outbound.air().overheadBytes(), nowNs);
    }
  }

  private void report(PacketReader in, int bits) {
    long urgent = in.varint();
    long bulk = in.varint();
    Turn turn = outbound.turn();
    if (!in.failed() && turn != null) {
      turn.report(bits, urgent, bulk);
    }
  }

  private static void complete(PacketReader in, SendLane lane) {
    int segment = in.u16();
    int bytes = in.u8();
    long bits = 0;
    for (int i = 0; i < Math.min(bytes, PacketLayout.COMPLETE_BITS_BYTES); i++) {
      bits |= (long) in.u8() << (8 * i);
    }
    in.skip(Math.max(0, bytes - PacketLayout.COMPLETE_BITS_BYTES));
    if (!in.failed()) {
      lane.complete(segment, bits);
    }
  }

  private void durable(int lane, long upTo, long nowNs) {
    if (lane < LANES && outbound.lane(lane).durable(upTo, nowNs)) {
      news.onDurable(lane, upTo);
    }
  }
}
