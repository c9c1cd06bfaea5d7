package io.busbar.engine.image;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory of one stage: columns by name. It belongs to the engine, so it outlives the filter object, the filter's
 * bundle, and, copied by name, an edit of the template. Shard's thread only.
 */
public final class StageState {
  private final Map<String, DoubleState> doubles = new LinkedHashMap<>();
  private final Map<String, LongState> longs = new LinkedHashMap<>();
  private int capacity;

  /** The column of that name, made if there is none. */
  public DoubleColumn doubles(String name, double initial) {
    return doubles.computeIfAbsent(name, n -> {
      DoubleState made = new DoubleState(initial);
      made.grow(capacity);
      return made;
    });
  }

  /** The column of that name, made if there is none. */
  public LongColumn longs(String name, long initial) {
    return longs.computeIfAbsent(name, n -> {
      LongState made = new LongState(initial);
      made.grow(capacity);
      return made;
    });
  }

  /** Makes room for rows. */
  public void grow(int newCapacity) {
    capacity = Math.max(capacity, newCapacity);
    doubles.values().forEach(column -> column.grow(capacity));
    longs.values().forEach(column -> column.grow(capacity));
  }

  /** Gives a row its initial values. */
  public void reset(int row) {
    doubles.values().forEach(column -> column.reset(row));
    longs.values().forEach(column -> column.reset(row));
  }

  /** Takes over a row of another stage's memory, column by column of the same name. */
  public void copyRow(StageState from, int fromRow, int row) {
    doubles.forEach((name, column) -> {
      DoubleState source = from.doubles.get(name);
      if (source != null) {
        column.set(row, source.get(fromRow));
      }
    });
    longs.forEach((name, column) -> {
      LongState source = from.longs.get(name);
      if (source != null) {
        column.set(row, source.get(fromRow));
      }
    });
  }
}
