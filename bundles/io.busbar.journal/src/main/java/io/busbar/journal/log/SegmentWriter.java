package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import io.busbar.journal.wire.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes commits into segments and begins a new one where it must. Writer's thread only. */
final class SegmentWriter {
  /** A segment is at least that many times its own snapshot, so that snapshots stay a small share of what is written. */
  private static final int SNAPSHOT_SHARE = 4;

  private final Storage storage;
  private final JournalOptions options;
  private final Recovered log;
  private final Spare spare;
  private @Nullable ActiveSegment active;
  private ActiveSegment.@Nullable Doubtful doubtful;
  private volatile long deviceBytes;
  private boolean folderSettled;

  SegmentWriter(Storage storage, JournalOptions options, Recovered log, Spare spare) {
    this.storage = storage;
    this.options = options;
    this.log = log;
    this.spare = spare;
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
      doubtful = target.doubtful();
      log.loose.add(target.segment());
      abandon(target);
      throw new IOException("cannot write segment " + target.segment().fileName() + " (" + e.getMessage()
          + "); what it should hold is kept in memory and written to a new segment. If this repeats, the medium fails: "
          + "replace it.", e);
    }
    deviceBytes += target.takeDeviceBytes();
    FrameSummary summary = commit.summary(sequence, wallNs);
    for (int s = 1; s < Streams.COUNT; s++) {
      log.heads[s] = Math.max(log.heads[s], summary.last(s));
    }
    // Heads before records: whoever reads a record finds its position within them.
    log.publishHeads();
    target.segment().add(summary, target.end(), target.tail());
    log.chain = target.segment().chain();
    return rotates;
  }

  /** What was flushed stays valid; nothing is written there again, as after a failure nobody knows what it left. */
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
      full.segment().markWhole();
      abandon(full);
    }
    ActiveSegment.Doubtful again = doubtful;
    Segment.Mark claimed = again == null ? null : again.segment().mark();
    if (again != null) {
      again.segment().become(again.without());
      log.chain = again.segment().chain();
    }
    try {
      active = begin(frameBytes, wallNs, again == null ? log.carry : again.frames(), retention);
    } catch (IOException e) {
      if (again != null && claimed != null) {
        again.segment().become(claimed);
      }
      throw e;
    }
    doubtful = null;
    log.carry.clear();
    log.publishHeads();
    log.catalogue.put(active.segment());
    log.unseen(false);
    log.chain = active.segment().chain();
    tidy();
    return active;
  }

  /** Makes the next segment durable. */
  private ActiveSegment begin(int frameBytes, long wallNs, List<Frame> carry, Retention retention) throws IOException {
    ActiveSegment.Snapshot snapshot = snapshot(wallNs, carry);
    long size = Math.max(options.segmentBytes(), (long) snapshot.length() * SNAPSHOT_SHARE);
    size = ActiveSegment.wholePages(Math.max(size, ActiveSegment.leastBytes(snapshot.length(), frameBytes)));
    retention.makeRoom(size);
    Segment segment = new Segment(log.nextNumber++, 0);
    Frame.seal(snapshot.frame(), segment.number(), log.nextSequence++, wallNs, Frame.SNAPSHOT);
    try {
      return create(segment, size, snapshot);
    } catch (IOException e) {
      if (storage.freeBytes() >= size || !retention.releaseNow()) {
        throw e;
      }
      // The room is there for the next try; its snapshot leaves out what was released.
      throw new IOException(e.getMessage() + " Segments that were delivered have been deleted for it.", e);
    }
  }

  /** Deletes and cuts what the recovery found loose, now that a durable segment says how things are. */
  private void tidy() {
    try {
      for (String orphan : log.orphans) {
        synchronized (storage) {
          storage.delete(orphan);
        }
      }
      for (Segment loose : log.loose) {
        // Whole pages and a guard: the file system may write the page in which a file ends.
        long kept = ActiveSegment.wholePages(loose.end()) + ActiveSegment.GUARD_PAGES * ActiveSegment.PAGE_BYTES;
        if (!loose.isGone() && kept < loose.fileBytes()) {
          try (StorageFile file = storage.open(loose.fileName())) {
            file.resize(kept);
            loose.fileBytes(kept);
          }
        }
      }
    } catch (IOException ignored) {
      // Only space is lost by it, until the next start does it again.
    }
    log.orphans.clear();
    log.loose.clear();
  }

  /** Begins a segment if the recovery found commits that are to be written anew. */
  void carryOn(long wallNs, Retention retention) throws IOException {
    if (!log.carry.isEmpty()) {
      deviceBytes += rotate(0, wallNs, retention).takeDeviceBytes();
    }
  }

  private ActiveSegment create(Segment segment, long size, ActiveSegment.Snapshot snapshot) throws IOException {
    SegmentHeader header = new SegmentHeader(SegmentHeader.FORMAT, 0, log.epoch, segment.number(), log.chain,
        SegmentHeader.BYTES, storage.isDirect());
    try {
      settleFolder();
      StorageFile file = openZeros(segment.fileName(), size);
      ActiveSegment fresh = ActiveSegment.create(file, segment, size, header, snapshot);
      if (header.direct() && !storage.isDirect()) {
        // Its first write was refused: it must not say otherwise.
        fresh.writeHead(header.with(0, false), snapshot);
      }
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

  /**
   * Before the first segment of a run: a power loss could still undo that an earlier run, which was killed, deleted a segment that
   * was never to be; its number is given out again now.
   */
  private void settleFolder() throws IOException {
    if (!folderSettled) {
      synchronized (storage) {
        storage.sync();
      }
      folderSettled = true;
    }
  }

  private StorageFile openZeros(String name, long size) throws IOException {
    boolean filled = spare.become(name, size);
    StorageFile file;
    synchronized (storage) {
      file = storage.open(name);
    }
    if (!filled) {
      try {
        Spare.fill(file, size);
        deviceBytes += size;
      } catch (IOException e) {
        file.close();
        throw e;
      }
    }
    return file;
  }

  /** Takes over a spare that an earlier run left. */
  void recover() throws IOException {
    spare.recover(options.segmentBytes());
  }

  /** Bytes of the spare; 0 if there is none. */
  long spareBytes() {
    return spare.bytes();
  }

  /** Makes the next segment's file ahead; nothing if there is one. */
  void makeSpare() throws IOException {
    if (spare.bytes() == 0) {
      spare.make(options.segmentBytes());
      deviceBytes += spare.bytes();
    }
  }

  /** Bytes that the present segment takes before the next is needed. */
  long left() {
    ActiveSegment current = active;
    return current == null ? 0 : current.left();
  }

  boolean isHalfUsed() {
    ActiveSegment current = active;
    return current != null && current.isHalfUsed();
  }

  /** All state as of the last commit, and the records of commits that are written anew. */
  private ActiveSegment.Snapshot snapshot(long wallNs, List<Frame> carry) throws IOException {
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
    for (Segment gone : log.missing) {
      OpenCommit.writeState(out, segmentKey(gone), gone.toBytes());
    }
    log.state.forEach((key, value) -> OpenCommit.writeState(out, key, value));
    ActiveSegment.Snapshot snapshot = new ActiveSegment.Snapshot(out, wallNs, new ArrayList<>());
    for (Frame frame : carry) {
      carry(frame, snapshot);
    }
    return snapshot;
  }

  private static void carry(Frame frame, ActiveSegment.Snapshot into) throws IOException {
    FrameEntries entries = new FrameEntries(frame);
    try {
      while (entries.next()) {
        if (entries.isRecord()) {
          ByteWriter out = into.frame();
          out.u8(entries.stream() | Frame.POSITION);
          out.varint(entries.position());
          out.blob(entries.value());
          into.carried().add(new ActiveSegment.Carried(entries.stream(), entries.position(), entries.length()));
        }
      }
    } catch (MalformedRecordException e) {
      throw new IOException("a commit that was read before cannot be read again", e);
    }
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
