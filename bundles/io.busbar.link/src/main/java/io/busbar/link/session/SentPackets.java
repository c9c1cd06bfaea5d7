package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import org.jspecify.annotations.Nullable;

/**
 * The packets under way. Reads acknowledgements, decides what is lost (a packet is lost when one that was sent
 * sufficiently later has arrived, or an earlier one after a time; RFC 9002 §6.1), and measures round trip and loss.
 */
final class SentPackets {
  /** Told what became of a packet. */
  interface Fate {
    /** It has arrived. */
    void arrived(SentPacket packet);

    /** One more round trip was measured, ns. */
    void roundTrip(long ns);

    /** It is taken for lost. */
    void lost(SentPacket packet);
  }

  private static final int FIRST_TOLERANCE = 3;
  private static final int MAX_TOLERANCE = 64;
  private static final int MAX_DOUBT = 64;
  private static final long DOUBT_NS = 3_000_000_000L;

  /** Grows up to its limit, and holds twice what is under way, to recognise what was only late. */
  private @Nullable SentPacket[] ring = new SentPacket[Limits.FIRST_RING];
  private final Fate fate;
  private final SendTimes times = new SendTimes();
  private final LossMeter loss = new LossMeter();
  private final RoundTrip roundTrip;
  private long next;
  private long lowest;
  private long largestArrived = -1;
  private int underWay;
  private int segmentsUnderWay;
  private int tolerance = FIRST_TOLERANCE;
  private long lossAtNs = Long.MAX_VALUE;
  /** The first packet of late that was taken for lost by its time alone, and until when that may turn out to be wrong. */
  private long doubtFrom;
  private long doubtUntilNs = Long.MIN_VALUE;
  private long lastAskedNs;
  private long total;
  private @Nullable RateLearner learner;
  private long fullPacketBytes;

  SentPackets(Fate fate, RoundTrip roundTrip) {
    this.fate = fate;
    this.roundTrip = roundTrip;
  }

  /**
   * Tells what is acknowledged to somebody who learns the rate.
   *
   * @param fullBytes a full packet on the air
   */
  void teach(@Nullable RateLearner newLearner, long fullBytes) {
    learner = newLearner;
    fullPacketBytes = fullBytes;
  }

  /** What is under way is lost, or probably so: another way is used from now on. */
  void loseAll() {
    loseAll(false);
  }

  /**
   * What is under way is lost.
   *
   * @param counts whether that says something about the share that is lost
   */
  void loseAll(boolean counts) {
    for (long n = lowest; n < next; n++) {
      SentPacket packet = at(n);
      if (packet != null && packet.state == SentPacket.State.UNDER_WAY && packet.asks) {
        lose(packet, counts);
      }
    }
  }

  long nextNumber() {
    return next;
  }

  /** How far back the peer needs to acknowledge from the next packet on. */
  long span() {
    return next - lowest;
  }

  /**
   * How far back the peer is asked to acknowledge: as far as something is under way, or was taken for lost only because time went by.
   * A peer that had no time to answer has it all the same, and a link that loses nothing must not look as if it did.
   */
  long reach(long nowNs) {
    return nowNs < doubtUntilNs ? Math.max(span(), Math.min(MAX_DOUBT, next - doubtFrom)) : span();
  }

  /** Packets that ask and whose fate is open. */
  int underWay() {
    return underWay;
  }

  boolean hasSegmentsUnderWay() {
    return segmentsUnderWay > 0;
  }

  long lastAskedNs() {
    return lastAskedNs;
  }

  double loss() {
    return loss.share();
  }

  /** The record for the next packet, to be filled and then {@link #sent}. */
  SentPacket begin(long nowNs) {
    if (span() * 2 >= ring.length && ring.length < Limits.SENT_PACKETS) {
      @Nullable SentPacket[] larger = new SentPacket[ring.length * 2];
      for (SentPacket old : ring) {
        if (old != null) {
          larger[(int) old.number & (larger.length - 1)] = old;
        }
      }
      ring = larger;
    }
    int slot = (int) next & (ring.length - 1);
    SentPacket packet = ring[slot];
    if (packet == null) {
      packet = new SentPacket();
      ring[slot] = packet;
    }
    packet.begin(next, nowNs);
    return packet;
  }

  /** The packet that was begun has gone. */
  void sent(SentPacket packet, int tail) {
    packet.tail = tail;
    total += packet.bytes;
    packet.total = total;
    times.sent(packet.number, packet.sentNs);
    next++;
    if (packet.asks) {
      underWay++;
      segmentsUnderWay += packet.segmentCount > 0 ? 1 : 0;
      lastAskedNs = packet.sentNs;
    }
    advance();
  }

  /** When they were sent. */
  SendTimes times() {
    return times;
  }

  /** The highest number that the peer is known to have, −1 if none. */
  long largestArrived() {
    return largestArrived;
  }

  /** Whether we sent a packet lately that ends so. */
  boolean isOurs(int tail) {
    for (long number = next - 1; number > 0 && number >= next - ring.length; number--) {
      SentPacket packet = at(number);
      if (packet != null && packet.tail == tail) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes an acknowledgement.
   *
   * @return false if it is nonsense
   */
  boolean acknowledge(PacketReader in, long nowNs, long peerDelayLimitNs) {
    long newest = PacketLayout.expand(in.u16(), Math.max(largestArrived, 0));
    long delayNs = Math.min(in.varint() * 1_000_000, peerDelayLimitNs);
    int bytes = in.u8();
    int at = in.skip(bytes);
    if (in.failed() || newest >= next || newest < 0) {
      return false;
    }
    SentPacket newestPacket = at(newest);
    if (newestPacket != null && newestPacket.state == SentPacket.State.UNDER_WAY && newestPacket.asks) {
      long took = Math.max(1, nowNs - newestPacket.sentNs - delayNs);
      roundTrip.sample(took);
      fate.roundTrip(took);
      if (learner != null && newest > largestArrived) {
        learner.arrived(newestPacket.bytes, newestPacket.total, took, nowNs - delayNs, fullPacketBytes);
      }
    }
    arrived(newest);
    byte[] bits = in.bytes();
    for (int i = 0; i < bytes * 8; i++) {
      if ((bits[at + (i >>> 3)] >>> (i & 7) & 1) != 0) {
        arrived(newest - 1 - i);
      }
    }
    largestArrived = Math.max(largestArrived, newest);
    advance();
    findLost(nowNs);
    return true;
  }

  /** A packet that was acknowledged by other means (a welcome answers a hello). */
  void arrived(long number) {
    SentPacket packet = at(number);
    if (packet == null) {
      return;
    }
    if (packet.state == SentPacket.State.LOST) {
      // It was only late. One that others had overtaken: this path reorders more than we thought.
      tolerance = packet.overtaken ? Math.min(tolerance + 1, MAX_TOLERANCE) : tolerance;
      if (packet.counted) {
        loss.takeBack();
      }
      packet.state = SentPacket.State.ACKNOWLEDGED;
      fate.arrived(packet);
    } else if (packet.state == SentPacket.State.UNDER_WAY) {
      packet.state = SentPacket.State.ACKNOWLEDGED;
      if (learner != null) {
        learner.delivered(packet.bytes);
      }
      settled(packet);
      if (packet.asks) {
        loss.add(false);
      }
      fate.arrived(packet);
    }
  }

  /** When {@link #findLost} has something to do even if nothing arrives. */
  long lossAtNs() {
    return lossAtNs;
  }

  /** Takes for lost what later packets have overtaken. */
  void findLost(long nowNs) {
    lossAtNs = Long.MAX_VALUE;
    long patienceNs = roundTrip.timeoutNs() - roundTrip.smoothedNs() + roundTrip.smoothedNs() * 9 / 8;
    for (long n = lowest; n < largestArrived; n++) {
      SentPacket packet = at(n);
      if (packet != null && packet.state == SentPacket.State.UNDER_WAY && packet.asks) {
        if (largestArrived - n >= tolerance) {
          packet.overtaken = true;
          lose(packet, true);
        } else if (packet.sentNs + patienceNs <= nowNs) {
          lapse(packet, true, nowNs);
        } else {
          lossAtNs = Math.min(lossAtNs, packet.sentNs + patienceNs);
        }
      }
    }
    advance();
  }

  /** The oldest packet that asks and whose fate is open, or null. */
  @Nullable SentPacket oldest() {
    SentPacket packet = at(lowest);
    return packet != null && packet.state == SentPacket.State.UNDER_WAY && packet.asks ? packet : null;
  }

  /** Takes a packet for lost because of its time alone; the peer is asked about it all the same. */
  void lapse(SentPacket packet, boolean counts, long nowNs) {
    doubtFrom = nowNs < doubtUntilNs ? Math.min(doubtFrom, packet.number) : packet.number;
    doubtUntilNs = nowNs + DOUBT_NS + roundTrip.timeoutNs();
    lose(packet, counts);
  }

  /**
   * Takes a packet for lost.
   *
   * @param counts whether that says something about the share that is lost: not in an outage
   */
  void lose(SentPacket packet, boolean counts) {
    packet.state = SentPacket.State.LOST;
    packet.counted = counts;
    settled(packet);
    if (counts) {
      loss.add(true);
    }
    fate.lost(packet);
    advance();
  }

  private @Nullable SentPacket at(long number) {
    SentPacket packet = number >= 0 && number < next ? ring[(int) number & (ring.length - 1)] : null;
    return packet != null && packet.number == number ? packet : null;
  }

  private void settled(SentPacket packet) {
    if (packet.asks) {
      underWay--;
      segmentsUnderWay -= packet.segmentCount > 0 ? 1 : 0;
    }
  }

  private void advance() {
    while (lowest < next) {
      SentPacket packet = at(lowest);
      if (packet != null && packet.state == SentPacket.State.UNDER_WAY && packet.asks) {
        return;
      }
      lowest++;
    }
  }
}
