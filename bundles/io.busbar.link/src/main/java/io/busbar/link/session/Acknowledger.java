package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;

/**
 * When and what to acknowledge. Acknowledgements ride with data where there is some, and alone at most so often that
 * they use {@link Limits#ACK_SHARE} of our rate; what is durable here rides with them until the peer has it.
 */
final class Acknowledger {
  /** How soon a packet wants its acknowledgement. */
  enum Urgency { NONE, LAZY, PROMPT, URGENT }

  /** A lazy acknowledgement waits so many times longer. */
  static final int LAZY_FACTOR = 4;
  private static final long MIN_DELAY_NS = 20_000_000;
  private static final long MAX_DELAY_NS = 1_000_000_000;
  private static final long MAX_HALF_DUPLEX_DELAY_NS = 8_000_000_000L;
  private static final long MAX_LAZY_NS = 4_000_000_000L;
  private static final int TYPICAL_ACK_BYTES = 24;
  static final int LEAST_ROOM = 12;
  private static final double WORTH_REPEATING = 0.05;
  private static final double MUCH_LOSS = 0.15;
  private static final int REPEATS = 2;

  private final ReceivedPackets received = new ReceivedPackets();
  private final long[] durable = new long[Limits.LANES];
  private final long[] told = new long[Limits.LANES];
  /** What the peer is known to have been told. */
  private final long[] known = new long[Limits.LANES];
  private final Pacer pacer;
  private int overheadBytes;
  private long dueNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;
  private int repeats;
  private int again;

  Acknowledger(Pacer pacer, int overheadBytes) {
    this.pacer = pacer;
    this.overheadBytes = overheadBytes;
  }

  /** How long a packet with data waits for its acknowledgement at most, ns; turning a half-duplex channel round twice costs too. */
  long delayNs() {
    long turn = pacer.turnNs();
    long ns = (long) ((airNs() + 2 * turn) / (turn == 0 ? Limits.ACK_SHARE : Limits.HALF_DUPLEX_ACK_SHARE));
    return Math.max(MIN_DELAY_NS, Math.min(turn == 0 ? MAX_DELAY_NS : MAX_HALF_DUPLEX_DELAY_NS, ns));
  }

  void overhead(int bytes) {
    overheadBytes = bytes;
  }

  ReceivedPackets received() {
    return received;
  }

  void arrived(Urgency urgency, long nowNs) {
    switch (urgency) {
      case URGENT -> dueBy(nowNs + Math.min(delayNs(), MAX_DELAY_NS));
      case PROMPT -> dueBy(nowNs + delayNs());
      case LAZY -> dueBy(nowNs + Math.min(delayNs() * LAZY_FACTOR, Math.max(delayNs(), MAX_LAZY_NS)));
      case NONE -> { }
    }
  }

  private long airNs() {
    return pacer.airNs(TYPICAL_ACK_BYTES + overheadBytes);
  }

  private void dueBy(long atNs) {
    dueNs = Math.min(dueNs, atNs);
  }

  void durable(int lane, long upTo, long nowNs) {
    if (upTo > durable[lane]) {
      durable[lane] = upTo;
      dueBy(nowNs + delayNs());
    }
  }

  /** Whether the last acknowledgement goes once more while the channel is turned our way. */
  boolean goesAgain() {
    return again > 0;
  }

  boolean due(long nowNs) {
    return dueNs <= nowNs;
  }

  long dueNs() {
    return dueNs;
  }

  /** Whether it is worth the bytes in a packet that goes anyway: new, or the last one may well be lost. */
  boolean worthAlong(long nowNs) {
    boolean isNew = dueNs != Long.MAX_VALUE;
    return repeats > 0 || (isNew && (due(nowNs) || lastNs == Long.MIN_VALUE || nowNs - lastNs >= delayNs() / 2));
  }

  /**
   * Writes the acknowledgement and what is durable, as far as there is room.
   *
   * @param alone whether nothing else goes in this packet
   * @param loss share of our packets lost lately; NaN if not known
   */
  void write(PacketWriter out, SentPacket packet, boolean alone, double loss, long nowNs) {
    if (out.room() < LEAST_ROOM) {
      return;
    }
    boolean more = false;
    for (int lane = 0; lane < Limits.LANES; lane++) {
      if (durable[lane] > told[lane] || (durable[lane] > known[lane] && alone && loss > WORTH_REPEATING)) {
        // The bits of the acknowledgement come first in value: leave them room.
        if (out.room() < LEAST_ROOM + 1 + PacketLayout.varintBytes(durable[lane])) {
          more = true;
          continue;
        }
        out.u8(PacketLayout.DURABLE | lane);
        out.varint(durable[lane]);
        told[lane] = durable[lane];
        packet.told(lane, durable[lane]);
      }
    }
    if (received.largest() >= 0) {
      out.u8(PacketLayout.ACK);
      received.writeAck(out, nowNs);
    }
    lastNs = nowNs;
    repeats = dueNs != Long.MAX_VALUE && loss > WORTH_REPEATING ? REPEATS : Math.max(0, repeats - 1);
    again = !alone ? 0 : again > 0 ? again - 1 : copies(loss);
    dueNs = more || again > 0 ? nowNs : Long.MAX_VALUE;
  }

  /** On a half-duplex channel turning round costs more than the acknowledgement: with losses it goes more than once. */
  private int copies(double loss) {
    double worse = Double.isNaN(loss) ? received.loss() : Math.max(loss, received.loss());
    return pacer.turnNs() < 2 * airNs() || !(worse > WORTH_REPEATING) ? 0 : worse > MUCH_LOSS ? 2 : 1;
  }

  /** A packet has arrived that may have told what is durable. */
  void told(SentPacket packet) {
    long[] marks = packet.durable;
    for (int lane = 0; marks != null && lane < Limits.LANES; lane++) {
      known[lane] = Math.max(known[lane], marks[lane]);
    }
  }

  /** A packet that told what is durable is lost: tell again, unless something newer was told since. */
  void lost(SentPacket packet, long nowNs) {
    long[] marks = packet.durable;
    for (int lane = 0; marks != null && lane < Limits.LANES; lane++) {
      if (marks[lane] != 0 && marks[lane] == told[lane]) {
        told[lane] = 0;
        dueNs = Math.min(dueNs, nowNs);
      }
    }
  }
}
