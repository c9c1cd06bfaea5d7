package io.busbar.journal.log;

import io.busbar.api.journal.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The readers' cursors by stream and name. Thread-safe by one lock. */
final class Cursors {
  /** Most cursors of all streams together. */
  static final int MAX_CURSORS = 256;

  private final Map<String, Long> positions = new HashMap<>();
  /** What the next commit has to write: null for a cursor that is forgotten. */
  private final Map<String, @Nullable Long> moved = new HashMap<>();

  synchronized long get(String name, StreamId stream) {
    String key = key(name, stream);
    Long position = positions.get(key);
    if (position == null) {
      if (positions.size() >= MAX_CURSORS) {
        throw new IllegalStateException("a journal has at most " + MAX_CURSORS + " cursors; forget those of readers that are gone");
      }
      positions.put(key, 0L);
      moved.put(key, 0L);
      return 0;
    }
    return position;
  }

  synchronized void move(String name, StreamId stream, long position) {
    String key = key(name, stream);
    Long before = positions.get(key);
    if (before == null || before < position) {
      positions.put(key, position);
      moved.put(key, position);
    }
  }

  synchronized boolean anyMoved() {
    return !moved.isEmpty();
  }

  /** Puts what moved into the open commit; it counts as written then, as the open commit is never given up. */
  synchronized void drainTo(OpenCommit commit) {
    moved.forEach((key, position) -> commit.putState(key, position == null ? new byte[0] : bytes(position)));
    moved.clear();
  }

  /** The position that every cursor of a stream has passed; −1 if it has no cursor. */
  synchronized long passed(int stream) {
    String prefix = Journals.CURSOR + stream + "/";
    long passed = Long.MAX_VALUE;
    for (Map.Entry<String, Long> cursor : positions.entrySet()) {
      if (cursor.getKey().startsWith(prefix)) {
        passed = Math.min(passed, cursor.getValue());
      }
    }
    return passed == Long.MAX_VALUE ? -1 : passed;
  }

  /** Keys and values for a snapshot. */
  synchronized List<Map.Entry<String, byte[]>> all() {
    List<Map.Entry<String, byte[]>> all = new ArrayList<>();
    positions.forEach((key, position) -> all.add(Map.entry(key, bytes(position))));
    return all;
  }

  /** Positions by name and stream. */
  synchronized Map<String, Map<StreamId, Long>> byName() {
    Map<String, Map<StreamId, Long>> all = new TreeMap<>();
    positions.forEach((key, position) -> {
      String[] parts = key.substring(Journals.CURSOR.length()).split("/", 2);
      all.computeIfAbsent(parts[1], name -> new EnumMap<>(StreamId.class)).put(StreamId.ofCode(Integer.parseInt(parts[0])), position);
    });
    return all;
  }

  /** Takes a name out of all streams. */
  synchronized void forget(String name) {
    for (StreamId stream : StreamId.values()) {
      String key = key(name, stream);
      if (positions.remove(key) != null) {
        moved.put(key, null);
      }
    }
  }

  /** Takes a cursor out of the log's state. */
  synchronized void recover(String key, byte[] value) {
    if (value.length == 0) {
      positions.remove(key);
      return;
    }
    positions.put(key, value.length == Long.BYTES ? ByteBuffer.wrap(value).getLong() : 0L);
  }

  private static String key(String name, StreamId stream) {
    if (name.isEmpty() || Journals.utf8(name).length > Journals.MAX_CURSOR_NAME_BYTES) {
      throw new IllegalArgumentException("a cursor's name has 1 to " + Journals.MAX_CURSOR_NAME_BYTES
          + " bytes, not \"" + name + "\"");
    }
    return Journals.CURSOR + stream.code() + "/" + name;
  }

  private static byte[] bytes(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }
}
