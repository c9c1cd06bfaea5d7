package io.busbar.driver.modbus.plan;

import io.busbar.driver.modbus.codec.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What one request reads.
 *
 * @param table which
 * @param start offset of the first cell
 * @param count registers or bits, within the standard's limit for the table
 * @param everyNs period, ns; {@link #ON_DEMAND} for what is read only at a start, after a loss and on interrogation
 * @param items values in it, by offset
 */
public record Block(Table table, int start, int count, long everyNs, List<Item> items) {
  /** Not polled periodically. */
  public static final long ON_DEMAND = 0;

  /** Copies the list. */
  public Block {
    items = List.copyOf(items);
  }

  /** Bytes of data in the reply. */
  public int dataBytes() {
    return table.isBits() ? (count + 7) / 8 : 2 * count;
  }

  /** Whether it can be read in smaller parts. */
  public boolean isDivisible() {
    return items.size() > 1 && items.get(0).offset() != items.get(items.size() - 1).offset();
  }

  /**
   * Two blocks with half of the values each, cut between values; each reads only what its values need. Where the
   * halves' values overlap, so do the requests.
   */
  public List<Block> halves() {
    int middle = items.size() / 2;
    int up = middle;
    while (up < items.size() && items.get(up).offset() == items.get(up - 1).offset()) {
      up++;
    }
    int cut = up;
    if (up == items.size()) {
      cut = middle;
      while (items.get(cut).offset() == items.get(cut - 1).offset()) {
        cut--;
      }
    }
    List<Block> halves = new ArrayList<>();
    halves.add(of(table, everyNs, items.subList(0, cut)));
    halves.add(of(table, everyNs, items.subList(cut, items.size())));
    return halves;
  }

  static Block of(Table table, long everyNs, List<Item> items) {
    int start = items.get(0).offset();
    int end = start;
    for (Item item : items) {
      end = Math.max(end, item.end());
    }
    return new Block(table, start, end - start, everyNs, items);
  }

  /** For people: {@code holding 100 to 109}. */
  public String words() {
    return table.word() + " " + start + (count == 1 ? "" : " to " + (start + count - 1));
  }
}
