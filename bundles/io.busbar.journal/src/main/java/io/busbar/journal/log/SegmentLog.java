package io.busbar.journal.log;

import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.StreamId;
import io.busbar.api.storage.Storage;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.journal.block.BinaryBlockCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journal on segments. See the package's description for the design. */
public final class SegmentLog implements Journal {
  private static final Logger LOG = System.getLogger(SegmentLog.class.getName());

  private final Storage storage;
  private final JournalOptions options;
  private final BusClock clock;
  private final BinaryBlockCodec codec = new BinaryBlockCodec();
  private final long epoch;
  private final boolean stateMayBeOld;
  private final Recovered log;
  private final SegmentWriter writer;
  private final Retention retention;
  private final OpenCommit open = new OpenCommit();
  private final Scrubber scrubber;
  private final long maxOpenBytes;
  private volatile boolean reserved;
  private final Wear wear;
  private final Trouble trouble = new Trouble();
  private volatile boolean closed;

  private SegmentLog(Storage storage, JournalOptions options, BusClock clock, Recovered log) {
    this.storage = storage;
    this.options = options;
    this.clock = clock;
    this.log = log;
    epoch = log.epoch;
    stateMayBeOld = log.stateMayBeOld;
    Spare spare = new Spare(storage);
    writer = new SegmentWriter(storage, options, log, spare);
    retention = new Retention(storage, options, log, codec, spare);
    wear = new Wear(clock);
    scrubber = new Scrubber(this, clock.monotonicNs());
    maxOpenBytes = Math.min(Journals.MAX_OPEN_BYTES, options.capacityBytes() / 2);
    open.clear(log.heads);
    if (log.carry.isEmpty()) {
      log.publishHeads();
    } else {
      log.unseen(true);
      log.publishReadable();
    }
  }

  /** Opens the journal in a storage, recovering it, or makes one; the first commit writes first. */
  public static SegmentLog open(Storage storage, JournalOptions options, BusClock clock, RandomSource random)
      throws IOException {
    Recovered found = Recovery.run(storage);
    while (found.epoch == 0) {
      found.epoch = random.nextLong();
    }
    SegmentLog log = new SegmentLog(storage, options, clock, found);
    log.writer.recover();
    log.carryOn();
    return log;
  }

  private void carryOn() {
    try {
      writer.carryOn(clock.wallNs(), retention);
    } catch (IOException e) {
      // The next commit tries again; the last records stay unseen until then.
      trouble.writing(message(e));
    }
  }

  @Override
  public boolean holdsUnseen() {
    return log.holdsUnseen();
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  @Override
  public long epoch() {
    return epoch;
  }

  /** Whether a commit was found unreadable at the opening, so that named state may be older than its last commit. */
  public boolean stateMayBeOld() {
    return stateMayBeOld;
  }

  /** Wall clock of the last commit that was found at the opening, ns; 0 if the journal is new. */
  public long lastCommitWallNs() {
    return log.lastWallNs;
  }

  @Override
  public long append(StreamId stream, byte[] record, int offset, int length) {
    if (length < 1 || length > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException("a journal record has 1 to " + MAX_RECORD_BYTES + " bytes, not " + length);
    }
    room(length);
    return open.append(stream.code(), record, offset, length);
  }

  @Override
  public void putState(String key, byte[] value) {
    int keyBytes = Journals.utf8(key).length;
    if (keyBytes == 0 || keyBytes > Journals.MAX_KEY_BYTES || key.startsWith(Journals.OWN)) {
      throw new IllegalArgumentException("a key of journal state has 1 to " + Journals.MAX_KEY_BYTES
          + " bytes and does not start with " + Journals.OWN + ", unlike \"" + key + "\"");
    }
    room(keyBytes + value.length);
    open.putState(key, value);
  }

  private void room(int bytes) {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
    if (bytes > maxOpenBytes - open.size()) {
      throw new IllegalStateException("more than " + maxOpenBytes + " bytes wait for a commit: commit first");
    }
  }

  @Override
  public void commit() throws IOException {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
    scrub();
    takeDamage();
    if (log.cursors.anyMoved()) {
      log.cursors.drainTo(open);
    }
    if (open.isEmpty()) {
      return;
    }
    try {
      boolean rotated = writeOpen();
      trouble.writing("");
      if (rotated || writer.spareBytes() == 0) {
        prepareNext();
      }
    } catch (IOException e) {
      trouble.writing(message(e));
      throw e;
    }
  }

  /**
   * Reads a little of what is stored, if it is time, so that rot is found early: it becomes gap records with the next commit.
   * Writer's thread, when it has nothing else to do; a commit does it too.
   */
  public void scrub() {
    scrubber.step(clock.monotonicNs());
  }

  /** Segments read for rot since the start. Any thread. */
  long scrubbedSegments() {
    return scrubber.segments();
  }

  /** Writes the open commit and tells readers; returns whether a new segment was begun for it. */
  private boolean writeOpen() throws IOException {
    long wallNs = clock.wallNs();
    boolean rotated = writer.write(open, wallNs, retention);
    Map<String, byte[]> state = open.state();
    state.forEach((key, value) -> {
      if (value.length == 0) {
        log.state.remove(key);
      } else {
        log.state.put(key, value);
      }
    });
    open.clear(log.heads);
    log.missing.clear();
    reserved = writer.spareBytes() == 0 && writer.isHalfUsed();
    wear.committed(wallNs);
    retention.settle();
    return rotated;
  }

  /** Retires what may go, and makes the file of the next segment ahead. The commit before is durable whatever happens. */
  private void prepareNext() {
    long segment = options.segmentBytes();
    try {
      retire(segment, 0);
      // Dropping takes room itself, where a segment's events are to stay.
      if (writer.spareBytes() == 0 && storage.freeBytes() < segment + segment / 2) {
        retire(segment, segment);
      }
      if (writer.spareBytes() == 0 && storage.freeBytes() < segment) {
        trouble.space("the disk is full: " + storage.freeBytes() + " bytes are free, the journal's next segment needs " + segment
            + ". Free space there, or make the journal's capacity smaller. Once "
            + writer.left() / 2 + " more bytes are journalled events go on alone; a gap record will say which measurements are missing.");
        return;
      }
      writer.makeSpare();
      trouble.space("");
    } catch (IOException e) {
      trouble.space("cannot prepare the journal's next segment (" + message(e) + "). Check the medium and its free space.");
    }
  }

  private void retire(long room, long atLeast) throws IOException {
    retention.plan(open, room, atLeast);
    if (!open.isEmpty()) {
      writeOpen();
    }
  }

  /** Whether what room is left is for events alone: the disk is full and half of the last segment is used. */
  public boolean isReserved() {
    return reserved;
  }

  private void takeDamage() {
    for (Map.Entry<String, GapRecord> found : log.damage.drain()) {
      byte[] gap = codec.encodeGap(found.getValue());
      open.append(found.getValue().stream().code(), gap, 0, gap.length);
      open.putState(found.getKey(), new byte[] {1});
      log.missing.forEach(gone -> open.putState(SegmentWriter.segmentKey(gone), new byte[0]));
      LOG.log(Level.WARNING, "{0}: {1}", found.getValue().stream(), found.getValue().reason());
    }
  }

  @Override
  public byte @Nullable [] state(String key) {
    byte[] value = key.startsWith(Journals.OWN) ? null : log.state.get(key);
    return value == null ? null : value.clone();
  }

  @Override
  public List<String> stateKeys(String start) {
    return log.state.keySet().stream().filter(key -> key.startsWith(start) && !key.startsWith(Journals.OWN)).toList();
  }

  @Override
  public long head(StreamId stream) {
    return log.visibleHead(stream.code());
  }

  @Override
  public long tail(StreamId stream) {
    long tail = log.catalogue.tail(stream.code());
    return tail > 0 ? tail : head(stream) + 1;
  }

  @Override
  public JournalReader reader(StreamId stream, long fromPosition) {
    return new LogReader(this, stream, fromPosition);
  }

  @Override
  public long cursor(String name, StreamId stream) {
    return log.cursors.get(name, stream);
  }

  @Override
  public void moveCursor(String name, StreamId stream, long position) {
    if (position > head(stream)) {
      throw new IllegalArgumentException("cursor " + name + " cannot pass the last durable position " + head(stream)
          + " of " + stream + " to " + position);
    }
    log.cursors.move(name, stream, position);
  }

  @Override
  public Map<String, Map<StreamId, Long>> cursors() {
    return log.cursors.byName();
  }

  @Override
  public void forgetCursor(String name) {
    log.cursors.forget(name);
  }

  @Override
  public long freeBytes() {
    try {
      return storage.freeBytes();
    } catch (IOException expected) {
      return -1; // whoever writes there says what is wrong with it
    }
  }

  @Override
  public JournalStatus status() {
    return new JournalStatus(log.catalogue.usedBytes() + writer.spareBytes(), options.capacityBytes(), wear.commits(),
        writer.deviceBytes(), trouble.text(), storage.writing(), wear.lastCommitNs(), wear.bytesPerDay(writer.deviceBytes()));
  }

  Catalogue catalogue() {
    return log.catalogue;
  }

  Damage damage() {
    return log.damage;
  }

  /** Opens a segment to read; null if it is gone. Any thread. */
  @Nullable FrameScanner openForRead(Segment segment) throws IOException {
    synchronized (storage) {
      if (segment.isGone()) {
        return null;
      }
      return FrameScanner.of(storage.open(segment.fileName()), segment);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      commit();
    } finally {
      closed = true;
      scrubber.leave();
      writer.close();
      if (storage instanceof AutoCloseable closeable) {
        close(closeable);
      }
    }
  }

  private static void close(AutoCloseable closeable) throws IOException {
    try {
      closeable.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot close the journal's storage", e);
    }
  }
}
