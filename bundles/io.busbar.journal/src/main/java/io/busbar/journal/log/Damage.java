package io.busbar.journal.log;

import io.busbar.api.journal.GapRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records that turned out to be unreadable. Readers and recovery note them; the writer puts one gap record for each
 * into its stream and remembers by named state that it did. Thread-safe by one lock.
 */
final class Damage {
  /** Most findings that wait for a commit; a medium that is worse than that is reported by those. */
  static final int MAX_WAITING = 1_000;

  private final Set<String> known = new HashSet<>();
  private final Map<String, GapRecord> waiting = new LinkedHashMap<>();
  private long found;

  /** Notes lost positions of a stream in a segment; the same again is ignored. */
  synchronized void note(long segment, GapRecord gap, long fromPosition) {
    String key = prefix(segment) + gap.stream().code() + "/" + fromPosition;
    if (waiting.size() < MAX_WAITING && !known.contains(key) && waiting.putIfAbsent(key, gap) == null) {
      found++;
    }
  }

  /** Takes a finding that was reported before out of the log's state. */
  synchronized void recover(String key) {
    known.add(key);
  }

  synchronized boolean anyWaiting() {
    return !waiting.isEmpty();
  }

  /** Findings since the start. */
  synchronized long found() {
    return found;
  }

  /** Takes what waits: state keys and gaps. */
  synchronized List<Map.Entry<String, GapRecord>> drain() {
    List<Map.Entry<String, GapRecord>> all = new ArrayList<>();
    waiting.forEach((key, gap) -> all.add(Map.entry(key, gap)));
    known.addAll(waiting.keySet());
    waiting.clear();
    return all;
  }

  /** Forgets the findings of a segment that is gone; returns their keys. */
  synchronized List<String> forget(long segment) {
    String prefix = prefix(segment);
    List<String> keys = known.stream().filter(key -> key.startsWith(prefix)).toList();
    keys.forEach(known::remove);
    return keys;
  }

  /** The reason of a gap. */
  static String unreadable(long from, long to) {
    return "journal damaged on the medium: records " + from + " to " + to + " are unreadable";
  }

  private static String prefix(long segment) {
    return Journals.DAMAGE + Long.toHexString(segment) + "/";
  }
}
