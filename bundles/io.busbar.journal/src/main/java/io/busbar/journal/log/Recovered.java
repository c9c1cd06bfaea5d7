package io.busbar.journal.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The log as it was found, to go on from. */
final class Recovered {
  final Map<String, byte[]> state = new ConcurrentHashMap<>();
  final long[] heads = new long[Streams.COUNT];
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
  /** Whether a commit was unreadable whose state nobody knows now. */
  boolean stateMayBeOld;
}
