package io.busbar.journal.log;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import io.busbar.journal.wire.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes commits into segments and begins a new one where it must. Writer's thread only. */
final class SegmentWriter {
  /** A segment is at least that many times its own snapshot, so that snapshots stay a small share of what is written. */
  private static final int SNAPSHOT_SHARE = 4;

  private final Storage storage;
  private final JournalOptions options;
  private final Recovered log;
  private @Nullable ActiveSegment active;
  private volatile long deviceBytes;

  SegmentWriter(Storage storage, JournalOptions options, Recovered log) {
    this.storage = storage;
    this.options = options;
    this.log = log;
  }

  /** Bytes in whole pages given to the device. */
  long deviceBytes() {
    return deviceBytes;
  }

  /**
   * Makes a commit durable and enters it in catalogue and heads.
   *
   * @return whether a new segment was begun
   */
  boolean write(OpenCommit commit, long wallNs, Retention retention) throws IOException {
    ByteWriter frame = commit.frame();
    ActiveSegment target = active;
    boolean rotates = target == null || !target.fits(frame.size());
    if (target == null || rotates) {
      target = rotate(frame.size(), wallNs, retention);
    }
    long sequence = log.nextSequence++;
    Frame.seal(frame, target.segment().number(), sequence, wallNs, 0);
    try {
      target.write(frame.array(), frame.size());
    } catch (IOException e) {
      abandon(target);
      throw new IOException("cannot write segment " + target.segment().fileName() + " (" + e.getMessage()
          + "); what it should hold is kept in memory and written to a new segment. If this repeats, the medium fails: "
          + "replace it.", e);
    }
    deviceBytes += target.takeDeviceBytes();
    FrameSummary summary = commit.summary(sequence, wallNs);
    target.segment().add(summary, target.offset());
    for (int s = 1; s < Streams.COUNT; s++) {
      log.heads[s] = Math.max(log.heads[s], summary.last(s));
    }
    log.chain = target.segment().chain();
    return rotates;
  }

  /** What was flushed stays valid; nothing is written there again, as nobody knows what the failure left. */
  private void abandon(ActiveSegment failed) {
    failed.segment().seal();
    active = null;
    try {
      failed.close();
    } catch (IOException ignored) {
      // It is lost already; the failure that led here is the one to report.
    }
  }

  private ActiveSegment rotate(int frameBytes, long wallNs, Retention retention) throws IOException {
    ActiveSegment full = active;
    if (full != null) {
      abandon(full);
    }
    ActiveSegment.Snapshot snapshot = snapshot(wallNs);
    long size = Math.max(options.segmentBytes(), (long) snapshot.length() * SNAPSHOT_SHARE);
    size = Math.max(size, SegmentHeader.BYTES + Frame.align(snapshot.length()) + 2L * frameBytes);
    size = (size + ActiveSegment.PAGE_BYTES - 1) / ActiveSegment.PAGE_BYTES * ActiveSegment.PAGE_BYTES;
    retention.makeRoom(size);
    Segment segment = new Segment(log.nextNumber++, 0);
    Frame.seal(snapshot.frame(), segment.number(), log.nextSequence++, wallNs, Frame.SNAPSHOT);
    ActiveSegment fresh = create(segment, size, snapshot);
    log.catalogue.put(segment);
    active = fresh;
    return fresh;
  }

  private ActiveSegment create(Segment segment, long size, ActiveSegment.Snapshot snapshot) throws IOException {
    SegmentHeader header = new SegmentHeader(SegmentHeader.FORMAT, 0, log.epoch, segment.number(), log.chain);
    try {
      StorageFile file;
      synchronized (storage) {
        file = storage.open(segment.fileName());
      }
      ActiveSegment fresh = ActiveSegment.create(file, segment, size, header, snapshot);
      synchronized (storage) {
        storage.sync();
      }
      return fresh;
    } catch (IOException e) {
      try {
        synchronized (storage) {
          storage.delete(segment.fileName());
        }
      } catch (IOException ignored) {
        // The next start deletes it.
      }
      throw new IOException("cannot make a segment of " + size + " bytes (" + e.getMessage()
          + "). Free space on the journal's file system, or make the journal's capacity smaller.", e);
    }
  }

  /** All state as of the last commit. */
  private ActiveSegment.Snapshot snapshot(long wallNs) {
    ByteWriter out = new ByteWriter(4 << 10);
    out.resize(Frame.HEAD_BYTES);
    OpenCommit.writeState(out, Journals.EPOCH, bytes(log.epoch));
    for (int s = 1; s < Streams.COUNT; s++) {
      OpenCommit.writeState(out, Journals.HEAD + s, bytes(log.heads[s]));
    }
    log.cursors.all().forEach(cursor -> OpenCommit.writeState(out, cursor.getKey(), cursor.getValue()));
    for (Segment older : log.catalogue.all()) {
      OpenCommit.writeState(out, segmentKey(older), older.toBytes());
    }
    log.state.forEach((key, value) -> OpenCommit.writeState(out, key, value));
    return new ActiveSegment.Snapshot(out, wallNs);
  }

  static String segmentKey(Segment segment) {
    return Journals.SEGMENT + Long.toHexString(segment.number());
  }

  void close() throws IOException {
    ActiveSegment last = active;
    if (last != null) {
      active = null;
      last.segment().seal();
      last.close();
    }
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
