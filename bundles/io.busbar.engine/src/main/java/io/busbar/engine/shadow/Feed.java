package io.busbar.engine.shadow;

import io.busbar.api.data.SampleBatch;
import io.busbar.engine.agent.SpscRing;
import io.busbar.engine.shadow.Comparison.Said;
import io.busbar.engine.shard.ShardSpy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the shard tells the shadow, copied, in order. The shard's side never waits: what finds no room ends the feed for good. */
final class Feed implements ShardSpy {
  /** Pieces that wait at most. */
  static final int MAX_PIECES = 8_192;
  /** Samples that wait at most. */
  static final int MAX_SAMPLES = 262_144;
  /** Without samples the time is told so often, ns. */
  private static final long TIME_EVERY_NS = 50_000_000;

  private final SpscRing<Piece> ring = new SpscRing<>(MAX_PIECES);
  private final AtomicLong samples = new AtomicLong();
  private volatile boolean overrun;
  private long readingNs = Long.MIN_VALUE;
  private long monotonicNs;
  private long toldNs = Long.MIN_VALUE;
  private boolean unfinished;

  /** What a piece is. */
  enum What {
    /** From here on it is listened to some devices: the candidate has their memory as it was here. */
    BEGIN,
    /** Readings that go into the flows. */
    RAW,
    /** A device is lost. */
    LOST,
    /** A device answers again. */
    RETURNED,
    /** What the running site published. */
    PUBLISHED,
    /** All that came of what was before is told. */
    COMPLETE
  }

  /**
   * A piece.
   *
   * @param readingNs time up to which timers have been fired
   * @param monotonicNs monotonic time
   * @param batch samples, of {@link What#RAW} and {@link What#PUBLISHED}
   * @param device name, of a device's state
   * @param begun of {@link What#BEGIN}
   */
  record Piece(What what, long readingNs, long monotonicNs, @Nullable SampleBatch batch, String device, Begun begun) {}

  /**
   * Devices that are listened to from now on.
   *
   * @param devices names
   * @param points their points by identity in the running site's journal
   */
  record Begun(Set<String> devices, Map<Integer, Said> points) {
    static final Begun NONE = new Begun(Set.of(), Map.of());
  }

  @Override
  public void time(long newReadingNs, long newMonotonicNs) {
    readingNs = newReadingNs;
    monotonicNs = newMonotonicNs;
  }

  @Override
  public void raw(SampleBatch batch) {
    put(What.RAW, batch);
  }

  @Override
  public void state(String device, boolean lost) {
    unfinished = true;
    put(new Piece(lost ? What.LOST : What.RETURNED, readingNs, monotonicNs, null, device, Begun.NONE));
  }

  @Override
  public void published(SampleBatch events, SampleBatch measurements) {
    put(What.PUBLISHED, events);
    put(What.PUBLISHED, measurements);
  }

  @Override
  public void complete() {
    if (unfinished || monotonicNs - toldNs >= TIME_EVERY_NS || toldNs == Long.MIN_VALUE) {
      put(new Piece(What.COMPLETE, readingNs, monotonicNs, null, "", Begun.NONE));
      toldNs = monotonicNs;
      unfinished = false;
    }
  }

  private void put(What what, SampleBatch batch) {
    if (batch.size() == 0 || overrun) {
      return;
    }
    if (samples.get() + batch.size() > MAX_SAMPLES) {
      overrun = true;
      return;
    }
    SampleBatch copy = new SampleBatch(batch.size());
    copy.origin(batch.origin());
    for (int i = 0; i < batch.size(); i++) {
      copy.addRow(batch, i);
    }
    // The place of all bytes: offset 0 and their number. So each value's place is the same in the copy.
    copy.blobs.copyFrom(batch.blobs, batch.blobs.size());
    samples.addAndGet(batch.size());
    unfinished = true;
    put(new Piece(what, readingNs, monotonicNs, copy, "", Begun.NONE));
  }

  /** Some devices are listened to from now on. Shard's thread. */
  void begin(Begun begun) {
    put(new Piece(What.BEGIN, readingNs, monotonicNs, null, "", begun));
  }

  private void put(Piece piece) {
    if (!overrun && !ring.offer(piece)) {
      overrun = true;
    }
  }

  /** The next piece, or null. Shadow's thread. */
  @Nullable Piece poll() {
    Piece next = ring.poll();
    if (next != null && next.batch() != null) {
      samples.addAndGet(-next.batch().size());
    }
    return next;
  }

  /** A mark behind all that waits now. Any thread. */
  long mark() {
    return ring.produced();
  }

  /** Whether all before a mark was taken. Any thread. */
  boolean hasPassed(long mark) {
    return ring.consumed() >= mark;
  }

  /** Whether something found no room. Any thread. */
  boolean isOverrun() {
    return overrun;
  }
}
