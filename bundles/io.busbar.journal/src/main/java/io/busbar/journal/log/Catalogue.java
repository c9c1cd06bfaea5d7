package io.busbar.journal.log;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The segments that exist, by number. The writer changes it, any thread looks. */
final class Catalogue {
  private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();

  void put(Segment segment) {
    segments.put(segment.number(), segment);
  }

  void remove(Segment segment) {
    segments.remove(segment.number(), segment);
  }

  /** Oldest first. */
  Collection<Segment> all() {
    return segments.values();
  }

  int size() {
    return segments.size();
  }

  /** The next segment after a number; null if there is none. */
  @Nullable Segment after(long number) {
    Map.Entry<Long, Segment> entry = segments.higherEntry(number);
    return entry == null ? null : entry.getValue();
  }

  /** Where a position stands, or else the first one after it; null if it is beyond the last. */
  @Nullable Segment find(int stream, long position) {
    for (Segment segment : segments.values()) {
      if (segment.last(stream) >= position) {
        return segment;
      }
    }
    return null;
  }

  /** The segment with the newest records of a stream; null if there is none. */
  @Nullable Segment newest(int stream) {
    for (Segment segment : segments.descendingMap().values()) {
      if (segment.last(stream) > 0) {
        return segment;
      }
    }
    return null;
  }

  long usedBytes() {
    long used = 0;
    for (Segment segment : segments.values()) {
      used += segment.fileBytes();
    }
    return used;
  }

  /** First position that is kept; 0 if none is. */
  long tail(int stream) {
    for (Segment segment : segments.values()) {
      if (segment.first(stream) > 0) {
        return segment.first(stream);
      }
    }
    return 0;
  }
}
