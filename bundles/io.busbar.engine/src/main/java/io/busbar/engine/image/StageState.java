package io.busbar.engine.image;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.FormerColumns;
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
  private boolean newcomers;

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
      newcomers = true;
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
    newcomers = false;
    columns.forEach(column -> column.declared(false));
  }

  /** Whether the filter of the moment has other columns than the one before: some were not there, and some are not asked for any more. */
  public boolean isOfAnotherVersion() {
    return newcomers && columns.stream().anyMatch(column -> !column.isDeclared());
  }

  /** Whether it has a column that the other has not, and the other one that it has not. */
  public boolean isOfAnotherVersionThan(StageState other) {
    return lacks(other) && other.lacks(this);
  }

  private boolean lacks(StageState other) {
    return other.columns.stream().anyMatch(column -> column.isDeclared() && find(column.type(), column.name()) == null);
  }

  /** What a row has in columns that the filter of the moment has not declared, or, of another stage's memory, in all. */
  public FormerColumns former(int row, boolean all) {
    return new FormerRow(this, row, all);
  }

  /** Rows that there is room for. */
  public int capacity() {
    return capacity;
  }

  /** The column of that name, of any type; null if there is none or, where only former ones are wanted, if it is declared. */
  @Nullable StateColumn any(String name, boolean all) {
    return columns.stream().filter(column -> column.name().equals(name) && (all || !column.isDeclared())).findFirst().orElse(null);
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
