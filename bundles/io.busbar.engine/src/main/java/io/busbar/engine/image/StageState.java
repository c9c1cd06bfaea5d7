package io.busbar.engine.image;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of one stage: columns by name. It belongs to the engine, so it outlives the filter object, the filter's
 * bundle, and, copied by name, an edit of the template; what is durable also a restart. Shard's thread only.
 */
public final class StageState {
  private final Map<String, DoubleState> doubles = new LinkedHashMap<>();
  private final Map<String, LongState> longs = new LinkedHashMap<>();
  private int capacity;

  /** The column of that name, made if there is none. */
  public DoubleColumn doubles(String name, double initial, boolean durable) {
    return declare(doubles.computeIfAbsent(name, n -> new DoubleState(n, initial)), durable);
  }

  /** The column of that name, made if there is none. */
  public LongColumn longs(String name, long initial, boolean durable) {
    return declare(longs.computeIfAbsent(name, n -> new LongState(n, initial)), durable);
  }

  private <T extends StateColumn> T declare(T column, boolean durable) {
    column.grow(capacity);
    column.declared(true);
    if (durable) {
      column.makeDurable();
    }
    return column;
  }

  /** Another filter declares columns from now on; the others keep their values until it is clear that nobody wants them. */
  public void undeclare() {
    doubles.values().forEach(column -> column.declared(false));
    longs.values().forEach(column -> column.declared(false));
  }

  /**
   * Columns to be stored.
   *
   * @param all also those that no filter has asked for yet
   */
  public List<StateColumn> durable(boolean all) {
    List<StateColumn> found = new ArrayList<>();
    addDurable(doubles.values(), all, found);
    addDurable(longs.values(), all, found);
    return found;
  }

  private static void addDurable(Collection<? extends StateColumn> columns, boolean all, List<StateColumn> to) {
    for (StateColumn column : columns) {
      if (column.isDurable() && (all || column.isDeclared())) {
        to.add(column);
      }
    }
  }

  /** Sets a row's value as it was stored; the filter may come later. */
  public void restore(int row, char type, String name, long initialBits, long bits) {
    StateColumn column = type == 'd'
        ? doubles.computeIfAbsent(name, n -> new DoubleState(n, Double.longBitsToDouble(initialBits)))
        : longs.computeIfAbsent(name, n -> new LongState(n, initialBits));
    column.grow(capacity);
    if (!column.isDeclared()) {
      column.makeDurable();
    }
    column.put(row, bits);
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
