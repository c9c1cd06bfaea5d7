package io.busbar.journal.log;

import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.api.storage.Storage;
import io.busbar.journal.block.BinaryBlockCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decides which segments may go. Writer's thread only. */
final class Retention {
  private final Storage storage;
  private final JournalOptions options;
  private final Recovered log;
  private final BinaryBlockCodec codec;
  private final List<Segment> retired = new ArrayList<>();

  Retention(Storage storage, JournalOptions options, Recovered log, BinaryBlockCodec codec) {
    this.storage = storage;
    this.options = options;
    this.log = log;
    this.codec = codec;
  }

  /** Before a segment is made: refuses if even the capacity without anything else has no room for it. */
  void makeRoom(long bytes) throws IOException {
    if (bytes > options.capacityBytes()) {
      throw new IOException("a segment of " + bytes + " bytes is needed and the journal may use "
          + options.capacityBytes() + ": raise the journal's capacity");
    }
  }

  /**
   * Enters in the open commit what must go so that one more segment has room, and a gap record where it was needed.
   *
   * @return whether there is anything to commit
   */
  boolean plan(OpenCommit commit) {
    long used = log.catalogue.usedBytes();
    for (Segment segment : log.catalogue.all()) {
      if (!segment.isSealed() || retired.contains(segment)) {
        continue;
      }
      boolean needed = false;
      for (int s = 1; s < Streams.COUNT; s++) {
        needed |= segment.last(s) > 0 && (s == StreamId.MODEL.code() || segment.last(s) > log.cursors.passed(s));
      }
      if (!needed || used + options.segmentBytes() > options.capacityBytes()) {
        if (needed) {
          gaps(segment, commit);
        }
        commit.putState(SegmentWriter.segmentKey(segment), new byte[0]);
        log.damage.forget(segment.number()).forEach(key -> commit.putState(key, new byte[0]));
        retired.add(segment);
        used -= segment.fileBytes();
      }
    }
    return !commit.isEmpty();
  }

  private void gaps(Segment segment, OpenCommit commit) {
    for (int s = 1; s < Streams.COUNT; s++) {
      if (segment.last(s) > Math.max(0, log.cursors.passed(s))) {
        byte[] gap = codec.encodeGap(new GapRecord(StreamId.ofCode(s), segment.firstWallNs(), segment.lastWallNs(), -1,
            "journal full: records " + segment.first(s) + " to " + segment.last(s) + " dropped, the oldest first"));
        commit.append(s, gap, 0, gap.length);
      }
    }
  }

  /** Deletes the files of what a durable commit has retired; what cannot be deleted now is deleted at the next start. */
  void deleteRetired() {
    for (Segment segment : retired) {
      log.catalogue.remove(segment);
      synchronized (storage) {
        segment.markGone();
        try {
          storage.delete(segment.fileName());
        } catch (IOException ignored) {
          // The log does not name it any more: only its space is lost until then.
        }
      }
    }
    retired.clear();
  }
}
