package io.busbar.engine.image;

import io.busbar.api.filter.FormerColumns;
import org.jspecify.annotations.Nullable;

/**
 * A row of memory that another version of a filter has written.
 *
 * @param all whether all columns count, else those that the filter of the moment has not declared
 */
record FormerRow(StageState state, int row, boolean all) implements FormerColumns {
  @Override
  public boolean has(String name) {
    return state.any(name, all) != null;
  }

  @Override
  public double number(String name, double otherwise) {
    StateColumn column = state.any(name, all);
    return column == null ? otherwise : column instanceof DoubleState ? Double.longBitsToDouble(column.bits(row)) : column.bits(row);
  }

  @Override
  public long whole(String name, long otherwise) {
    @Nullable StateColumn column = state.any(name, all);
    return column == null ? otherwise : column instanceof DoubleState ? Math.round(Double.longBitsToDouble(column.bits(row))) : column.bits(row);
  }
}
