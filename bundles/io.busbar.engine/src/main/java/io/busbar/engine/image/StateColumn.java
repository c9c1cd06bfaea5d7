package io.busbar.engine.image;

import org.jspecify.annotations.Nullable;

/** A column of filter memory as bits, for those who carry and store it. Shard's thread only, but for new rows. */
public abstract class StateColumn {
  private final String name;
  private @Nullable ChangedPages changes;
  private int page;
  private boolean durable;
  private boolean declared;

  StateColumn(String name) {
    this.name = name;
  }

  /** Name, unique in the stage among columns of its type. */
  public final String name() {
    return name;
  }

  /** {@code d} for doubles, {@code l} for longs, {@code i} for whole numbers of 32 bits. */
  public abstract char type();

  /** Value of a row. */
  public abstract long bits(int row);

  /** Value of a new row. */
  public abstract long initialBits();

  abstract void put(int row, long bits);

  abstract void grow(int capacity);

  /** Takes a value over: a change, if it is another one. */
  final void take(int row, long bits) {
    if (bits(row) != bits) {
      put(row, bits);
      changed(row);
    }
  }

  final void reset(int row) {
    put(row, initialBits());
  }

  final void makeDurable() {
    durable = true;
  }

  final boolean isDurable() {
    return durable;
  }

  /** From now on its changes are changes of a page of the row. */
  public final void place(ChangedPages pages, int ownPage) {
    changes = pages;
    page = ownPage;
  }

  /** Whether the filter of the moment has asked for it. */
  final boolean isDeclared() {
    return declared;
  }

  final void declared(boolean now) {
    declared = now;
  }

  final void changed(int row) {
    ChangedPages told = changes;
    if (told != null) {
      told.mark(row, page);
    }
  }
}
