package io.busbar.journal.stage;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.time.BusClock;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The gateway's journal stage: an agent whose {@link #doWork()} encodes and commits. Whoever calls it is the journal's
 * writer; {@link #describe} takes turns with it by a lock, so that a simulation may run both in one thread.
 */
public final class SampleJournalStage implements SampleJournal, HealthSource, AutoCloseable {
  /** After a commit that failed, how long until it is tried again. */
  public static final long RETRY_MS = 1_000;
  /** How long a moved cursor waits for a commit that goes anyway, before it gets its own. */
  public static final long CURSOR_COMMIT_MS = 10_000;

  private static final String CLEAN = "stage/clean";
  private static final byte[] NOTHING = {};
  private static final long NS_PER_MS = 1_000_000;

  private final SegmentLog journal;
  private final BusClock clock;
  private final long commitIntervalMs;
  private final BinaryBlockCodec codec = new BinaryBlockCodec();
  private final PointKinds kinds = new PointKinds();
  private final PointRegistry registry;
  private final BlockWriter blocks;
  private final List<Runnable> commitListeners = new CopyOnWriteArrayList<>();
  private volatile LongConsumer settledListener = ticket -> { };

  private final Object intakeLock = new Object();
  private Intake filling = new Intake();
  private long firstOfferNs;
  private boolean closing;
  private long samplesShed;

  private final Semaphore work = new Semaphore(0);

  private final Object writerLock = new Object();
  private Intake draining = new Intake();
  private final Missing shed;
  private boolean commitWaits;
  private long nextTryNs;
  private long lastCommitNs;
  private volatile long failingSinceNs;

  /** Takes over an open journal; what an unclean stop may have lost becomes gap records of the first commit. */
  public SampleJournalStage(SegmentLog journal, BusClock clock, long commitIntervalMs) throws IOException {
    this.journal = journal;
    this.clock = clock;
    this.commitIntervalMs = commitIntervalMs;
    registry = new PointRegistry(journal, codec, kinds);
    blocks = new BlockWriter(journal, codec, kinds);
    shed = Missing.of(journal);
    registry.load(journal.stateMayBeOld());
    lastCommitNs = clock.monotonicNs();
    nextTryNs = lastCommitNs;
    begin();
  }

  private void begin() {
    if (journal.state(CLEAN) != null) {
      journal.putState(CLEAN, NOTHING);
    } else if (journal.lastCommitWallNs() != 0) {
      Missing.sinceLastCommit(journal, codec, clock.wallNs(), commitIntervalMs);
      commitWaits = true;
    }
  }

  @Override
  public int[] describe(List<PointDescription> points) throws IOException {
    synchronized (writerLock) {
      commitUnderThisVersion();
      return registry.describe(points);
    }
  }

  @Override
  public void retireOthers(InUse inUse) throws IOException {
    synchronized (writerLock) {
      List<DictionaryEntry> others = registry.others(inUse);
      if (!others.isEmpty()) {
        commitUnderThisVersion();
        registry.retire(others);
      }
    }
  }

  /** What was taken so far is explained by what was said so far: it goes under the version of then. */
  private void commitUnderThisVersion() throws IOException {
    synchronized (intakeLock) {
      filling.urgent |= !filling.isEmpty();
    }
    nextTryNs = clock.monotonicNs();
    doWork();
    if (!commitWaits) {
      doWork();
    }
    if (commitWaits) {
      throw new IOException("points cannot be registered while the journal cannot write: " + journal.status().failure());
    }
  }

  @Override
  public boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket) {
    long eventBytes = kinds.check(events);
    long measurementBytes = kinds.check(measurements);
    synchronized (intakeLock) {
      if (closing || !filling.events.hasRoom(events, eventBytes)
          || !filling.measurements.hasRoom(measurements, measurementBytes) || !filling.hasRoom(checkpoint)) {
        return false;
      }
      take(filling.events, events);
      if (journal.isReserved()) {
        filling.shed.add(measurements);
        samplesShed += measurements.size();
      } else {
        take(filling.measurements, measurements);
      }
      filling.state.addAll(checkpoint);
      taken(ticket, urgent);
      return true;
    }
  }

  private void take(Rows rows, SampleBatch batch) {
    if (batch.size() > 0) {
      rows.add(batch, kinds);
    }
  }

  @Override
  public Map<String, byte[]> held() {
    Map<String, byte[]> held = new HashMap<>();
    for (String name : journal.stateKeys(Checkpoint.HELD)) {
      byte[] value = journal.state(name);
      if (value != null) {
        held.put(name, value);
      }
    }
    return held;
  }

  @Override
  public boolean offerNothing(long ticket) {
    synchronized (intakeLock) {
      if (closing) {
        return false;
      }
      taken(ticket, false);
      return true;
    }
  }

  private void taken(long ticket, boolean urgent) {
    boolean wake = filling.isEmpty() || (urgent && !filling.urgent);
    if (filling.isEmpty()) {
      firstOfferNs = clock.monotonicNs();
    }
    filling.ticket = Math.max(filling.ticket, ticket);
    filling.urgent |= urgent;
    if (wake) {
      wake();
    }
  }

  /**
   * One turn of the agent: encodes and commits if it is time. Blocks for the commit.
   *
   * @return 1 if something was committed, else 0
   */
  public int doWork() {
    synchronized (writerLock) {
      long now = clock.monotonicNs();
      if (commitWaits) {
        return now >= nextTryNs && commit(now) ? 1 : 0;
      }
      if (swap(now)) {
        encode();
        return commit(now) ? 1 : 0;
      }
      if (now - lastCommitNs >= CURSOR_COMMIT_MS * NS_PER_MS) {
        return commit(now) ? 1 : 0;
      }
      journal.scrub();
      return 0;
    }
  }

  private boolean swap(long now) {
    synchronized (intakeLock) {
      boolean due = !filling.isEmpty()
          && (closing || filling.urgent || now - firstOfferNs >= commitIntervalMs * NS_PER_MS);
      if (due) {
        Intake swapped = filling;
        filling = draining;
        draining = swapped;
      }
      return due;
    }
  }

  private void encode() {
    int version = registry.modelVersion();
    shed.add(draining.shed);
    shed.account(journal, codec);
    blocks.write(StreamId.EVENTS, draining.events, version);
    blocks.write(StreamId.MEASUREMENTS, draining.measurements, version);
    draining.writeState(journal);
  }

  /** Commits what is encoded and tells; on failure it is tried again later. */
  private boolean commit(long now) {
    try {
      journal.commit();
    } catch (IOException e) {
      // The journal keeps the records and says what is wrong in its status; producers feel it once the intake is full.
      commitWaits = true;
      nextTryNs = now + RETRY_MS * NS_PER_MS;
      if (failingSinceNs == 0) {
        failingSinceNs = Math.max(1, clock.wallNs());
      }
      return false;
    }
    commitWaits = false;
    failingSinceNs = 0;
    lastCommitNs = now;
    long ticket = draining.ticket;
    boolean settles = !draining.isEmpty();
    draining.clear();
    if (settles) {
      settledListener.accept(ticket);
    }
    commitListeners.forEach(Runnable::run);
    return true;
  }

  /** Waits until there may be work, at most that long; not at all if urgent samples wait. */
  public void awaitWork(long maxMs) throws InterruptedException {
    long waitMs = maxMs;
    synchronized (intakeLock) {
      if (!filling.isEmpty()) {
        long left = commitIntervalMs - (clock.monotonicNs() - firstOfferNs) / NS_PER_MS;
        waitMs = filling.urgent || closing ? 0 : Math.min(left, maxMs);
      }
    }
    if (waitMs > 0 && work.tryAcquire(waitMs, TimeUnit.MILLISECONDS)) {
      work.drainPermits();
    }
  }

  /** Ends a wait for work. Any thread. */
  public void wake() {
    work.release();
  }

  @Override
  public byte[] token(String tokenKey) {
    byte[] token = journal.state(Checkpoint.TOKEN + tokenKey);
    return token == null ? NOTHING : token;
  }

  @Override
  public void onSettled(LongConsumer listener) {
    settledListener = listener;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public AutoCloseable onCommit(Runnable listener) {
    commitListeners.add(listener);
    return () -> commitListeners.remove(listener);
  }

  @Override
  public long commitIntervalMs() {
    return commitIntervalMs;
  }

  /** Measurements left out since the start because what room was left was for events. */
  public long samplesShed() {
    synchronized (intakeLock) {
      return samplesShed;
    }
  }

  @Override
  public List<HealthReport> health() {
    String failure = journal.status().failure();
    String shedSoFar = samplesShed() == 0 ? "" : " Left out since the start: " + samplesShed() + " measurements.";
    return failure.isEmpty() ? List.of()
        : List.of(new HealthReport("journal", HealthReport.Level.CRITICAL, failure + shedSoFar, failingSinceNs));
  }

  /** Commits what was taken, leaves the mark of a clean stop and closes the journal. Call it after the agent's last turn. */
  @Override
  public void close() throws IOException {
    synchronized (intakeLock) {
      if (closing) {
        return;
      }
      closing = true;
      wake();
    }
    synchronized (writerLock) {
      nextTryNs = clock.monotonicNs();
      doWork();
      if (!commitWaits) {
        doWork();
      }
      if (!commitWaits) {
        journal.putState(CLEAN, new byte[] {1});
      }
      journal.close();
    }
  }
}
