package io.busbar.journal.log;

import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.api.storage.Storage;
import io.busbar.journal.block.BinaryBlockCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what may go. A segment that no cursor needs any more goes at once. When room is wanted, oldest segments
 * first: what cursors have passed, then measurements, then events, then audit; never the point dictionary, without
 * which nothing else can be read. What goes unread leaves a gap record. Nothing is deleted before the commit that says
 * so is durable. Writer's thread only.
 */
final class Retention {
  private static final Logger LOG = System.getLogger(Retention.class.getName());
  /** What is dropped for want of room, in this order. */
  private static final List<StreamId> SACRIFICE = List.of(StreamId.MEASUREMENTS, StreamId.EVENTS, StreamId.AUDIT);
  /** A segment is rewritten only if more than the n-th part of its records goes. */
  private static final int WORTH = 4;

  /** Sealed segments that stay although nobody needs them, against a page that is damaged next to the one being written. */
  private static final int KEPT = 1;

  private final Storage storage;
  private final JournalOptions options;
  private final Recovered log;
  private final BinaryBlockCodec codec;
  private final Compactor compactor;
  private final Spare spare;
  /** What goes with the open commit, and what stays instead of it. */
  private final List<Replacement> waiting = new ArrayList<>();

  /** Whether unread records have been dropped lately; said once. */
  private boolean dropping;
  private int gaps;

  Retention(Storage storage, JournalOptions options, Recovered log, BinaryBlockCodec codec, Spare spare) {
    this.spare = spare;
    this.storage = storage;
    this.options = options;
    this.log = log;
    this.codec = codec;
    compactor = new Compactor(storage, log);
  }

  /**
   * Before a segment is made: refuses what cannot fit. A segment beyond the capacity is let pass, as retirement that a
   * failure has delayed needs a commit, and that a segment.
   */
  void makeRoom(long bytes) throws IOException {
    long used = log.catalogue.usedBytes() - waiting.stream().mapToLong(Replacement::freed).sum();
    long most = options.capacityBytes() + options.segmentBytes();
    if (!log.carry.isEmpty()) {
      // What was found comes first; what it is too much goes with the next commit.
      return;
    }
    if (bytes > options.capacityBytes() || (bytes <= options.segmentBytes() && used + bytes > most)) {
      throw new IOException("the journal is full with what must not be dropped (" + used + " of " + options.capacityBytes()
          + " bytes used, " + bytes + " more needed). Raise the journal's capacity.");
    }
  }

  /**
   * Enters in the open commit what shall go, and gap records for what was still needed.
   *
   * @param room bytes that shall be free within the capacity
   * @param atLeast bytes to free of measurements in any case, for a disk that is full before the capacity is reached
   */
  void plan(OpenCommit commit, long room, long atLeast) throws IOException {
    boolean droppedBefore = dropping;
    int gapsBefore = gaps;
    long excess = Math.max(atLeast, log.catalogue.usedBytes() + room - options.capacityBytes());
    excess -= waiting.stream().mapToLong(Replacement::freed).sum();
    boolean[] drop = new boolean[Streams.COUNT];
    List<Segment> sealed = sealed();
    for (int i = 0; i < sealed.size() - KEPT; i++) {
      if (bytesLeft(sealed.get(i), drop) == 0) {
        excess -= retire(sealed.get(i), null, drop, commit);
      }
    }
    excess -= pass(excess, drop, commit);
    long overCapacity = log.catalogue.usedBytes() + room - options.capacityBytes();
    for (StreamId stream : SACRIFICE) {
      drop[stream.code()] = true;
      if (stream != StreamId.MEASUREMENTS) {
        // On a disk that others have filled up events stay, and the producer keeps what finds no room.
        excess = Math.min(excess, overCapacity - waiting.stream().mapToLong(Replacement::freed).sum());
      }
      if (excess > 0 || log.catalogue.size() > Journals.MAX_SEGMENTS) {
        excess -= pass(excess, drop, commit);
      }
    }
    dropping = gaps > gapsBefore || (droppedBefore && log.catalogue.usedBytes() > options.capacityBytes() / 2);
  }

  /** Frees space from the oldest segments on until there is enough; returns how much. */
  private long pass(long wanted, boolean[] drop, OpenCommit commit) throws IOException {
    long freed = 0;
    for (Segment segment : sealed()) {
      if (freed >= wanted) {
        break;
      }
      long left = bytesLeft(segment, drop);
      if (left == 0) {
        freed += retire(segment, null, drop, commit);
      } else if (recordBytes(segment) - left > recordBytes(segment) / WORTH) {
        boolean[] gone = new boolean[Streams.COUNT];
        for (int s = 1; s < Streams.COUNT; s++) {
          gone[s] = isDropped(segment, s, drop);
        }
        freed += retire(segment, compactor.rewrite(segment, gone), drop, commit);
      }
    }
    return freed;
  }

  private List<Segment> sealed() {
    Set<Segment> going = new HashSet<>();
    waiting.forEach(replacement -> going.add(replacement.old()));
    return log.catalogue.all().stream().filter(segment -> segment.isSealed() && !going.contains(segment)).toList();
  }

  private long bytesLeft(Segment segment, boolean[] drop) {
    long left = 0;
    for (int s = 1; s < Streams.COUNT; s++) {
      left += isDropped(segment, s, drop) ? 0 : segment.bytes(s);
    }
    return left;
  }

  private static long recordBytes(Segment segment) {
    long bytes = 0;
    for (int s = 1; s < Streams.COUNT; s++) {
      bytes += segment.bytes(s);
    }
    return bytes;
  }

  private boolean isDropped(Segment segment, int stream, boolean[] drop) {
    return segment.last(stream) == 0 || drop[stream]
        || (stream != StreamId.MODEL.code() && segment.last(stream) <= log.cursors.passed(stream));
  }

  private long retire(Segment segment, @Nullable Segment instead, boolean[] drop, OpenCommit commit) throws IOException {
    for (int s = 1; s < Streams.COUNT; s++) {
      long passed = Math.max(0, log.cursors.passed(s));
      if (drop[s] && segment.last(s) > passed) {
        gap(segment, s, passed, commit);
      }
    }
    commit.putState(SegmentWriter.segmentKey(segment), instead == null ? new byte[0] : instead.toBytes());
    if (instead == null) {
      log.damage.forget(segment.number()).forEach(key -> commit.putState(key, new byte[0]));
    }
    Replacement replacement = new Replacement(segment, instead);
    waiting.add(replacement);
    return replacement.freed();
  }

  private void gap(Segment segment, int stream, long passed, OpenCommit commit) throws IOException {
    Compactor.Content content = compactor.content(segment, stream, passed);
    StreamId id = StreamId.ofCode(stream);
    String reason = "journal full: records " + Math.max(segment.first(stream), passed + 1) + " to " + segment.last(stream)
        + " of " + id + " dropped, the oldest first; deliver sooner or raise the journal's capacity";
    long from = content.first() == 0 ? segment.firstWallNs() : content.fromNs();
    long to = content.first() == 0 ? segment.lastWallNs() : content.toNs();
    byte[] gap = codec.encodeGap(new GapRecord(id, from, to, content.first() == 0 ? -1 : content.samples(), reason));
    commit.append(stream, gap, 0, gap.length);
    if (!dropping) {
      LOG.log(Level.WARNING, reason);
    }
    gaps++;
    dropping = true;
  }

  /** Makes the file the next spare if one is wanted, which saves filling a new one with zeros; else deletes it. */
  private void free(Segment segment) {
    if (segment.isWhole() && spare.bytes() == 0 && segment.fileBytes() == options.segmentBytes()) {
      synchronized (storage) {
        segment.markGone();
        if (spare.take(segment.fileName(), segment.fileBytes())) {
          return;
        }
      }
    }
    delete(segment);
  }

  /** After the commit that retires is durable: deletes. What cannot be deleted now is deleted at the next start. */
  void settle() {
    for (Replacement replacement : waiting) {
      Segment instead = replacement.instead();
      if (instead == null) {
        log.catalogue.remove(replacement.old());
      } else {
        log.catalogue.put(instead);
      }
      free(replacement.old());
    }
    waiting.clear();
  }

  /**
   * For a disk so full that no segment can be begun and so nothing be committed: deletes what every cursor has passed.
   * The snapshot of the segment that this makes room for leaves it out.
   *
   * @return whether there was anything
   */
  boolean releaseNow() {
    boolean any = false;
    for (Segment segment : sealed()) {
      // A segment that holds what is to be written anew may look empty and is not; the newest one holds all state.
      boolean spared = log.catalogue.after(segment.number()) == null || log.loose.contains(segment);
      if (!spared && bytesLeft(segment, new boolean[Streams.COUNT]) == 0) {
        log.catalogue.remove(segment);
        delete(segment);
        any = true;
      }
    }
    return any;
  }

  private void delete(Segment segment) {
    synchronized (storage) {
      segment.markGone();
      try {
        storage.delete(segment.fileName());
      } catch (IOException ignored) {
        // The log does not name it any more: only its space is lost until then.
      }
    }
  }

  private record Replacement(Segment old, @Nullable Segment instead) {
    long freed() {
      return old.fileBytes() - (instead == null ? 0 : instead.fileBytes());
    }
  }
}
