package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.PublishClass;
import io.busbar.testkit.MemorySampleJournal.Row;
import io.busbar.testkit.Models;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results do not depend on how samples are cut into batches. */
class BatchSizeTest {
  private static final int SAMPLES = 3_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theSameSamplesInOtherBatchesGiveTheSameResultForEachPoint(long seed) {
    List<List<Row>> single = run(seed, 1);
    for (int size : new int[] {2, 7, 64, 1_000, SAMPLES}) {
      assertThat(run(seed, size)).as("batches of %s, seed %s", size, seed).isEqualTo(single);
    }
  }

  private static List<List<Row>> run(long seed, int size) {
    Rig rig = new Rig();
    rig.apply(Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "a", "double", PublishClass.MEASUREMENT, "band(3) | counter")
        .point("feeder", "b", "double", PublishClass.EVENT, "repeat(2s) | band(1)")
        .point("feeder", "c", "double", PublishClass.EVENT, "")
        .derived("feeder", "d", "a", PublishClass.MEASUREMENT, "repeat(3s) | counter")
        .derived("feeder", "e", "b d", PublishClass.MEASUREMENT, "sum").device("F1", "feeder", "bus1").build());
    Random random = new Random(seed);
    int[] point = new int[SAMPLES];
    double[] value = new double[SAMPLES];
    long[] time = new long[SAMPLES];
    int[] quality = new int[SAMPLES];
    long now = Rig.START;
    for (int i = 0; i < SAMPLES; i++) {
      now += random.nextInt(4) == 0 ? random.nextInt(1_500_000_000) : 0;
      point[i] = random.nextInt(3);
      value[i] = random.nextInt(20);
      time[i] = now;
      quality[i] = random.nextInt(20) == 0 ? Quality.INVALID : Quality.GOOD;
    }
    for (int from = 0; from < SAMPLES; from += size) {
      int first = from;
      rig.session().act(session -> {
        int count = Math.min(size, SAMPLES - first);
        SampleBatch batch = session.context().claim(count);
        if (batch == null) {
          return false;
        }
        for (int i = first; i < first + count; i++) {
          batch.add(session.handle("F1", String.valueOf((char) ('a' + point[i])), 0), Double.doubleToRawLongBits(value[i]),
              quality[i], time[i], TimeQuality.POLL, time[i]);
        }
        session.context().offer(batch, session.binding("F1").device(), null);
        return true;
      });
    }
    for (int i = 0; i < SAMPLES / 20 + 10; i++) {
      rig.crew.run();
    }
    return List.of(results(rig, "a"), results(rig, "b"), results(rig, "c"), results(rig, "d"));
  }

  private static List<Row> results(Rig rig, String point) {
    return rig.journal.rows("F1", point).stream().map(row -> new Row(row.stream(), row.device(), row.point(), row.kind(),
        row.bits(), row.text(), row.quality(), row.sourceNs(), row.gatewayNs(), row.cause(), false, 0)).toList();
  }
}
