package io.busbar.engine.pipeline;

import io.busbar.engine.image.StateColumn;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Rows of a stage whose memory was stored, and whose filter was not told of it yet. Takes no room where there are none. Shard's thread only. */
final class RestoredRows {
  private @Nullable BitSet rows;
  private @Nullable Set<String> columns;

  void add(int row, char type, String column) {
    BitSet known = rows == null ? new BitSet() : rows;
    known.set(row);
    rows = known;
    Set<String> names = columns == null ? new HashSet<>() : columns;
    names.add(type + column);
    columns = names;
  }

  void forget(int row) {
    if (rows != null) {
      rows.clear(row);
    }
  }

  /** Whether what was stored lacks one of these columns and has one that is not among them: another version of the filter has written it. */
  boolean isOfAnotherVersion(List<StateColumn> declared) {
    Set<String> stored = columns;
    if (stored == null) {
      return false;
    }
    Set<String> names = new HashSet<>();
    declared.forEach(column -> names.add(column.type() + column.name()));
    return !stored.containsAll(names) && !names.containsAll(stored);
  }

  /** Gives all rows, and has none then. */
  void take(IntConsumer each) {
    BitSet taken = rows;
    rows = null;
    columns = null;
    if (taken != null) {
      taken.stream().forEach(each);
    }
  }
}
