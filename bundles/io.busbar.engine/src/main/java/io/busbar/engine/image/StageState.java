package io.busbar.engine.image;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one stage: columns by name. It belongs to the engine, so it outlives the filter object, the filter's
 * bundle, and, copied by name, an edit of the template; what is durable also a restart. Shard's thread only.
 */
public final class StageState {
  private static final char DOUBLES = 'd';
  private static final char LONGS = 'l';
  private static final char INTS = 'i';

  private final List<StateColumn> columns = new ArrayList<>(0);
  private int capacity;

  /** The column of that name, made if there is none. */
  public DoubleColumn doubles(String name, double initial, boolean durable) {
    return declare((DoubleState) column(DOUBLES, name, Double.doubleToRawLongBits(initial)), durable);
  }

  /** The column of that name, made if there is none. */
  public LongColumn longs(String name, long initial, boolean durable) {
    return declare((LongState) column(LONGS, name, initial), durable);
  }

  /** The column of that name, of 32 bits, made if there is none. */
  public LongColumn ints(String name, int initial, boolean durable) {
    return declare((IntState) column(INTS, name, initial), durable);
  }

  private StateColumn column(char type, String name, long initialBits) {
    StateColumn found = find(type, name);
    if (found == null) {
      found = switch (type) {
        case DOUBLES -> new DoubleState(name, Double.longBitsToDouble(initialBits));
        case INTS -> new IntState(name, (int) initialBits);
        default -> new LongState(name, initialBits);
      };
      columns.add(found);
    }
    return found;
  }

  private @Nullable StateColumn find(char type, String name) {
    for (StateColumn column : columns) {
      if (column.type() == type && column.name().equals(name)) {
        return column;
      }
    }
    return null;
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
    columns.forEach(column -> column.declared(false));
  }

  /**
   * Columns to be stored.
   *
   * @param all also those that no filter has asked for yet
   */
  public List<StateColumn> durable(boolean all) {
    List<StateColumn> found = new ArrayList<>();
    for (StateColumn column : columns) {
      if (column.isDurable() && (all || column.isDeclared())) {
        found.add(column);
      }
    }
    return found;
  }

  /** Sets a row's value as it was stored; the filter may come later. */
  public void restore(int row, char type, String name, long initialBits, long bits) {
    StateColumn column = column(type, name, initialBits);
    column.grow(capacity);
    if (!column.isDeclared()) {
      column.makeDurable();
    }
    column.put(row, bits);
  }

  /** Makes room for rows. */
  public void grow(int newCapacity) {
    capacity = Math.max(capacity, newCapacity);
    columns.forEach(column -> column.grow(capacity));
  }

  /** Gives a row its initial values. */
  public void reset(int row) {
    columns.forEach(column -> column.reset(row));
  }

  /** Takes over a row of another stage's memory, column by column of the same name and type. */
  public void copyRow(StageState from, int fromRow, int row) {
    for (StateColumn column : columns) {
      StateColumn source = from.find(column.type(), column.name());
      if (source != null) {
        column.take(row, source.bits(fromRow));
      }
    }
  }
}
