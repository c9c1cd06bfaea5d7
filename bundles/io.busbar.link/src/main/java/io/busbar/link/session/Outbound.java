package io.busbar.link.session;

import io.busbar.api.link.LinkRecords;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sending half of a session: what goes out when. */
final class Outbound implements SentPackets.Fate {
  /** Puts a datagram on the bearer. */
  interface Wire {
    /** Sends to where the peer was last heard from. */
    void send(ByteBuffer datagram);
  }

  private static final int PACKETS_PER_CYCLE = 256;
  /** Packets that acknowledge only, and so are not held back by the window, get that much of it. */
  private static final int SPAN_RESERVE = 256;

  private final SendLane[] lanes = new SendLane[Limits.LANES];
  private final ReceiveLane[] received;
  private final RoundTrip roundTrip;
  private final Pacer pacer;
  private final int overheadBytes;
  private final PacketFiller filler;
  private final SentPackets sent;
  private final Acknowledger acks;
  private final PacketWriter out;
  private final Wire wire;
  private final Counters counters;
  private int maxPayload;
  private @Nullable LinkRecords records;
  private int connection;
  private int header;
  private boolean longTag;
  private boolean up;
  private boolean ping;
  private boolean probing;
  private int probes;
  private long peerDelayNs;
  private long nowNs;
  private long lastSentNs;
  private long progressNs;
  private long keepAliveNs;

  Outbound(Setup setup, ReceiveLane[] received, Wire wire, Counters counters) {
    this.received = received;
    this.wire = wire;
    this.counters = counters;
    this.roundTrip = new RoundTrip(setup.roundTripNs());
    this.maxPayload = setup.maxPayload();
    this.overheadBytes = setup.overheadBytes();
    this.pacer = new Pacer(setup.rate());
    this.acks = new Acknowledger(pacer, overheadBytes);
    this.peerDelayNs = acks.delayNs();
    this.out = new PacketWriter(maxPayload);
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new SendLane(i);
    }
    this.filler = new PacketFiller(lanes, roundTrip, pacer);
    filler.maxPayload(maxPayload);
    this.sent = new SentPackets(this, roundTrip);
    this.keepAliveNs = setup.keepAliveNs();
  }

  /** What a session is made with: nanoseconds, bytes and bit/s. */
  record Setup(int maxPayload, int overheadBytes, long rate, long roundTripNs, long keepAliveNs) {}

  SendLane lane(int code) {
    return lanes[code];
  }

  ReceiveLane[] received() {
    return received;
  }

  Acknowledger acks() {
    return acks;
  }

  SentPackets sent() {
    return sent;
  }

  RoundTrip roundTrip() {
    return roundTrip;
  }

  Pacer pacer() {
    return pacer;
  }

  PacketFiller filler() {
    return filler;
  }

  int maxPayload() {
    return maxPayload;
  }

  /** Takes what the peer has said about itself. */
  void terms(Terms terms, long now) {
    connection = terms.connection();
    peerDelayNs = terms.ackDelayMs() * 1_000_000L;
    maxPayload = Math.max(PacketLayout.MIN_PAYLOAD_BYTES, Math.min(maxPayload, terms.maxPayload()));
    filler.maxPayload(maxPayload);
    progressNs = now;
    lastSentNs = now;
  }

  /** The handshake is done: data may flow. */
  void establish(LinkRecords keys) {
    records = keys;
  }

  /** Whether we sent a packet of that connection lately that ends so. */
  boolean sentLately(int to, int tail) {
    return to == connection && sent.isOurs(tail);
  }

  /** The two ends have said what they had to say about themselves: the lanes are open. */
  void open() {
    up = true;
  }

  /** The next packet asks for an acknowledgement, so that the peer hears of us at once. */
  void ping() {
    ping = true;
  }

  /**
   * Makes packet 0: the payload of our message of the handshake, our terms and as many of our own words as fit.
   *
   * @param ours connection that the peer's packets shall carry
   * @param maxBytes of the payload
   * @param largestPayload what the peer can receive, as far as that is known
   */
  byte[] opening(int ours, int maxBytes, int largestPayload, long now) {
    maxPayload = Math.max(PacketLayout.MIN_PAYLOAD_BYTES, Math.min(maxPayload, largestPayload));
    filler.maxPayload(maxPayload);
    SentPacket packet = sent.begin(now);
    out.begin(maxBytes, 0);
    new Terms((int) Math.min(0xFFFF, acks.delayNs() / 1_000_000), maxPayload, ours).write(out);
    filler.fill(out, packet, false, Double.NaN, now);
    packet.asks = true;
    sent.sent(packet, 0);
    return Arrays.copyOf(out.bytes(), out.length());
  }

  /** Sends a datagram of the handshake. */
  void handshake(byte[] datagram, long now) {
    put(ByteBuffer.wrap(datagram), now);
  }

  /** Sends what may be sent now. */
  void flush(long now, long lastHeardNs) {
    nowNs = now;
    if (records == null) {
      return;
    }
    if (sent.lossAtNs() <= now) {
      sent.findLost(now);
    }
    probe(now);
    if (now - lastSentNs >= keepAliveNs) {
      ping = true;
    }
    for (int i = 0; i < PACKETS_PER_CYCLE && (pacer.ready(now) || probing); i++) {
      if (!sendOne(now, mayData(now, lastHeardNs))) {
        break;
      }
      probing = false;
    }
    probing = false;
  }

  /** When there is something to do even if nothing arrives. */
  long deadlineNs(long now, long lastHeardNs) {
    if (records == null) {
      return Long.MAX_VALUE;
    }
    long at = Math.min(acks.dueNs(), lastSentNs + keepAliveNs);
    if (mayData(now, lastHeardNs)) {
      at = Math.min(at, filler.hasAnything(up, now) ? now : up ? filler.nextRepairNs() : Long.MAX_VALUE);
    }
    at = Math.max(at, pacer.readyAtNs());
    return Math.min(at, Math.min(probeAtNs(), sent.lossAtNs()));
  }

  /** Sends the goodbye, past the pacer: it is the last packet. */
  void goodbye(String reason, long now) {
    LinkRecords keys = records;
    if (keys == null) {
      return;
    }
    SentPacket packet = begin(keys, false, now);
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, Math.min(PacketLayout.MAX_REASON_BYTES, out.room() - 2));
    out.u8(PacketLayout.END);
    out.u8(length);
    out.raw(text, 0, length);
    finish(keys, packet, now);
  }

  /** How long nothing that asks was answered; 0 if nothing is open. */
  long unansweredNs(long now) {
    return sent.underWay() == 0 ? 0 : now - progressNs;
  }

  /** Takes an ACK frame; false if it is nonsense. */
  boolean acknowledged(io.busbar.link.codec.PacketReader in, long now) {
    nowNs = now;
    return sent.acknowledge(in, now, peerDelayNs * Acknowledger.LAZY_FACTOR + 1_000_000);
  }

  @Override
  public void arrived(SentPacket packet) {
    probes = 0;
    progressNs = nowNs;
    for (int i = 0; i < packet.segmentCount; i++) {
      Segment segment = packet.segments[i];
      if (segment != null) {
        segment.lane.acknowledge(segment);
      }
    }
  }

  @Override
  public void lost(SentPacket packet) {
    counters.lostOut++;
    for (int i = 0; i < packet.segmentCount; i++) {
      Segment segment = packet.segments[i];
      if (segment != null && segment.lastPacket == packet.number) {
        segment.lane.markLost(segment);
      }
    }
    acks.lost(packet, nowNs);
  }

  private boolean mayData(long now, long lastHeardNs) {
    long quietAfter = Math.max(Limits.QUIET_AFTER_NS, 8 * (roundTrip.timeoutNs() + peerDelayNs));
    int span = Math.min(Limits.SENT_PACKETS - SPAN_RESERVE, Math.min(Limits.MAX_ACK_BYTES, maxPayload - 24) * 8);
    return now - lastHeardNs < quietAfter && sent.span() < span;
  }

  private long probeAtNs() {
    if (sent.underWay() == 0) {
      return Long.MAX_VALUE;
    }
    long answer = roundTrip.timeoutNs() + peerDelayNs * (sent.hasSegmentsUnderWay() ? 1 : Acknowledger.LAZY_FACTOR);
    return sent.lastAskedNs() + Math.max(answer, Math.min(answer << Math.min(probes, 6), Limits.MAX_PROBE_NS));
  }

  private void probe(long now) {
    if (probeAtNs() > now) {
      return;
    }
    probes++;
    counters.probes++;
    SentPacket oldest = sent.oldest();
    if (oldest != null) {
      sent.lose(oldest);
    }
    // The ping makes sure that the probe asks, whatever else fits into it.
    ping = true;
    probing = true;
  }

  private boolean sendOne(long now, boolean mayData) {
    boolean data = mayData && filler.hasAnything(up, now);
    LinkRecords keys = records;
    if (keys == null || (!data && !ping && !acks.due(now))) {
      return false;
    }
    SentPacket packet = begin(keys, data && filler.wantsLongTag(up, now), now);
    int empty = out.length();
    if (acks.due(now) || acks.worthAlong(now)) {
      writeComplete();
      acks.write(out, packet, sent.loss(), now);
    }
    if (ping) {
      out.u8(PacketLayout.PING);
      packet.asks = true;
      ping = false;
    }
    if (data) {
      filler.fill(out, packet, up, sent.loss(), now);
    }
    if (out.length() == empty) {
      return false;
    }
    finish(keys, packet, now);
    return true;
  }

  /** What was recovered from repair is told before the acknowledgement that lacks it. */
  private void writeComplete() {
    for (ReceiveLane lane : received) {
      if (lane.tellsComplete() && out.room() > PacketLayout.COMPLETE_BYTES + Acknowledger.LEAST_ROOM) {
        lane.writeComplete(out);
      }
    }
  }

  private SentPacket begin(LinkRecords keys, boolean withLongTag, long now) {
    SentPacket packet = sent.begin(now);
    long number = packet.number;
    long known = sent.largestArrived();
    boolean wide = PacketLayout.needsWide(number, known);
    longTag = withLongTag;
    filler.longTag(withLongTag);
    out.begin(maxPayload, keys.tagBytes(withLongTag));
    out.u8(PacketLayout.DATA | (withLongTag ? PacketLayout.LONG_TAG : 0) | (wide ? PacketLayout.WIDE_NUMBER : 0)
        | (keys.phase(number, known, now) == 0 ? 0 : PacketLayout.PHASE) | connection >>> 8);
    out.u8(connection);
    if (wide) {
      out.u16((int) number);
    } else {
      out.u8((int) number);
    }
    header = out.length();
    out.varint(sent.span());
    return packet;
  }

  private void finish(LinkRecords keys, SentPacket packet, long now) {
    int length = keys.seal(out.bytes(), header, out.length(), packet.number, longTag);
    ByteBuffer datagram = out.ready(length);
    if (packet.asks && sent.underWay() == 0) {
      progressNs = now;
    }
    sent.sent(packet, datagram.getInt(length - Integer.BYTES));
    put(datagram, now);
  }

  private void put(ByteBuffer datagram, long now) {
    int bytes = datagram.remaining() + overheadBytes;
    pacer.sent(now, bytes);
    counters.packetsOut++;
    counters.bytesOut += bytes;
    lastSentNs = now;
    wire.send(datagram);
  }
}
