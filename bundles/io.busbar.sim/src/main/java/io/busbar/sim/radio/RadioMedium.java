package io.busbar.sim.radio;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Both ways of the radio, as a pure model driven by monotonic nanoseconds. In half duplex the ways take turns: the one that waited
 * longer sends next, after the turn-around pause.
 */
public final class RadioMedium {
  private static final long MS = 1_000_000L;
  private final RadioSettings settings;
  private final RadioDirection up;
  private final RadioDirection down;
  private long airFreeAt = Long.MIN_VALUE / 2;
  private boolean lastWasUp;
  private long now;

  /**
   * A quiet radio.
   *
   * @param random source of chance; each way gets its own
   * @param nowNs  the present moment
   */
  public RadioMedium(RadioSettings settings, RandomGenerator random, long nowNs) {
    this.settings = settings;
    up = new RadioDirection(settings, new SplittableRandom(random.nextLong()));
    down = new RadioDirection(settings, new SplittableRandom(random.nextLong()));
    now = nowNs;
  }

  /** Hands in a packet of the gateway (up) or of central (down). */
  public void offer(boolean upward, byte[] packet, long nowNs) {
    advance(nowNs);
    way(upward).offer(packet, now);
    advance(nowNs);
  }

  /** The next packet that has arrived at central (up) or at the gateway (down), or null. */
  public byte @Nullable [] arrived(boolean upward, long nowNs) {
    advance(nowNs);
    return way(upward).arrived(nowNs);
  }

  /** Kills or revives the radio. Packets already in flight still arrive. */
  public void dead(boolean dead, long nowNs) {
    advance(nowNs);
    up.dead(dead);
    down.dead(dead);
  }

  /** When something happens next by itself, {@link Long#MAX_VALUE} when nothing will. */
  public long nextEventNs() {
    long next = Math.min(up.nextArrivalNs(), down.nextArrivalNs());
    next = Math.min(next, up.sending() ? up.airFreeAt() : Long.MAX_VALUE);
    next = Math.min(next, down.sending() ? down.airFreeAt() : Long.MAX_VALUE);
    boolean idle = settings.halfDuplex() && !up.sending() && !down.sending() && (up.waiting() || down.waiting());
    return idle ? Math.min(next, sharedStart(sharedTurn())) : next;
  }

  /** What happened one way. */
  public RadioCounters counters(boolean upward) {
    return way(upward).counters();
  }

  private RadioDirection way(boolean upward) {
    return upward ? up : down;
  }

  private void advance(long nowNs) {
    now = Math.max(now, nowNs);
    if (settings.halfDuplex()) {
      boolean more = true;
      while (more) {
        more = stepShared();
      }
    } else {
      drain(up);
      drain(down);
    }
  }

  private void drain(RadioDirection way) {
    while (way.sending() ? way.airFreeAt() <= now : way.waiting()) {
      if (way.sending()) {
        way.finish();
      } else {
        way.start(Math.max(way.airFreeAt(), way.waitingSince()));
      }
    }
  }

  /** One thing that happens on the shared frequency; false when nothing more is due. */
  private boolean stepShared() {
    RadioDirection sender = up.sending() ? up : down;
    if (sender.sending()) {
      if (sender.airFreeAt() > now) {
        return false;
      }
      airFreeAt = sender.airFreeAt();
      sender.finish();
      return true;
    }
    if (!up.waiting() && !down.waiting()) {
      return false;
    }
    boolean upward = sharedTurn();
    long start = sharedStart(upward);
    if (start > now) {
      return false;
    }
    lastWasUp = upward;
    way(upward).start(start);
    return true;
  }

  /** Who sends next: who waited longer. */
  private boolean sharedTurn() {
    return up.waiting() && (!down.waiting() || up.waitingSince() <= down.waitingSince());
  }

  private long sharedStart(boolean upward) {
    long pause = upward == lastWasUp ? 0 : settings.turnaroundMs() * MS;
    return Math.max(airFreeAt + pause, way(upward).waitingSince());
  }
}
