package io.busbar.filter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFiltersTest {
  private static SampleBatch text(String text) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(0, batch.blobs.add(text), Quality.GOOD, 5, TimeQuality.POLL, 5);
    return batch;
  }

  @Test
  void enum_labels_what_it_knows_and_marks_what_it_does_not() {
    StageHarness stage = StageHarness.of(new EnumFilter()).inputs(Kind.INT64)
        .mapping("map", Map.of("0", "off", "0x10", "running")).start();
    assertThat(stage.output().labels()).containsEntry(16L, "running").containsEntry(0L, "off");
    List<Emitted> out = stage.send(0, 16).send(0, 7).take();
    assertThat(out).extracting(Emitted::quality).containsExactly(Quality.GOOD, Quality.INVALID | Quality.OUT_OF_RANGE);
    StageHarness keep = StageHarness.of(new EnumFilter()).inputs(Kind.DOUBLE).mapping("map", Map.of("1", "on"))
        .argument("default", "keep").start();
    assertThat(keep.send(0, 1.5).take().get(0).quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void enum_mistakes_are_told() {
    assertThat(StageHarness.of(new EnumFilter()).mapping("map", Map.of("x", "on")).problems()).extracting(Problem::code).contains("not-a-number");
    assertThat(StageHarness.of(new EnumFilter()).inputs(Kind.TEXT).mapping("map", Map.of("1", "on")).problems()).extracting(Problem::code)
        .contains("filter-kind");
  }

  @Test
  void select_and_remove_divide_a_stream_and_never_leave_bad_news_out() {
    StageHarness select = StageHarness.of(new SelectFilter()).argument("x > 5").start();
    StageHarness remove = StageHarness.of(new RemoveFilter()).argument("x > 5").start();
    for (StageHarness stage : List.of(select, remove)) {
      stage.send(0, 3).send(0, 7).send(0, 3, Quality.INVALID);
    }
    assertThat(select.take()).extracting(Emitted::number).containsExactly(7.0, 3.0);
    assertThat(remove.take()).extracting(Emitted::number).containsExactly(3.0, 3.0);
    assertThat(select.dropped()).isEqualTo(1);
    assertThat(StageHarness.of(new SelectFilter()).argument("x >").problems()).extracting(Problem::code).contains("bad-formula");
  }

  @Test
  void select_looks_at_other_points_once_they_have_a_value() {
    StageHarness stage = StageHarness.of(new SelectFilter()).argument("breaker == 2").start();
    assertThat(stage.send(0, 1).take()).hasSize(1);
    stage.point("breaker", 0, 1, Quality.GOOD);
    assertThat(stage.send(0, 1).take()).isEmpty();
    stage.point("breaker", 0, 2, Quality.GOOD);
    assertThat(stage.send(0, 1).take()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', value = {"0#a", "1#b c", "2#''", "3#d", "-1#d", "-4#a"})
  void split_takes_a_field_from_either_end(int field, String expected) {
    StageHarness stage = StageHarness.of(new SplitFilter()).inputs(Kind.TEXT).argument(";").argument(Integer.toString(field)).start();
    assertThat(stage.sendBatch(0, text("a; b c ;;d")).take().get(0).text()).isEqualTo(expected);
  }

  @Test
  void split_of_a_field_that_is_not_there_is_invalid() {
    StageHarness stage = StageHarness.of(new SplitFilter()).inputs(Kind.TEXT).argument(";").argument("2").start();
    assertThat(stage.sendBatch(0, text("a;b")).take().get(0).quality()).isEqualTo(Quality.INVALID | Quality.INCONSISTENT);
    assertThat(stage.sendBatch(0, text("")).take().get(0).quality()).isEqualTo(Quality.INVALID | Quality.INCONSISTENT);
    assertThat(StageHarness.of(new SplitFilter()).inputs(Kind.TEXT).argument(";;").argument("0").problems()).extracting(Problem::code)
        .contains("bad-separator");
  }

  @Test
  void join_writes_numbers_with_leading_zeros() {
    StageHarness stage = StageHarness.of(new JoinFilter()).inputs(Kind.INT64, Kind.INT64, Kind.UINT64).argument("-").argument("2").start();
    stage.sendBits(0, 0, 2026, Quality.GOOD, 1).sendBits(1, 0, -3, Quality.GOOD, 1);
    assertThat(stage.take()).allMatch(sample -> Quality.isInvalid(sample.quality()));
    Emitted out = stage.sendBits(2, 0, -1, Quality.QUESTIONABLE, 1).take().get(0);
    assertThat(out.text()).isEqualTo("2026--03-18446744073709551615");
    assertThat(out.quality()).isEqualTo(Quality.QUESTIONABLE);
  }
}
