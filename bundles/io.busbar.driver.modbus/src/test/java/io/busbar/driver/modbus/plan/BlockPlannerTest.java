package io.busbar.driver.modbus.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.driver.modbus.codec.Addressing;
import io.busbar.driver.modbus.codec.Order;
import io.busbar.driver.modbus.codec.ReadGrammar;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Sentinels;
import io.busbar.driver.modbus.codec.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockPlannerTest {
  private static Item item(String read) {
    ReadTarget.Cells cells = (ReadTarget.Cells) new ReadGrammar(Addressing.UNSAID, Order.BIG).parse(read).value();
    return new Item(0, cells, Sentinels.NONE, read);
  }

  private static List<String> plan(BlockPlanner planner, String... reads) {
    List<Item> items = new ArrayList<>();
    for (String read : reads) {
      items.add(item(read));
    }
    return planner.plan(Map.of(1L, items)).stream().map(Block::words).toList();
  }

  @Test
  void joinsNeighboursOnly() {
    BlockPlanner planner = new BlockPlanner(125, 2000, 0);
    assertThat(plan(planner, "holding 2 uint32", "holding 0 uint32", "holding 5", "input 4", "coil 1", "coil 2"))
        .containsExactly("coil 1 to 2", "input 4", "holding 0 to 3", "holding 5");
  }

  @Test
  void joinsOverAllowedGaps() {
    assertThat(plan(new BlockPlanner(125, 2000, 3), "holding 0", "holding 4", "holding 9")).containsExactly("holding 0 to 4", "holding 9");
  }

  @Test
  void neverSplitsAValueAndKeepsTheLimit() {
    BlockPlanner planner = new BlockPlanner(5, 2000, 0);
    assertThat(plan(planner, "holding 0 uint32", "holding 2 uint32", "holding 4 uint32", "holding 6 uint32"))
        .containsExactly("holding 0 to 3", "holding 4 to 7");
    assertThat(plan(planner, "holding 0 string 20")).as("longer than the limit by itself").containsExactly("holding 0 to 9");
  }

  @Test
  void readsARegisterOnceForManyPoints() {
    assertThat(plan(new BlockPlanner(125, 2000, 0), "holding 0 bit 0", "holding 0 bit 1", "holding 0 uint32")).containsExactly("holding 0 to 1");
  }

  @Test
  void everyPlanCoversEveryValueWholeWithinTheLimits() {
    Random random = new Random(4);
    for (int run = 0; run < 500; run++) {
      BlockPlanner planner = new BlockPlanner(4 + random.nextInt(122), 2000, random.nextInt(10));
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        items.add(item("holding " + random.nextInt(300) + " " + new String[] {"uint16", "uint32", "float64"}[random.nextInt(3)]));
      }
      List<Block> blocks = planner.plan(Map.of(1L, items));
      assertThat(blocks.stream().mapToInt(b -> b.items().size()).sum()).isEqualTo(40);
      blocks.forEach(block -> check(block, planner.maxRegisters()));
      blocks.stream().filter(Block::isDivisible).forEach(block -> {
        List<Block> halves = block.halves();
        assertThat(halves).hasSize(2);
        assertThat(halves.stream().mapToInt(b -> b.items().size()).sum()).isEqualTo(block.items().size());
        halves.forEach(half -> check(half, planner.maxRegisters()));
      });
    }
  }

  private static void check(Block block, int limit) {
    assertThat(block.table()).isEqualTo(Table.HOLDING);
    assertThat(block.count()).isLessThanOrEqualTo(limit);
    for (Item item : block.items()) {
      assertThat(item.offset()).isGreaterThanOrEqualTo(block.start());
      assertThat(item.end()).isLessThanOrEqualTo(block.start() + block.count());
    }
  }
}
