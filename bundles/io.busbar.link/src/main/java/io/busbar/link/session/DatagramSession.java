package io.busbar.link.session;

import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkMark;
import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSession;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import java.util.Arrays;

/** One session, from the first packet to the end. Knows its peer by keys; where the peer is, the owner knows. */
final class DatagramSession implements LinkSession, FrameIntake.News {
  /** Who keeps the sessions. */
  interface Owner {
    /** The peer has said who it is and what it wants: the waiting end answers, both ends open the lanes. */
    void onWords(DatagramSession session, Words words);

    /** Nothing is heard of the peer any more, or it is again; the session waits for it. */
    void onSilence(DatagramSession session, boolean silent, String reason);

    /** Its time is over; {@link LinkRefusal#NONE} unless it is because one end will not have the other. */
    void onEnd(DatagramSession session, String reason, LinkRefusal refusal);
  }

  /** How far it is. */
  enum State { OPENING, ESTABLISHED, UP, ENDED }

  private static final LinkLane[] LANES = LinkLane.values();
  private static final String NO_NAME = "it did not say who it is; both ends need the same version";

  private final Owner owner;
  private final LinkListener listener;
  private final Outbound outbound;
  private final Counters counters;
  private final Silence silence;
  private final ReceiveLane[] lanes;
  private final FrameIntake frames;
  private final long deadAfterNs;
  private State state = State.OPENING;
  private long identity;
  private String peer;
  private long now;
  private final long openedNs;
  private long owedSinceNs;

  DatagramSession(Owner owner, LinkListener listener, Outbound outbound, Counters counters, long deadAfterNs, long now) {
    this.owner = owner;
    this.listener = listener;
    this.outbound = outbound;
    this.counters = counters;
    this.silence = outbound.silence();
    this.deadAfterNs = deadAfterNs;
    this.peer = "";
    this.now = now;
    this.openedNs = now;
    outbound.silence().heard(now);
    this.lanes = outbound.received();
    this.frames = new FrameIntake(outbound, counters, this);
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
    ReceivedPackets received = outbound.acks().received();
    if (received.isKnown(number)) {
      counters.duplicates++;
      return;
    }
    Acknowledger.Urgency urgency = frames.read(in, withLongTag, at);
    if (urgency == null || state == State.ENDED) {
      return;
    }
    received.add(number, wanted, at);
    outbound.acks().arrived(urgency, at);
    outbound.turned();
    deliver();
  }

  @Override
  public void onDurable(int lane, long upTo) {
    listener.onDurable(this, LANES[lane], upTo);
  }

  @Override
  public void onGoodbye(LinkRefusal.Kind kind, String reason) {
    finish("the peer ended the session: " + reason, new LinkRefusal(kind, reason));
  }

  /** Takes a message of the control lane: who the peer is, or that it uses another way now. */
  private void hear(byte[] said) {
    Terms changed = Terms.decode(said);
    if (changed != null) {
      outbound.agreement().changed(changed);
      if (!outbound.agreement().dials()) {
        tellTerms();
      }
    } else if (state == State.ESTABLISHED) {
      Words words = Words.decode(said, Limits.MAX_WELCOME_BYTES);
      if (words != null) {
        owner.onWords(this, words);
      } else {
        end(NO_NAME);
      }
    }
  }

  /** The bearer has changed its way; the peer is told what the new one is like. */
  void changeWay(Way way, long at) {
    outbound.changeWay(way, at);
    tellTerms();
  }

  private void tellTerms() {
    outbound.lane(PacketLayout.CONTROL_LANE).offer(outbound.agreement().own(outbound.maxPayload()).encode());
  }

  private void deliver() {
    ReceiveLane control = lanes[PacketLayout.CONTROL_LANE];
    byte[] said = state == State.ESTABLISHED || state == State.UP ? control.poll() : null;
    while (said != null && state != State.ENDED) {
      hear(said);
      said = state == State.ENDED ? null : control.poll();
    }
    if (state == State.ESTABLISHED && control.broken()) {
      end(NO_NAME);
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
    outbound.flush(at);
    long dead = silence.isQuiet() ? Long.MAX_VALUE : silence.lastHeardNs() + deadAfterNs;
    return Math.min(outbound.deadlineNs(at), dead > at ? dead : Long.MAX_VALUE);
  }

  private void checkAlive() {
    if (state != State.ESTABLISHED && state != State.UP) {
      return;
    }
    double answered = Silence.answered(outbound.sent().loss(), outbound.acks().received().loss());
    if (silence.ns(now) >= deadAfterNs) {
      silent();
    } else if (outbound.unansweredNs(now) >= Math.max(2 * deadAfterNs, 10 * Limits.MAX_PROBE_NS)) {
      end("the peer is heard but does not hear us: nothing acknowledged for " + outbound.unansweredNs(now) / 1_000_000_000 + " s");
    } else if (state == State.UP && owesFor() >= Math.max(Limits.STALL_NS, Math.max(2 * deadAfterNs, 20 * silence.answerNs())) / answered) {
      end("the peer receives but stores nothing for " + owesFor() / 1_000_000_000 + " s: look at its disk");
    }
  }

  private void silent() {
    boolean dead = silence.isDead(now, deadAfterNs, outbound.sent().loss(), outbound.acks().received().loss());
    String reason = "nothing heard for " + silence.ns(now) / 1_000_000_000 + " s";
    if (silence.ns(now) >= Limits.MAX_SILENCE_NS || (dead && state != State.UP)) {
      end(reason);
    } else if (dead && !silence.isQuiet()) {
      silence.quiet();
      listener.onSilence(this, true, reason);
      owner.onSilence(this, true, reason);
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
    boolean again = silence.isQuiet();
    outbound.heardPeer(at);
    if (again) {
      owedSinceNs = at;
      listener.onSilence(this, false, "");
      owner.onSilence(this, false, "");
    }
  }

  /** Whether it waits for a peer that is not heard any more. */
  boolean isSilent() {
    return silence.isQuiet();
  }

  long lastHeardNs() {
    return silence.lastHeardNs();
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
      outbound.goodbye(LinkRefusal.Kind.NONE, reason, now);
      finish(reason);
    }
  }

  /** Ends the session because the peer is not let in, or no more, and tells it why. */
  void refuse(LinkRefusal refusal) {
    if (state != State.ENDED) {
      outbound.goodbye(refusal.kind(), refusal.text(), now);
      finish(refusal.text(), refusal);
    }
  }

  /** Ends without a word: the peer has gone, or said so itself. */
  void finish(String reason) {
    finish(reason, LinkRefusal.NONE);
  }

  private void finish(String reason, LinkRefusal refusal) {
    if (state != State.ENDED) {
      boolean wasUp = state == State.UP;
      state = State.ENDED;
      if (wasUp) {
        listener.onDown(this, reason);
      }
      owner.onEnd(this, reason, refusal);
    }
  }
}
