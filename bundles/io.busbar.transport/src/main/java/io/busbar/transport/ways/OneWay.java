package io.busbar.transport.ways;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.transport.line.Backoff;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way of several: open or tried again, and what is known of whether anything comes back on it. Questions go out only
 * when it was silent for a while, so a way that is in use and works costs nothing more. One thread, but for the status.
 */
final class OneWay {
  /** Silence after which the way in use is asked: longer than the link is silent when idle, 5 s. */
  static final long QUIET_NS = 7_000_000_000L;
  /** Time between questions to a way that is in use and silent. */
  static final long ASK_NS = 1_500_000_000L;
  /** Questions without an answer after which it counts as dead; eleven seconds in all, before the link gives the session up. */
  static final int UNANSWERED = 3;
  /** Time between questions to the preferred way while another is used. */
  static final long ASK_PREFERRED_NS = 5_000_000_000L;
  /** Time between questions to a way that stands by. */
  static final long ASK_STANDBY_NS = 60_000_000_000L;

  /** Opens it. */
  @FunctionalInterface
  interface Opener {
    Bearer open() throws IOException;
  }

  private final String name;
  private final Opener opener;
  private final Backoff backoff;
  private volatile @Nullable Bearer bearer;
  /** As it was looked at last, for people. */
  private volatile boolean dead;
  private volatile String failure = "";
  private long heardNs;
  private long askedNs;
  private int asked;
  private int number;
  private int answersAhead;
  private boolean waitsForAnswer;

  OneWay(String name, Opener opener, long nowNs) {
    this.name = name;
    this.opener = opener;
    this.backoff = new Backoff(nowNs);
    this.heardNs = nowNs;
    this.askedNs = nowNs;
  }

  /** Opens it where it is time to. */
  @Nullable Bearer open(long now) {
    Bearer current = bearer;
    if (current == null && backoff.mayTry(now)) {
      try {
        current = opener.open();
        bearer = current;
        failure = "";
        heardNs = now;
        asked = 0;
        // A way that stands by is asked at once whether it is there.
        askedNs = now - ASK_STANDBY_NS;
      } catch (IOException e) {
        backoff.failed(now, now);
        failure = String.valueOf(e.getMessage());
      }
    }
    return current;
  }

  boolean isOpen() {
    return bearer != null;
  }

  String failure() {
    return failure;
  }

  void heard(long now) {
    heardNs = now;
    asked = 0;
  }

  /** An answer came; whether it is to the last question. */
  void answered(int to, long now) {
    heard(now);
    if (to == number && waitsForAnswer) {
      waitsForAnswer = false;
      answersAhead++;
    }
  }

  /** Another way is used from now on: what it answered before counts no more. */
  void left() {
    answersAhead = 0;
  }

  /** Begins to count silence anew: it is used from now on. */
  void used(long now) {
    heardNs = now;
    asked = 0;
  }

  /** Asks if it is time to, at most so often. */
  void ask(long now, long everyNs, boolean onlyIfQuiet) {
    Bearer current = bearer;
    // Whether a way that stands by is dead is known soon after one question was lost, not minutes later.
    long pauseNs = waitsForAnswer && asked <= UNANSWERED ? Math.min(everyNs, ASK_PREFERRED_NS) : everyNs;
    if (current == null || now - askedNs < pauseNs || (onlyIfQuiet && now - heardNs < QUIET_NS)) {
      return;
    }
    if (waitsForAnswer) {
      // One lost does not undo all: a radio that loses a third each way answers half of the questions, and works.
      answersAhead = Math.max(0, answersAhead - 1);
    }
    askedNs = now;
    asked++;
    waitsForAnswer = current.send(Bearer.DEFAULT_PEER, Echo.question(++number));
    if (!waitsForAnswer && everyNs > ASK_PREFERRED_NS) {
      askedNs = now - everyNs + ASK_PREFERRED_NS; // not connected yet: again soon
    }
  }

  /** Whether it is not open, or silent although it was asked. */
  boolean isDead(long now) {
    dead = bearer == null || (asked > UNANSWERED && now - heardNs >= QUIET_NS);
    return dead;
  }

  /** How many more questions were answered lately than not; never below 0. */
  int answersAhead() {
    return answersAhead;
  }

  /** For people. */
  BearerStatus status(boolean inUse) {
    Bearer current = bearer;
    if (current == null) {
      return new BearerStatus(name, inUse, false, 0, 0, 0, 0, 0, failure);
    }
    List<BearerStatus> own = current.ways();
    BearerStatus of = own.isEmpty() ? new BearerStatus(name, inUse, true, 0, 0, 0, 0, 0, "") : own.get(0);
    // A way that stands by is silent between two questions: that says nothing.
    boolean alive = of.detail().isEmpty() && !dead;
    return new BearerStatus(of.name(), inUse, alive, of.lastHeard(), of.sent(), of.refused(), of.received(), of.damaged(), of.detail());
  }

  @Nullable Bearer bearer() {
    return bearer;
  }

  int receive(ByteBuffer into) {
    Bearer current = bearer;
    if (current == null) {
      into.clear().limit(0);
      return -1;
    }
    return current.receive(into);
  }

  void close() {
    Bearer current = bearer;
    if (current != null) {
      current.close();
    }
  }
}
