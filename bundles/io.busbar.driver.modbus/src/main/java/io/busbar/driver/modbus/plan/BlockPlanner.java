package io.busbar.driver.modbus.plan;

import io.busbar.driver.modbus.codec.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups values into requests: same table, same period, no gap wider than allowed, no request longer than allowed.
 * A value that is longer than {@code maxRegisters} by itself is read in one request all the same.
 *
 * @param maxRegisters most registers in one request, 1…125
 * @param maxBits most bits in one request, 1…2,000
 * @param maxGap cells that nobody wants but that are read to save a request; 0 joins only neighbours
 */
public record BlockPlanner(int maxRegisters, int maxBits, int maxGap) {
  /**
   * Plans.
   *
   * @param byPeriod values by period in ns
   */
  public List<Block> plan(Map<Long, List<Item>> byPeriod) {
    List<Block> blocks = new ArrayList<>();
    new TreeMap<>(byPeriod).forEach((everyNs, items) -> {
      Map<Table, List<Item>> byTable = new EnumMap<>(Table.class);
      for (Item item : items) {
        byTable.computeIfAbsent(item.cells().table(), t -> new ArrayList<>()).add(item);
      }
      byTable.forEach((table, of) -> join(table, everyNs, of, blocks));
    });
    return blocks;
  }

  private void join(Table table, long everyNs, List<Item> items, List<Block> blocks) {
    items.sort(Comparator.comparingInt(Item::offset).thenComparingInt(Item::end));
    int limit = Math.min(table.maxPerRequest(), table.isBits() ? maxBits : maxRegisters);
    List<Item> current = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (Item item : items) {
      boolean far = item.offset() - end > maxGap;
      boolean tooLong = Math.max(end, item.end()) - start > limit;
      if (!current.isEmpty() && (far || tooLong)) {
        blocks.add(Block.of(table, everyNs, current));
        current.clear();
      }
      if (current.isEmpty()) {
        start = item.offset();
        end = start;
      }
      current.add(item);
      end = Math.max(end, item.end());
    }
    if (!current.isEmpty()) {
      blocks.add(Block.of(table, everyNs, current));
    }
  }
}
