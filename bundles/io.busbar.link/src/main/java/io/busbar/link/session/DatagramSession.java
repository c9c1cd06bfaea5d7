package io.busbar.link.session;

import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkMark;
import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkSession;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import java.util.Arrays;

/** One session, from the first packet to the end. Knows its peer by keys; where the peer is, the owner knows. */
final class DatagramSession implements LinkSession {
  /** Who keeps the sessions. */
  interface Owner {
    /** The peer has said who it is and what it wants: the waiting end answers, both ends open the lanes. */
    void onWords(DatagramSession session, Words words);

    /** Its time is over. */
    void onEnd(DatagramSession session, String reason);
  }

  /** How far it is. */
  enum State { OPENING, ESTABLISHED, UP, ENDED }

  private static final LinkLane[] LANES = LinkLane.values();

  private final Owner owner;
  private final LinkListener listener;
  private final Outbound outbound;
  private final Counters counters;
  private final ReceiveLane[] lanes;
  private final long deadAfterNs;
  private State state = State.OPENING;
  private boolean longTag;
  private long identity;
  private String peer;
  private long now;
  private long lastHeardNs;
  private final long openedNs;
  private long owedSinceNs;

  DatagramSession(Owner owner, LinkListener listener, Outbound outbound, Counters counters, long deadAfterNs, long now) {
    this.owner = owner;
    this.listener = listener;
    this.outbound = outbound;
    this.counters = counters;
    this.deadAfterNs = deadAfterNs;
    this.peer = "";
    this.now = now;
    this.openedNs = now;
    this.lastHeardNs = now;
    this.lanes = outbound.received();
  }

  Outbound outbound() {
    return outbound;
  }

  Counters counters() {
    return counters;
  }

  State state() {
    return state;
  }

  long openedNs() {
    return openedNs;
  }

  /** Puts our own words into the control lane. */
  void say(Words words) {
    outbound.lane(PacketLayout.CONTROL_LANE).offer(words.encode());
  }

  /** The peer's terms are known and the keys are about to be. */
  void opening(Terms terms, long at) {
    if (state == State.OPENING) {
      state = State.ESTABLISHED;
      heard(at);
      outbound.terms(terms, at);
    }
  }

  /** The keys are known. */
  void establish(LinkRecords keys) {
    identity = keys.session();
    outbound.establish(keys);
  }

  /** Opens the lanes. */
  void up(String peerName, byte[] peerWords) {
    peer = peerName;
    state = State.UP;
    owedSinceNs = now;
    outbound.open();
    listener.onUp(this, peerWords);
    deliver();
  }

  /**
   * An authentic packet has arrived; the reader stands at its frames.
   *
   * @param withLongTag it may carry commands and files
   */
  void onPacket(PacketReader in, long number, long wanted, boolean withLongTag, long at) {
    heard(at);
    longTag = withLongTag;
    ReceivedPackets received = outbound.acks().received();
    if (received.isKnown(number)) {
      counters.duplicates++;
      return;
    }
    Acknowledger.Urgency urgency = frames(in);
    if (urgency == null || state == State.ENDED) {
      return;
    }
    received.add(number, wanted, at);
    outbound.acks().arrived(urgency, at);
    deliver();
  }

  /** Reads frames; null if the packet must not count as received. */
  private Acknowledger.@org.jspecify.annotations.Nullable Urgency frames(PacketReader in) {
    Acknowledger.Urgency urgency = Acknowledger.Urgency.NONE;
    boolean refused = false;
    while (in.left() > 0) {
      int tag = in.u8();
      int lane = tag & 0x07;
      switch (tag & 0xF0) {
        case PacketLayout.SEGMENT_TO_END, PacketLayout.SEGMENT -> {
          refused |= !segment(in, lane, (tag & 0xF0) == PacketLayout.SEGMENT);
          urgency = urgent(lane, urgency);
        }
        case PacketLayout.DURABLE -> {
          durable(lane, in.varint());
          urgency = urgency == Acknowledger.Urgency.NONE ? Acknowledger.Urgency.LAZY : urgency;
        }
        case PacketLayout.ACK -> {
          if (!outbound.acknowledged(in, now)) {
            counters.malformed++;
          }
        }
        case PacketLayout.PING -> urgency = urgent(LinkLane.EVENT.code(), urgency);
        case PacketLayout.REPAIR -> {
          repair(in, lane);
          urgency = urgent(lane, urgency);
        }
        case PacketLayout.COMPLETE -> complete(in, outbound.lane(lane));
        case PacketLayout.END -> {
          String reason = in.text(in.u8());
          finish("the peer ended the session: " + reason);
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

  private void durable(int lane, long upTo) {
    if (lane < LANES.length && outbound.lane(lane).durable(upTo, now)) {
      listener.onDurable(this, LANES[lane], upTo);
    }
  }

  private void deliver() {
    ReceiveLane control = lanes[PacketLayout.CONTROL_LANE];
    if (state == State.ESTABLISHED) {
      byte[] message = control.poll();
      Words words = message == null ? null : Words.decode(message, Limits.MAX_WELCOME_BYTES);
      if (words != null) {
        owner.onWords(this, words);
      } else if (message != null || control.broken()) {
        end("it did not say who it is; both ends need the same version");
      }
    }
    for (int lane = 0; lane < LANES.length && state == State.UP; lane++) {
      byte[] message = lanes[lane].poll();
      while (message != null && state == State.UP) {
        listener.onMessage(this, LANES[lane], lanes[lane].messages(), message);
        message = state == State.UP ? lanes[lane].poll() : null;
      }
      if (lanes[lane].broken() && state == State.UP) {
        end("a message of " + LANES[lane] + " is longer than " + MAX_MESSAGE_BYTES + " bytes");
      }
    }
  }

  /** Keeps time and sends; when there is something to do again. */
  long doWork(long at) {
    now = at;
    checkAlive();
    if (state == State.UP) {
      for (int lane = 0; lane < LANES.length && state == State.UP; lane++) {
        if (outbound.lane(lane).spaceAgain()) {
          listener.onSpace(this, LANES[lane]);
        }
      }
    }
    if (state == State.ENDED) {
      return Long.MAX_VALUE;
    }
    outbound.flush(at, lastHeardNs);
    return Math.min(outbound.deadlineNs(at, lastHeardNs), lastHeardNs + deadAfterNs);
  }

  private void checkAlive() {
    if (state != State.ESTABLISHED && state != State.UP) {
      return;
    }
    if (now - lastHeardNs >= deadAfterNs) {
      end("nothing heard for " + deadAfterNs / 1_000_000_000 + " s");
    } else if (outbound.unansweredNs(now) >= Math.max(2 * deadAfterNs, 10 * Limits.MAX_PROBE_NS)) {
      end("the peer is heard but does not hear us: nothing acknowledged for " + outbound.unansweredNs(now) / 1_000_000_000 + " s");
    } else if (state == State.UP && owesFor() >= Math.max(Limits.STALL_NS, Math.max(2 * deadAfterNs, 20 * outbound.answerNs()))) {
      end("the peer receives but stores nothing for " + owesFor() / 1_000_000_000 + " s: look at its disk");
    }
  }

  /** How long the peer has had messages without making any of them durable, ns. */
  private long owesFor() {
    boolean owes = false;
    for (int lane = LinkLane.EVENT.code(); lane <= LinkLane.HISTORY.code(); lane++) {
      owes |= outbound.lane(lane).owesDurable();
      owedSinceNs = Math.max(owedSinceNs, outbound.lane(lane).lastDurableNs());
    }
    if (!owes) {
      owedSinceNs = now;
    }
    return now - owedSinceNs;
  }

  private void heard(long at) {
    now = at;
    lastHeardNs = at;
  }

  long lastHeardNs() {
    return lastHeardNs;
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public long send(LinkLane lane, byte[] message) {
    if (message.length > MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException("a message has at most " + MAX_MESSAGE_BYTES + " bytes, not " + message.length);
    }
    return state == State.UP ? outbound.lane(lane.code()).offer(Arrays.copyOf(message, message.length)) : -1;
  }

  @Override
  public int room(LinkLane lane) {
    return state == State.UP ? outbound.lane(lane.code()).room() : 0;
  }

  @Override
  public void durable(LinkLane lane, long upTo) {
    if (state == State.UP) {
      outbound.acks().durable(lane.code(), Math.min(upTo, lanes[lane.code()].messages()), now);
    }
  }

  @Override
  public LinkMark mark() {
    return new LinkMark(identity, outbound.acks().received().largest());
  }

  @Override
  public long ageNs(LinkMark mark, long nowNs) {
    return mark.session() == identity ? outbound.sent().times().ageNs(mark.packet(), nowNs) : Long.MAX_VALUE;
  }

  @Override
  public void end(String reason) {
    if (state != State.ENDED) {
      outbound.goodbye(reason, now);
      finish(reason);
    }
  }

  /** Ends without a word: the peer has gone, or said so itself. */
  void finish(String reason) {
    if (state != State.ENDED) {
      boolean wasUp = state == State.UP;
      state = State.ENDED;
      if (wasUp) {
        listener.onDown(this, reason);
      }
      owner.onEnd(this, reason);
    }
  }
}
