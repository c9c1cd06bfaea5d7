package io.busbar.filter.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuirksFiltersTest {
  private static final long SECOND = 1_000_000_000L;

  private static StageHarness stage(FilterFactory filter, int inputs, Kind kind, String... arguments) {
    Kind[] kinds = new Kind[inputs];
    Arrays.fill(kinds, kind);
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kinds);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static Emitted result(StageHarness stage, long... values) {
    for (int k = 0; k < values.length; k++) {
      stage.sendBits(k, 0, values[k], Quality.GOOD, stage.nowNs());
    }
    List<Emitted> out = stage.take();
    return out.get(out.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({"0xFFFF 0x8000,65535,true", "0xFFFF 0x8000,32768,true", "0xFFFF,32768,false", "uint16,65535,true", "int16,-32768,true",
      "int16,32768,true",
      "int16,-1,false", "int32,-2147483648,true", "uint64,-1,true", "-9999,-9999,true"})
  void sentinels_mean_no_value(String sentinels, long value, boolean none) {
    Emitted out = stage(new NotAvailableFilter(), 1, Kind.INT64, sentinels).sendBits(0, 0, value, Quality.GOOD, 0).take().get(0);
    assertThat(out.quality()).isEqualTo(none ? Quality.INVALID | Quality.NOT_AVAILABLE : Quality.GOOD);
    assertThat(out.bits()).as("the pattern is still seen").isEqualTo(value);
  }

  @Test
  void sentinels_of_floats() {
    StageHarness stage = stage(new NotAvailableFilter(), 1, Kind.FLOAT32, "float -9999.5");
    List<Emitted> out = stage.send(0, Double.NaN).send(0, -9999.5).send(0, 1).take();
    assertThat(out).extracting(sample -> Quality.isInvalid(sample.quality())).containsExactly(true, true, false);
    assertThat(StageHarness.of(new NotAvailableFilter()).argument("uint61").problems()).extracting(Problem::message)
        .anyMatch(message -> message.contains("Did you mean \"uint16\"?") || message.contains("Did you mean \"uint64\"?"));
  }

  @Test
  void a_test_is_known_by_quality_cause_and_switch() {
    StageHarness drop = stage(new TestModeFilter(), 1, Kind.BOOLEAN);
    drop.send(0, 1, Quality.TEST).send(0, 0);
    SampleBatch caused = new SampleBatch(1);
    caused.cause[caused.add(0, 1, Quality.GOOD, 0, TimeQuality.SYNCHRONISED, 0)] = (byte) (Cause.SPONTANEOUS | Cause.TEST);
    drop.sendBatch(0, caused);
    assertThat(drop.take()).hasSize(1);
    assertThat(drop.dropped()).isEqualTo(2);
    StageHarness mark = stage(new TestModeFilter(), 1, Kind.BOOLEAN, "mark", "testSwitch == 1");
    mark.send(0, 1).point("testSwitch", 0, 1, Quality.GOOD).send(0, 1).point("testSwitch", 0, 0, Quality.GOOD).send(0, 1);
    assertThat(mark.take()).extracting(Emitted::quality).containsExactly(Quality.GOOD, Quality.QUESTIONABLE | Quality.TEST, Quality.GOOD);
  }

  /** Against java.time for each hour of four years in a zone with summer time. */
  @Test
  void time_of_registers_in_a_zone_with_summer_time() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    StageHarness stage = stage(new AssembleTimeFilter(), 6, Kind.INT64, "Europe/Berlin");
    LocalDateTime from = LocalDateTime.of(2023, 1, 1, 0, 30);
    for (int hour = 0; hour < 4 * 366 * 24; hour += 7) {
      LocalDateTime at = from.plusHours(hour);
      Emitted out = result(stage, at.getYear() - 2000, at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond());
      int offsets = berlin.getRules().getValidOffsets(at).size();
      assertThat(out.quality() & Quality.VALIDITY_MASK).as(at.toString())
          .isEqualTo(offsets == 1 ? Quality.GOOD : offsets == 0 ? Quality.INVALID : Quality.QUESTIONABLE);
      if (offsets > 0) {
        assertThat(out.number()).as(at.toString()).isEqualTo(at.atZone(berlin).toEpochSecond());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2026,2,29", "2026,13,1", "2026,4,31", "2100,2,29", "26,0,1"})
  void dates_that_there_are_not(long year, long month, long day) {
    assertThat(result(stage(new AssembleTimeFilter(), 6, Kind.INT64), year, month, day, 0, 0, 0).quality())
        .isEqualTo(Quality.INVALID | Quality.INCONSISTENT);
  }

  @Test
  void the_repeated_and_the_left_out_hour_and_the_difference_to_the_gateway() {
    StageHarness stage = stage(new AssembleTimeFilter(), 6, Kind.INT64, "Europe/Berlin");
    Emitted twice = result(stage, 2026, 10, 25, 2, 30, 0);
    assertThat(twice.quality()).isEqualTo(Quality.QUESTIONABLE | Quality.INACCURATE);
    assertThat(twice.number()).isEqualTo(Instant.parse("2026-10-25T00:30:00Z").getEpochSecond());
    assertThat(Quality.isInvalid(result(stage, 2026, 3, 29, 2, 30, 0).quality())).isTrue();
    StageHarness difference = stage(new AssembleTimeFilter(), 7, Kind.INT64, "UTC", "true");
    difference.advanceTo(Instant.parse("2026-03-29T12:00:00Z").getEpochSecond() * SECOND);
    assertThat(result(difference, 26, 3, 29, 13, 0, 0, 250).number()).isCloseTo(3_600.25, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"binary,17,0,17", "bcd,0x17,0,17", "bcd,0x17,-9,8", "gray,0x19,0,17", "gray,0x3,0,2", "binary,1,-9,-8"})
  void tap_positions(String code, String raw, String offset, long expected) {
    Emitted out = result(stage(new TapPositionFilter(), 1, Kind.INT64, code, offset), Long.decode(raw));
    assertThat(out.number()).isEqualTo(expected);
    assertThat(out.quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void a_tap_changer_moves_and_has_impossible_codes() {
    Emitted moving = result(stage(new TapPositionFilter(), 2, Kind.INT64, "binary"), 5, 1);
    assertThat(moving.bits()).isEqualTo(0x105);
    assertThat(moving.quality()).isEqualTo(Quality.QUESTIONABLE | Quality.IN_TRANSIT);
    assertThat(result(stage(new TapPositionFilter(), 1, Kind.INT64, "bcd"), 0x1A).quality()).isEqualTo(Quality.INVALID | Quality.OUT_OF_RANGE);
    assertThat(result(stage(new TapPositionFilter(), 1, Kind.INT64, "binary"), 64).quality()).isEqualTo(Quality.INVALID | Quality.OUT_OF_RANGE);
  }

  @Test
  void gray_code_counts_as_reflected_binary() {
    for (long n = 0; n < 64; n++) {
      assertThat(result(stage(new TapPositionFilter(), 1, Kind.INT64, "gray"), n ^ (n >> 1)).number()).isEqualTo(n);
    }
  }

  private static List<Emitted> record(StageHarness stage, long number, long value, long seconds, long milli) {
    long[] inputs = {number, value, seconds, milli};
    for (int k = 0; k < inputs.length; k++) {
      stage.sendBits(k, 0, inputs[k], Quality.GOOD, stage.nowNs());
    }
    return stage.take();
  }

  @Test
  void event_records_are_told_once_in_order_and_a_jump_is_said() {
    StageHarness stage = stage(new EventRecordsFilter(), 4, Kind.INT64, "0x00F0");
    stage.advanceTo(SECOND);
    List<Emitted> first = record(stage, 65_535, 0x57, 1_700_000_000L, 250);
    assertThat(first).hasSize(1);
    assertThat(first.get(0).cause()).isEqualTo(Cause.INITIALISED);
    stage.advanceTo(2 * SECOND);
    List<Emitted> next = record(stage, 0, 0x67, 1_700_000_001L, 500);
    assertThat(next).extracting(Emitted::bits).contains(6L);
    assertThat(next.get(next.size() - 1).quality()).as("a rollover is no loss").isEqualTo(Quality.GOOD);
    assertThat(next.get(next.size() - 1).sourceNs()).isEqualTo(1_700_000_001_500_000_000L);
    stage.restart().advanceTo(3 * SECOND);
    assertThat(record(stage, 0, 0x67, 1_700_000_001L, 500)).as("known from before the restart").isEmpty();
    stage.advanceTo(4 * SECOND);
    List<Emitted> jumped = record(stage, 5, 0x10, 1_700_000_009L, 0);
    assertThat(jumped.get(jumped.size() - 1).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OVERFLOW);
  }

  @Test
  void a_recloser_that_succeeds_and_one_that_locks_out() {
    StageHarness stage = stage(new RecloseSequenceFilter(), 1, Kind.BOOLEAN, "40s", "60s");
    stage.sendAt(0, 0, 1).sendAt(10 * SECOND, 0, 0).sendAt(11 * SECOND, 0, 1).advanceTo(71 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(0L, 1L, 0L);
    assertThat(out.get(2).sourceNs()).isEqualTo(71 * SECOND);
    assertThat(out.get(2).timeQuality() & TimeQuality.INVENTED).isNotZero();
    long[] trips = {100, 105, 120, 130, 150};
    for (int i = 0; i < trips.length; i++) {
      stage.sendAt(trips[i] * SECOND, 0, i % 2);
    }
    stage.restart().advanceTo(190 * SECOND);
    assertThat(stage.take()).extracting(Emitted::bits).containsExactly(1L, 2L, 3L, 5L);
    stage.sendAt(300 * SECOND, 0, 1).advanceTo(360 * SECOND);
    assertThat(stage.take()).extracting(Emitted::bits).containsExactly(0L);
    stage.send(0, 0, Quality.INVALID).sendBits(0, 0, 0, Quality.GOOD, 5);
    assertThat(stage.take()).as("invalid and late events change nothing").isEmpty();
    assertThat(stage.output().labels()).containsEntry(5L, "lockout");
  }
}
