package io.busbar.journal.log;

import io.busbar.api.journal.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The readers' cursors by stream and name. Thread-safe by one lock. */
final class Cursors {
  private final Map<String, Long> positions = new HashMap<>();
  private final Map<String, Long> moved = new HashMap<>();

  synchronized long get(String name, StreamId stream) {
    String key = key(name, stream);
    Long position = positions.get(key);
    if (position == null) {
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
    moved.forEach((key, position) -> commit.putState(key, bytes(position)));
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

  /** Takes a cursor out of the log's state. */
  synchronized void recover(String key, byte[] value) {
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
