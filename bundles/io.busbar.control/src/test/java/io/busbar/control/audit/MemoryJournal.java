package io.busbar.control.audit;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journal in memory whose durable records a test may edit, drop and move, as somebody with the disk in his hands could. */
public final class MemoryJournal implements Journal {
  /** Durable records by position. */
  final TreeMap<Long, byte[]> records = new TreeMap<>();
  final Map<String, byte[]> state = new LinkedHashMap<>();
  private final List<Runnable> open = new ArrayList<>();
  private long next = 1;
  long tail = 1;
  /** What is done while somebody reads. */
  Runnable meanwhile = () -> { };

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public long append(StreamId stream, byte[] record, int offset, int length) {
    byte[] copy = java.util.Arrays.copyOfRange(record, offset, offset + length);
    long position = next++;
    open.add(() -> records.put(position, copy));
    return position;
  }

  @Override
  public void putState(String key, byte[] value) {
    byte[] copy = value.clone();
    open.add(copy.length == 0 ? () -> state.remove(key) : () -> state.put(key, copy));
  }

  @Override
  public void commit() {
    open.forEach(Runnable::run);
    open.clear();
  }

  @Override
  public byte @Nullable [] state(String key) {
    return state.get(key);
  }

  @Override
  public List<String> stateKeys(String start) {
    return state.keySet().stream().filter(key -> key.startsWith(start)).toList();
  }

  @Override
  public long head(StreamId stream) {
    return records.isEmpty() ? 0 : records.lastKey();
  }

  @Override
  public long tail(StreamId stream) {
    return tail;
  }

  @Override
  public JournalReader reader(StreamId stream, long fromPosition) {
    return new Reader(fromPosition);
  }

  @Override
  public long cursor(String name, StreamId stream) {
    return 0;
  }

  @Override
  public void moveCursor(String name, StreamId stream, long position) {
    throw new UnsupportedOperationException("an audit log's cursor does not move");
  }

  @Override
  public Map<String, Map<StreamId, Long>> cursors() {
    return Map.of();
  }

  @Override
  public void forgetCursor(String name) {
    throw new UnsupportedOperationException("an audit log's cursor stays");
  }

  @Override
  public JournalStatus status() {
    throw new UnsupportedOperationException("nobody asks");
  }

  @Override
  public void close() {
    commit();
  }

  private final class Reader implements JournalReader {
    private long before;

    Reader(long from) {
      before = from - 1;
    }

    @Override
    public boolean next() {
      meanwhile.run();
      Long found = records.higherKey(Math.max(before, tail - 1));
      before = found == null ? before : found;
      return found != null;
    }

    @Override
    public long position() {
      return before;
    }

    @Override
    public byte[] record() {
      return records.getOrDefault(before, new byte[0]).clone();
    }

    @Override
    public void seek(long position) {
      before = position - 1;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
