package io.busbar.engine.shadow;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.model.Shadows.NotCompared;
import io.busbar.api.model.Shadows.Report;
import io.busbar.api.time.BusClock;
import io.busbar.engine.shadow.Comparison.Said;
import io.busbar.engine.shadow.Feed.Piece;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One shadow at work, on a thread of its own, half of whose time at most is work. */
final class ShadowRun {
  /** Longest piece of work without a pause, ns. */
  private static final long SLICE_NS = 5_000_000;
  /** Pause when nothing waits, ns. */
  private static final long IDLE_NS = 2_000_000;
  private static final long NS_PER_MS = 1_000_000;
  /** How often it looks for failures, ns. */
  private static final long LOOK_NS = 1_000_000_000;
  /** At the end it waits so often for the other side. */
  private static final int MOST_WAITS = 250;
  private static final long JOIN_MS = 2_000;
  private static final Logger LOG = System.getLogger(ShadowRun.class.getName());

  private final Comparison comparison;
  private final List<NotCompared> missing;
  /** Null when it has ended: what it holds of filters is let go. */
  private @Nullable Parts parts;
  private final BusClock clock;
  private final String who;
  private final long limitMs;
  private final long startedNs;
  private final long startedMonotonicNs;
  private final Thread thread;
  private final Map<Integer, Said> running = new HashMap<>();
  private volatile String ended = "";
  private volatile String toEnd = "";
  private volatile long endedMonotonicNs;
  private volatile long readings;
  private boolean complete;
  private long lookedNs;
  private volatile List<String> failures = List.of();

  /**
   * What a run works with.
   *
   * @param feed from the running site
   * @param candidate at work
   * @param comparison of both
   * @param missing points that get no readings
   * @param letGo takes the feed away from the running site; any thread, does not block
   */
  record Parts(Feed feed, Candidate candidate, Comparison comparison, List<NotCompared> missing, Runnable letGo) {}

  ShadowRun(Parts parts, BusClock clock, String who, long limitMs) {
    this.parts = parts;
    comparison = parts.comparison();
    missing = parts.missing();
    this.clock = clock;
    this.who = who;
    this.limitMs = limitMs;
    startedNs = clock.wallNs();
    startedMonotonicNs = clock.monotonicNs();
    thread = new Thread(this::run, "busbar shadow");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Parts with = parts;
    if (with == null) {
      return;
    }
    String why;
    boolean whole = false;
    try {
      why = work(with);
      whole = !with.feed().isOverrun() && comeToACompletePiece(with);
    } catch (RuntimeException | LinkageError | OutOfMemoryError failure) {
      LOG.log(Level.WARNING, "the shadow failed and is given up; the running site is not touched", failure);
      why = "the candidate failed (" + failure + "). The running site is not touched.";
    }
    with.letGo().run();
    comparison.end(whole);
    failures = with.candidate().failures();
    with.candidate().close();
    parts = null;
    endedMonotonicNs = clock.monotonicNs();
    ended = why;
    LOG.log(Level.INFO, "the shadow has ended: {0}", why);
  }

  private boolean takeNext(Parts with) {
    Piece next = with.feed().poll();
    if (next != null) {
      take(next, with.candidate());
      complete = next.what() == Feed.What.COMPLETE;
    }
    return next != null;
  }

  /** Takes what waits now, and on to where both sides have told all that came of the same readings; false if that does not come in time. */
  private boolean comeToACompletePiece(Parts with) {
    long mark = with.feed().mark();
    for (int waits = 0; (!complete || !with.feed().hasPassed(mark)) && waits < MOST_WAITS;) {
      if (!takeNext(with)) {
        LockSupport.parkNanos(IDLE_NS);
        waits++;
      }
    }
    return complete;
  }

  /** Works until it is to end; returns why. */
  private String work(Parts with) {
    while (true) {
      long from = clock.monotonicNs();
      boolean more = true;
      while (more && clock.monotonicNs() - from < SLICE_NS) {
        more = takeNext(with);
      }
      long now = clock.monotonicNs();
      if (now - lookedNs > LOOK_NS) {
        failures = with.candidate().failures();
        lookedNs = now;
      }
      if (!toEnd.isEmpty()) {
        return toEnd;
      }
      if (with.feed().isOverrun()) {
        return "it fell behind and was dropped: " + Feed.MAX_SAMPLES + " samples or " + Feed.MAX_PIECES + " batches waited for the candidate, which"
            + " may use half of one processor. The running site is not touched. Try a part of the site, or a lighter flow.";
      }
      if (now - startedMonotonicNs >= limitMs * NS_PER_MS) {
        return "its time was up";
      }
      LockSupport.parkNanos(more ? Math.max(now - from, 1) : IDLE_NS);
    }
  }

  private void take(Piece piece, Candidate candidate) {
    SampleBatch batch = piece.batch();
    comparison.now(piece.readingNs());
    switch (piece.what()) {
      case BEGIN -> {
        running.putAll(piece.begun().points());
        candidate.begin(piece.begun().devices());
      }
      case RAW -> {
        candidate.time(piece.readingNs(), piece.monotonicNs());
        if (batch != null) {
          candidate.raw(batch);
        }
        readings = candidate.handedIn();
      }
      case LOST, RETURNED -> candidate.state(piece.device(), piece.what() == Feed.What.LOST);
      case PUBLISHED -> published(batch);
      case COMPLETE -> {
        candidate.time(piece.readingNs(), piece.monotonicNs());
        comparison.match();
      }
    }
  }

  private void published(@Nullable SampleBatch batch) {
    for (int i = 0; batch != null && i < batch.size(); i++) {
      Said point = running.get(batch.point[i]);
      if (point != null) {
        comparison.running(point, batch, i);
      }
    }
  }

  /** Asks it to end. Any thread. */
  void end(String why) {
    toEnd = toEnd.isEmpty() ? why : toEnd;
    LockSupport.unpark(thread);
  }

  /** Waits for its end, for a bounded time. */
  void join() {
    try {
      thread.join(JOIN_MS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Report report() {
    String why = ended;
    long until = why.isEmpty() ? clock.monotonicNs() : endedMonotonicNs;
    return new Report(why.isEmpty(), why, who, startedNs, (until - startedMonotonicNs) / NS_PER_MS, limitMs, readings,
        comparison.total(), comparison.points(), missing, failures);
  }

  boolean isRunning() {
    return ended.isEmpty();
  }
}
