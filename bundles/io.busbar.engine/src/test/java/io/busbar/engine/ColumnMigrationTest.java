package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.FormerColumns;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** New code of a filter takes over the columns of the old, also where they mean something else. */
class ColumnMigrationTest {
  private final MemorySampleJournal journal = new MemorySampleJournal();
  private Rig rig = new Rig(journal);
  private final FilterFactory first = tallies(Kind.DOUBLE, context -> {
    LongColumn count = context.longs("count", 0, true);
    return row -> {
      count.set(row, count.get(row) + 1);
      return count.get(row);
    };
  });

  /** Counts in tenths: {@code count} of the first version becomes {@code tenths.2}. */
  private static final class Tenths implements Filter {
    private final DoubleColumn tenths;
    private final LongColumn migrated;

    Tenths(StageContext context) {
      tenths = context.doubles("tenths.2", 0, true);
      migrated = context.longs("migrated.2", 0, true);
    }

    @Override
    public void onMigrate(int row, FormerColumns former) {
      assertThat(former.has("count")).isTrue();
      assertThat(former.has("tenths.2")).isFalse();
      assertThat(former.whole("nothing", 7)).isEqualTo(7);
      tenths.set(row, former.number("count", 0) / 10);
      migrated.set(row, former.whole("count", 0));
    }

    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        int row = in.point[i];
        tenths.set(row, tenths.get(row) + 0.125);
        out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(tenths.get(row));
      }
    }
  }

  private interface Tally {
    double next(int row);
  }

  private static FilterFactory tallies(Kind output, java.util.function.Function<StageContext, Tally> make) {
    return TestFilters.factory("tallies", List.of(), output, context -> {
      Tally tally = make.apply(context);
      return (input, in, out) -> {
        for (int i = 0; i < in.size(); i++) {
          int at = out.addRow(in, i);
          out.bits[at] = Double.doubleToRawLongBits(tally.next(in.point[i]));
        }
      };
    });
  }

  private static FilterFactory second() {
    return TestFilters.factory("tallies", List.of(), Kind.DOUBLE, Tenths::new);
  }

  private static SiteModel model() {
    return Models.site("oak").channel("bus1", "scripted").point("relay", "n", "double", PublishClass.EVENT, "tallies")
        .device("A", "relay", "bus1").device("B", "relay", "bus1").build();
  }

  private void begin() {
    journal.commitAtOnce(false);
    rig.engine.model().add(first);
    rig.apply(model());
    rig.send("A", "n", 0, 0, 0, 0, 0);
    rig.send("B", "n", 0, 0);
    journal.commit();
    rig.crew.run();
  }

  @Test
  void anUpdateWhileFlowsRunMigratesEachRowOnceAndTheNextRestartFindsTheNewColumns() {
    begin();
    FilterFactory next = second();
    rig.engine.model().add(next);
    rig.engine.model().remove(first);
    rig.crew.run();
    rig.send("A", "n", 0);
    journal.commit();
    assertThat(rig.published("A", "n")).endsWith(5.0, 0.625);
    FilterFactory third = second();
    rig.engine.model().add(third);
    rig.engine.model().remove(next);
    rig.crew.run();
    rig.send("A", "n", 0);
    rig.send("B", "n", 0);
    journal.commit();
    assertThat(rig.published("A", "n")).as("the same version again does not migrate again").endsWith(0.625, 0.75);
    assertThat(rig.published("B", "n")).endsWith(2.0, 0.325);

    restart(second());
    rig.send("A", "n", 0);
    journal.commit();
    assertThat(rig.published("A", "n")).endsWith(0.75, 0.875);
  }

  @Test
  void whatTheOldVersionHasStoredIsMigratedWhenTheNewOneStartsWithIt() {
    begin();
    restart(second());
    rig.send("B", "n", 0);
    rig.send("A", "n", 0);
    journal.commit();
    assertThat(rig.published("A", "n")).endsWith(5.0, 0.625);
    assertThat(rig.published("B", "n")).endsWith(2.0, 0.325);
    restart(second());
    rig.send("A", "n", 0);
    journal.commit();
    assertThat(rig.published("A", "n")).endsWith(0.625, 0.75);
  }

  @Test
  void anUpdateThatDiesBeforeItsFirstCommitIsMigratedByTheNextStart() {
    begin();
    rig.engine.model().add(second());
    rig.engine.model().remove(first);
    rig.crew.run();
    rig.send("A", "n", 0);
    restart(second());
    rig.send("A", "n", 0);
    journal.commit();
    assertThat(rig.published("A", "n")).endsWith(5.0, 0.625);
  }

  private void restart(FilterFactory filter) {
    journal.crash();
    rig = new Rig(journal);
    rig.engine.model().add(filter);
    rig.apply(model());
  }
}
