package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.test.filters.Examples.Example;
import io.busbar.testkit.FilterConformance;
import io.busbar.testkit.RandomSamples;
import io.busbar.testkit.StageHarness;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every filter owes, checked on its own example. */
class ConformanceTest {
  private static final int SEEDS = 8;
  private static final int ROUNDS = 2_000;
  private static final int MOST_BYTES = 16 * 1024;

  static Stream<Example> examples() {
    return FilterSets.inProcess().stream().map(Examples::of);
  }

  private static StageHarness start(Example example) {
    return StageHarness.of(example.filter()).inputs(example.inputs().toArray(new Kind[0])).as(example.stage()).rows(FilterConformance.ROWS).start();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void resultsDoNotDependOnBatchesPausesUpdatesAndRestarts(Example example) {
    FilterConformance conformance = FilterConformance.of(() -> start(example));
    for (long seed = 0; seed < SEEDS; seed++) {
      conformance.check(seed);
    }
  }

  /** Texts are exempt where they are taken apart: they are strings then. */
  @ParameterizedTest
  @MethodSource("examples")
  void aSampleTakesNoMemory(Example example) {
    if (example.filter().descriptor().name().equals("parseText")) {
      return;
    }
    StageHarness stage = start(example).quiet();
    List<SampleBatch> batches = new ArrayList<>();
    RandomSamples samples = new RandomSamples(1, example.inputs(), stage.points(), false);
    for (int input = 0; input < example.inputs().size(); input++) {
      batches.add(samples.batch(input));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long length = 0;
    long bytes = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 4 && bytes > MOST_BYTES; attempt++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int round = 0; round < ROUNDS / 20; round++) {
        for (int input = 0; input < batches.size(); input++) {
          SampleBatch batch = batches.get(input);
          shift(batch);
          stage.deliver(input, batch);
          length += batch.size();
        }
      }
      bytes = threads.getThreadAllocatedBytes(thread) - before;
    }
    assertThat(length).isGreaterThan(ROUNDS);
    assertThat(bytes).as("bytes taken by %s", example).isLessThanOrEqualTo(MOST_BYTES);
  }

  /** The same samples an hour later. */
  private static void shift(SampleBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      batch.sourceTime[i] += 3_600_000_000_000L;
      batch.gatewayTime[i] += 3_600_000_000_000L;
    }
  }
}
