package io.busbar.link.session;

import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sending half of a session: what goes out when. */
final class Outbound {
  private static final int PACKETS_PER_CYCLE = 256;
  /** What packets that only acknowledge get of the window. */
  private static final int SPAN_RESERVE = 256;

  private final SendLane[] lanes = new SendLane[Limits.LANES];
  private final ReceiveLane[] received;
  private final RoundTrip roundTrip;
  private final Pacer pacer;
  private final Agreement agreement;
  private final Air air;
  private final PacketFiller filler;
  private final SentPackets sent;
  private final Acknowledger acks;
  private final PacketWriter out;
  private final Sealer sealer;
  private final Silence silence;
  private int maxPayload;
  private boolean up;
  private boolean ping;
  private long pingedNs;
  private boolean probing;
  private final Fates fates;
  private final Probes probes;
  private @Nullable Turn turn;
  private long keepAliveNs;

  Outbound(Setup setup, ReceiveLane[] received, Air.Wire wire, Counters counters) {
    this.received = received;
    this.roundTrip = new RoundTrip(setup.roundTripNs());
    this.maxPayload = setup.maxPayload();
    this.air = new Air(setup.rate(), setup.overheadBytes(), wire, counters);
    this.pacer = air.pacer();
    this.silence = new Silence(pacer, roundTrip, setup.dials(), setup.keepAliveNs());
    this.acks = new Acknowledger(pacer, setup.overheadBytes());
    silence.peerDelay(acks.delayNs());
    this.out = new PacketWriter(maxPayload);
    this.sealer = new Sealer(out);
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new SendLane(i);
    }
    this.filler = new PacketFiller(lanes, roundTrip, pacer);
    filler.maxPayload(maxPayload);
    this.fates = new Fates(air, acks, silence, counters);
    this.sent = new SentPackets(fates, roundTrip);
    this.agreement = new Agreement(setup.dials(), air, acks, silence, roundTrip, sent);
    this.probes = new Probes(sent, silence, roundTrip, fates, air);
    this.keepAliveNs = setup.keepAliveNs();
    sent.teach(air.learner(), maxPayload + setup.overheadBytes());
  }

  /** Another way to the far end is used from now on: what is under way goes again. */
  void changeWay(Way way, long now) {
    agreement.changeWay(way, maxPayload);
    fates.nowNs = now;
    sent.loseAll();
    ping = true;
  }

  /** What the two ends say of themselves. */
  Agreement agreement() {
    return agreement;
  }

  /** A datagram of the peer has come. */
  void heard(int datagramBytes, long now) {
    air.heard(datagramBytes, acks.received().loss(), now);
  }

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

  Air air() {
    return air;
  }

  PacketFiller filler() {
    return filler;
  }

  int maxPayload() {
    return maxPayload;
  }

  Silence silence() {
    return silence;
  }

  /** An authentic packet has come; after a silence everything that was under way goes again. */
  void heardPeer(long now) {
    if (silence.isQuiet()) {
      sent.loseAll();
      acks.received().countFromHere();
      ping = true;
    }
    silence.heard(now);
  }

  /** Takes what the peer has said about itself. */
  void terms(Terms terms, long now) {
    sealer.connection(terms.connection());
    agreement.peers(terms);
    maxPayload = Math.max(PacketLayout.MIN_PAYLOAD_BYTES, Math.min(maxPayload, terms.maxPayload()));
    filler.maxPayload(maxPayload);
    silence.answered(now);
    air.begin(now);
  }

  /** The handshake is done: data may flow. */
  void establish(LinkRecords keys) {
    sealer.establish(keys);
  }

  /** Whether it was ours. */
  boolean sentLately(int to, int tail) {
    return to == sealer.connection() && sent.isOurs(tail);
  }

  /** The two ends have said what they had to say about themselves: the lanes are open. */
  void open() {
    up = true;
  }

  /** The next packet asks for an acknowledgement. */
  void ping() {
    ping = true;
  }

  /**
   * Makes packet 0: the payload of our message of the handshake, our terms and as many of our own words as fit.
   *
   * @param connection that the peer's packets shall carry
   * @param maxBytes of the payload
   * @param largestPayload what the peer can receive, as far as that is known
   */
  byte[] opening(int connection, int maxBytes, int largestPayload, long now) {
    maxPayload = Math.max(PacketLayout.MIN_PAYLOAD_BYTES, Math.min(maxPayload, largestPayload));
    filler.maxPayload(maxPayload);
    SentPacket packet = sent.begin(now);
    out.begin(maxBytes, 0);
    agreement.connection(connection);
    agreement.own(maxPayload).write(out);
    filler.fill(out, packet, false, Double.NaN, now);
    packet.asks = true;
    sent.sent(packet, 0);
    return Arrays.copyOf(out.bytes(), out.length());
  }

  /** Sends a datagram of the handshake. */
  void handshake(byte[] datagram, long now) {
    air.send(ByteBuffer.wrap(datagram), now);
  }

  /** Sends what may be sent now. */
  void flush(long now) {
    fates.nowNs = now;
    if (!sealer.isReady() || takesTurns(now)) {
      return;
    }
    if (sent.lossAtNs() <= now) {
      sent.findLost(now);
    }
    air.keepTime(now, roundTrip.smoothedNs());
    filler.allowBulk(air.allowance().bulk());
    probing = probes.due(now);
    // The ping makes sure that a probe asks, whatever else fits into it.
    ping |= probing;
    if (now - air.lastSentNs() >= keepAliveNs || (sent.underWay() > 0 && silence.seemsDeaf(pingedNs, now))) {
      ping = true;
      pingedNs = now;
    }
    for (int i = 0; i < PACKETS_PER_CYCLE && (pacer.ready(now) || probing || acks.goesAgain()); i++) {
      if (!sendOne(now, mayData(now))) {
        break;
      }
      probing = false;
      filler.allowBulk(air.allowance().bulk());
    }
  }

  /** When there is something to do even if nothing arrives. */
  long deadlineNs(long now) {
    if (!sealer.isReady() || turn != null) {
      return turn == null ? Long.MAX_VALUE : turn.beginsNs();
    }
    long data = !mayData(now) ? Long.MAX_VALUE : filler.hasAnything(up, now) ? now : up ? filler.nextRepairNs() : Long.MAX_VALUE;
    long at = Math.min(data, Math.min(acks.dueNs(), air.lastSentNs() + keepAliveNs));
    at = Math.max(Math.min(at, air.allowance().bulkAgainNs(now)), pacer.readyAtNs());
    return Math.min(at, Math.min(probes.atNs(), sent.lossAtNs()));
  }

  /** Sends the goodbye, past the pacer; with what kind of refusal it is, if it is one. */
  void goodbye(LinkRefusal.Kind kind, String reason, long now) {
    if (!sealer.isReady() || (turn != null && !turn.isOpen(now))) {
      return;
    }
    SentPacket packet = begin(false, now);
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, Math.min(PacketLayout.MAX_REASON_BYTES, out.room() - 2));
    out.u8(PacketLayout.END | kind.code());
    out.u8(length);
    out.raw(text, 0, length);
    finish(packet, now);
  }

  /** How long nothing that asks was answered; 0 if nothing is open, or too little was asked to say. */
  long unansweredNs(long now) {
    return sent.underWay() == 0 ? 0 : silence.unansweredNs(now, sent.loss(), acks.received().loss());
  }

  /** Takes an ACK frame; false if it is nonsense. */
  boolean acknowledged(io.busbar.link.codec.PacketReader in, long now) {
    fates.nowNs = now;
    return sent.acknowledge(in, now, silence.peerDelayNs() * Acknowledger.LAZY_FACTOR + 1_000_000);
  }

  /** The channel is shared: nothing goes but in turns. */
  void turns(Turn ofChannel) {
    turn = ofChannel;
    filler.reserve(Turn.RESERVED_BYTES);
  }

  /** Its turns on a shared channel, or null. */
  @Nullable Turn turn() {
    return turn;
  }

  /** What a grant or its answer leaves unacknowledged is lost: nobody else has sent meanwhile. */
  void turned() {
    Turn present = turn;
    if (present != null && present.takeFresh()) {
      sent.loseAll(true);
    }
  }

  /** On a shared channel: sends what this turn allows, if it is one. */
  private boolean takesTurns(long now) {
    Turn present = turn;
    for (int i = 0; present != null && present.isOpen(now) && i < PACKETS_PER_CYCLE; i++) {
      filler.allowBulk(air.allowance().bulk());
      SentPacket packet = begin(filler.wantsLongTag(up, now), now);
      int before = out.length() + sealer.tagBytes();
      long urgent = filler.toSend(true, up);
      long bulk = filler.toSend(false, up);
      boolean copy = present.isCopy();
      boolean last = present.isLast(urgent + bulk, before + out.room(), out.room());
      present.write(out, last, urgent, bulk, sent.loss());
      packet.asks = true;
      // A copy of a grant has the acknowledgement, too: who hears only that must not send again what has come.
      if (present.isFirst() || copy) {
        ReceiveLane.tell(received, out);
        acks.write(out, packet, false, sent.loss(), now);
      }
      if (!copy) {
        filler.fill(out, packet, up, sent.loss(), now);
      }
      finish(packet, now);
      present.sent(packet.bytes, last);
    }
    return present != null;
  }

  private boolean mayData(long now) {
    int span = Math.min(Limits.SENT_PACKETS - SPAN_RESERVE, Math.min(Limits.MAX_ACK_BYTES, maxPayload - 24) * 8);
    return !silence.isLong(now) && sent.span() < span;
  }

  private boolean sendOne(long now, boolean mayData) {
    boolean data = mayData && filler.hasAnything(up, now);
    if (!sealer.isReady() || (!data && !ping && !acks.due(now))) {
      return false;
    }
    SentPacket packet = begin(data && filler.wantsLongTag(up, now), now);
    int empty = out.length();
    if (ping) {
      out.u8(PacketLayout.PING);
      packet.asks = true;
      ping = false;
    }
    if (acks.due(now) || acks.worthAlong(now)) {
      ReceiveLane.tell(received, out);
      acks.write(out, packet, !data, sent.loss(), now);
    }
    if (data) {
      filler.fill(out, packet, up, sent.loss(), now);
    }
    boolean any = out.length() > empty;
    if (any) {
      finish(packet, now);
    }
    return any;
  }

  private SentPacket begin(boolean withLongTag, long now) {
    SentPacket packet = sent.begin(now);
    filler.longTag(withLongTag);
    int room = turn == null ? maxPayload : turn.room(maxPayload);
    sealer.begin(packet.number, sent.largestArrived(), sent.reach(now), room, withLongTag, now);
    return packet;
  }

  private void finish(SentPacket packet, long now) {
    ByteBuffer datagram = sealer.seal(packet.number);
    if (packet.asks && sent.underWay() == 0) {
      silence.answered(now);
    }
    packet.bytes = datagram.remaining() + air.overheadBytes();
    silence.asked(packet.asks);
    sent.sent(packet, datagram.getInt(datagram.remaining() - Integer.BYTES));
    air.send(datagram, now);
  }
}
