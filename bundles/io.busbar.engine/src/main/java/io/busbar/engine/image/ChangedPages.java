package io.busbar.engine.image;

import java.util.Arrays;

/**
 * Which pages of a pipeline's durable memory have changed since the last checkpoint. A page is the durable columns of some stages
 * for one row; pages are numbered by row. Shard's thread only; takes no memory once it has grown.
 */
public final class ChangedPages {
  private final int pagesPerRow;
  private boolean[] changed = new boolean[0];
  private int[] list = new int[16];
  private int count;

  /** Nothing has changed. */
  public ChangedPages(int pagesPerRow) {
    this.pagesPerRow = pagesPerRow;
  }

  /** Makes room for rows. */
  public void grow(int rows) {
    if (rows * pagesPerRow > changed.length) {
      changed = Arrays.copyOf(changed, rows * pagesPerRow);
    }
  }

  /** A page of a row has changed. */
  public void mark(int row, int page) {
    int at = row * pagesPerRow + page;
    if (!changed[at]) {
      changed[at] = true;
      if (count == list.length) {
        list = Arrays.copyOf(list, count * 2);
      }
      list[count++] = at;
    }
  }

  /** All pages of a row have changed. */
  public void markAll(int row) {
    for (int page = 0; page < pagesPerRow; page++) {
      mark(row, page);
    }
  }

  /** How many have changed. */
  public int count() {
    return count;
  }

  /** Row of one of them. */
  public int row(int i) {
    return list[i] / pagesPerRow;
  }

  /** Page, in its row, of one of them. */
  public int page(int i) {
    return list[i] % pagesPerRow;
  }

  /** From now on none has changed. */
  public void clear() {
    for (int i = 0; i < count; i++) {
      changed[list[i]] = false;
    }
    count = 0;
  }
}
