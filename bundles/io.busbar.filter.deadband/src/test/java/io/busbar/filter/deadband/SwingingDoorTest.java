package io.busbar.filter.deadband;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.data.Quality;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SwingingDoorTest {
  private static final long SECOND = 1_000_000_000L;

  private static StageHarness stage(String dev, String minTime, String maxTime) {
    return StageHarness.of(new SwingingDoorFilter()).argument(dev).argument(minTime).argument(maxTime).start();
  }

  @Test
  void a_straight_line_gives_its_ends_only() {
    StageHarness stage = stage("0.1", "0s", "1h");
    for (int t = 0; t <= 100; t++) {
      stage.sendAt(t * SECOND, 0, 3 * t);
    }
    stage.sendAt(101 * SECOND, 0, 0);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(0.0, 300.0);
  }

  @Test
  void interpolation_between_what_is_sent_never_deviates_by_more_than_dev() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      double dev = 0.1 + random.nextDouble() * 5;
      StageHarness stage = stage(Double.toString(dev), "0s", "2min");
      TreeMap<Long, Double> seen = new TreeMap<>();
      List<Emitted> sent = new ArrayList<>();
      double x = 0;
      for (long t = 0; t < 2_000; t += 1 + random.nextInt(5)) {
        x += random.nextGaussian();
        seen.put(t * SECOND, x);
        stage.sendAt(t * SECOND, 0, x);
      }
      stage.advanceTo(3_000 * SECOND);
      sent.addAll(stage.take());
      TreeMap<Long, Double> kept = new TreeMap<>();
      sent.forEach(s -> kept.put(s.sourceNs(), s.number()));
      assertThat(kept).hasSizeLessThan(seen.size()).containsKeys(seen.firstKey(), seen.lastKey());
      for (var point : seen.entrySet()) {
        var before = kept.floorEntry(point.getKey());
        var after = kept.ceilingEntry(point.getKey());
        double share = after.getKey().equals(before.getKey()) ? 0
            : (double) (point.getKey() - before.getKey()) / (after.getKey() - before.getKey());
        double line = before.getValue() + share * (after.getValue() - before.getValue());
        assertThat(line).as("seed %d at %d", seed, point.getKey()).isCloseTo(point.getValue(), within(dev * (1 + 1e-9)));
      }
      assertThat(sent).extracting(Emitted::sourceNs).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
      assertThat(sent.size() + stage.dropped()).as("seed %d: each sample is sent or counted", seed).isEqualTo(seen.size());
    }
  }

  @Test
  void a_quality_change_sends_the_held_sample_and_the_changed_one() {
    StageHarness stage = stage("10", "0s", "1h");
    stage.sendAt(0, 0, 1).sendAt(SECOND, 0, 2).sendAt(2 * SECOND, 0, 3);
    stage.take();
    stage.advanceTo(3 * SECOND).send(0, 4, Quality.INVALID);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(3.0, 4.0);
  }

  @Test
  void a_held_sample_waits_no_longer_than_max_time_and_keeps_its_own_time() {
    StageHarness stage = stage("10", "0s", "60s");
    stage.sendAt(0, 0, 1).sendAt(SECOND, 0, 2);
    stage.take();
    stage.advanceTo(60 * SECOND);
    assertThat(stage.take()).isEmpty();
    stage.advanceTo(61 * SECOND);
    assertThat(stage.take()).extracting(Emitted::sourceNs).containsExactly(SECOND);
  }

  @Test
  void the_held_sample_survives_an_update_of_the_bundle() {
    StageHarness stage = stage("10", "0s", "60s");
    stage.sendAt(0, 0, 1).sendAt(SECOND, 0, 2);
    stage.take();
    stage.swap().advanceTo(100 * SECOND);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(2.0);
  }

  @Test
  void the_held_sample_survives_a_restart_and_goes_out_before_the_next_or_after_max_time() {
    StageHarness stage = stage("10", "0s", "60s");
    stage.sendAt(0, 0, 1).sendAt(SECOND, 0, 2);
    stage.take();
    stage.restart().sendAt(2 * SECOND, 0, 3);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(2.0, 3.0);
    stage.sendAt(3 * SECOND, 0, 4).restart().advanceTo(62 * SECOND);
    assertThat(stage.take()).isEmpty();
    stage.advanceTo(64 * SECOND);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(4.0);
  }

  @Test
  void times_that_stand_still_or_go_back_are_dropped_and_counted() {
    StageHarness stage = stage("0.1", "0s", "1h");
    stage.advanceTo(10 * SECOND).send(0, 1).send(0, 5);
    stage.sendBits(0, 0, Double.doubleToRawLongBits(7), Quality.GOOD, 3 * SECOND);
    assertThat(stage.take()).hasSize(1);
    assertThat(stage.dropped()).isEqualTo(2);
  }
}
