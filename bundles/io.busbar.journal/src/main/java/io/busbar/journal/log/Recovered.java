package io.busbar.journal.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** The log as it was found, to go on from. */
final class Recovered {
  final Map<String, byte[]> state = new ConcurrentHashMap<>();
  final long[] heads = new long[Streams.COUNT];
  /** What readers may know of {@link #heads}. */
  private final AtomicLongArray visibleHeads = new AtomicLongArray(Streams.COUNT);
  final Cursors cursors = new Cursors();
  final Catalogue catalogue = new Catalogue();
  final Damage damage = new Damage();
  SegmentHeader.Chain chain = SegmentHeader.Chain.NONE;
  /** 0 if the journal is new. */
  long epoch;
  /** Wall clock of the last commit, ns; 0 if the journal is new. */
  long lastWallNs;
  long nextNumber = 1;
  long nextSequence = 1;
  /**
   * The last commits that were found: perhaps they are only in the kernel's memory, from a flush that failed, or in a page
   * that was still filling. They count, with their positions and state, and their records are written anew before
   * anybody sees them.
   */
  final List<Frame> carry = new ArrayList<>();
  /** Whether {@link #carry} holds what nobody may see yet. Set when heads and records of it are to be seen. Any thread reads. */
  private volatile boolean unseen;
  /** What belongs to nothing; to be deleted once the next segment is durable, as only then nothing needs it. */
  final List<String> orphans = new ArrayList<>();
  /** Segments that hold bytes beyond their end; to be cut then. */
  final List<Segment> loose = new ArrayList<>();
  /** Segments whose files are missing; named in snapshots until a commit holds the gap records for them. */
  final List<Segment> missing = new ArrayList<>();
  /** Whether a commit was unreadable whose state nobody knows now. */
  boolean stateMayBeOld;

  /** Whether records were found that readers are not told of yet. Any thread. */
  boolean holdsUnseen() {
    return unseen;
  }

  /** What was carried over can be read from now on, or cannot yet. */
  void unseen(boolean newUnseen) {
    unseen = newUnseen;
  }

  /** Makes the heads known to readers. */
  void publishHeads() {
    for (int s = 1; s < Streams.COUNT; s++) {
      visibleHeads.set(s, heads[s]);
    }
  }

  /** Makes only that known whose records can be read already. */
  void publishReadable() {
    for (int s = 1; s < Streams.COUNT; s++) {
      Segment newest = catalogue.newest(s);
      visibleHeads.set(s, newest == null ? 0 : newest.last(s));
    }
  }

  /** The last durable position of a stream. Any thread. */
  long visibleHead(int stream) {
    return visibleHeads.get(stream);
  }
}
