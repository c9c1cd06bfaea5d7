package io.busbar.transport.ways;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.Waiting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The calling end with several ways: sends on the preferred one, hears on all. It goes to the next when the one in use is
 * silent although asked, or cannot be opened; and back to the preferred one when that has answered a row of questions. Each
 * fail-over soon after a return doubles the row, so that a way that comes and goes is not run after. One thread, but for the
 * status and {@link #wakeUp()}.
 */
final class PairBearer implements Bearer {
  /** Answers more than questions without one that the preferred way has to give before it is used again; 15 s at least. */
  static final int FIRST_ROW = 3;
  /** The longest row: ten minutes. */
  static final int LONGEST_ROW = 120;
  /** A way that was used that long without failing begins with the first row again. */
  static final long STEADY_NS = 600_000_000_000L;
  private static final int WORK_EVERY_NS = 100_000_000;
  private static final System.Logger LOG = System.getLogger("io.busbar.transport");

  private final List<OneWay> ways;
  private final int maxPayloadBytes;
  private final Waiting waiting;
  private final BusClock clock;
  private volatile int inUse;
  private int next;
  private int row = FIRST_ROW;
  private long sinceNs;
  private long workedNs;
  private boolean closed;

  /**
   * Of ways that share a place to wait; closes them.
   *
   * @param maxPayloadBytes what all of them carry
   */
  PairBearer(List<OneWay> ways, int maxPayloadBytes, Waiting waiting, BusClock clock) {
    this.ways = List.copyOf(ways);
    this.maxPayloadBytes = maxPayloadBytes;
    this.waiting = waiting;
    this.clock = clock;
    this.sinceNs = clock.monotonicNs();
    this.workedNs = sinceNs - WORK_EVERY_NS;
    work(sinceNs);
  }

  /** Opens, asks and decides, a few times a second. */
  private void work(long now) {
    if (closed || now - workedNs < WORK_EVERY_NS) {
      return;
    }
    workedNs = now;
    for (int i = 0; i < ways.size(); i++) {
      OneWay way = ways.get(i);
      way.open(now);
      if (i == inUse) {
        way.ask(now, OneWay.ASK_NS, true);
      } else {
        way.ask(now, i == 0 ? OneWay.ASK_PREFERRED_NS : OneWay.ASK_STANDBY_NS, false);
      }
      way.isDead(now);
    }
    decide(now);
  }

  private void decide(long now) {
    OneWay used = ways.get(inUse);
    OneWay preferred = ways.get(0);
    if (inUse != 0 && preferred.answersAhead() >= row && !preferred.isDead(now)) {
      use(0, now, "it answers again");
      return;
    }
    if (inUse == 0 && now - sinceNs > STEADY_NS) {
      row = FIRST_ROW;
    }
    if (!used.isDead(now)) {
      return;
    }
    for (int i = 1; i < ways.size(); i++) {
      int other = (inUse + i) % ways.size();
      if (ways.get(other).isOpen()) {
        if (inUse == 0 && now - sinceNs < STEADY_NS && row < LONGEST_ROW) {
          row = Math.min(LONGEST_ROW, row * 2);
        }
        use(other, now, used.isOpen() ? "nothing comes back on the other way" : used.failure());
        return;
      }
    }
  }

  private void use(int way, long now, String why) {
    LOG.log(System.Logger.Level.INFO, "the link goes over {0} from now on: {1}", ways.get(way).status(true).name(), why);
    sinceNs = now;
    ways.get(inUse).left();
    ways.get(way).used(now);
    inUse = way;
  }

  @Override
  public int maxPayloadBytes() {
    return maxPayloadBytes;
  }

  @Override
  public int overheadBytes() {
    Bearer current = ways.get(inUse).bearer();
    return current == null ? 0 : current.overheadBytes();
  }

  @Override
  public long maxRateBitsPerSecond() {
    Bearer current = ways.get(inUse).bearer();
    return current == null ? Long.MAX_VALUE : current.maxRateBitsPerSecond();
  }

  @Override
  public boolean send(int peer, ByteBuffer datagram) {
    work(clock.monotonicNs());
    Bearer current = ways.get(inUse).bearer();
    return current != null && current.send(peer, datagram);
  }

  @Override
  public int receive(ByteBuffer into) {
    long now = clock.monotonicNs();
    work(now);
    for (int silent = 0; silent < ways.size();) {
      OneWay way = ways.get(next);
      int peer = way.receive(into);
      if (peer < 0) {
        silent++;
        next = (next + 1) % ways.size();
      } else if (Echo.isAnswer(into)) {
        way.answered(Echo.number(into), now);
        silent = 0;
      } else {
        way.heard(now);
        next = (next + 1) % ways.size();
        return DEFAULT_PEER;
      }
    }
    into.clear().limit(0);
    return -1;
  }

  @Override
  public void await(long maxNs) {
    waiting.await(Math.min(maxNs, WORK_EVERY_NS));
  }

  @Override
  public void wakeUp() {
    waiting.wakeUp();
  }

  @Override
  public String describe() {
    return ways.get(inUse).status(true).name();
  }

  @Override
  public int way() {
    return inUse;
  }

  @Override
  public List<BearerStatus> ways() {
    List<BearerStatus> all = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      all.add(ways.get(i).status(i == inUse));
    }
    return all;
  }

  @Override
  public void close() {
    closed = true;
    ways.forEach(OneWay::close);
    waiting.leave();
  }
}
