package io.busbar.journal.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.testkit.environment.SimRandom;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a block costs on the stream of one substation: 5 devices of 40 points (voltages, currents, powers, frequency,
 * temperatures, counters, breakers), each polled once a second with one time a poll, values reported when they moved
 * by a dead-band, rounded to their resolution.
 */
class BytesPerSampleTest {
  private static final int DEVICES = 5;
  private static final int POINTS = 40;
  private static final int SECONDS = 1_200;
  private static final long NOW = 1_764_000_000_000_000_000L;
  private final Random random = new Random(42);
  private final double[] x = new double[DEVICES * POINTS];
  private final double[] mean = new double[DEVICES * POINTS];
  private final double[] last = new double[DEVICES * POINTS];

  @Test
  void isFarBelowSixInBlocksOfACommit() {
    SampleBatch stream = stream();
    BinaryBlockCodec codec = new BinaryBlockCodec();
    StringBuilder figures = new StringBuilder("bytes per sample of " + stream.size() + " samples:");
    double[] perSample = new double[4];
    int[] sizes = {8, 14, 32, 128};
    for (int i = 0; i < sizes.length; i++) {
      long bytes = 0;
      for (int from = 0; from < stream.size(); from += sizes[i]) {
        bytes += codec.encodeSamples(stream, from, Math.min(stream.size(), from + sizes[i]), 1, BytesPerSampleTest::kind).length;
      }
      perSample[i] = (double) bytes / stream.size();
      figures.append(" %.2f in blocks of %d,".formatted(perSample[i], sizes[i]));
    }
    long started = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long rows = 0;
    for (int round = 0; round < 10; round++) {
      for (int from = 0; from + 1_000 <= stream.size(); from += 1_000) {
        codec.encodeSamples(stream, from, from + 1_000, 1, BytesPerSampleTest::kind);
        rows += 1_000;
      }
    }
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - started;
    System.out.println(figures + " encoding " + spent / rows + " ns of processor time a sample");
    assertThat(perSample[0]).isLessThan(7);
    assertThat(perSample[1]).isLessThan(5.5);
    assertThat(perSample[2]).isLessThan(4.5);
    assertThat(perSample[3]).isLessThan(4);
  }

  static Kind kind(int id) {
    int point = (id - 1) % POINTS;
    return point >= 28 ? Kind.BOOLEAN : point >= 24 ? Kind.INT64 : Kind.DOUBLE;
  }

  private SampleBatch stream() {
    SampleBatch out = new SampleBatch(65_000);
    Arrays.fill(last, Double.NaN);
    for (int i = 0; i < mean.length; i++) {
      int p = i % POINTS;
      mean[i] = p < 6 ? 231 + random.nextGaussian() : p < 12 ? 100 + random.nextInt(300)
          : p < 20 ? 60 + random.nextInt(200) : p == 20 ? 50 : p < 24 ? 45 : random.nextInt(100_000);
    }
    for (int second = 0; second < SECONDS; second++) {
      for (int d = 0; d < DEVICES; d++) {
        long time = NOW + (second * 1_000L + d * 40 + Math.round(random.nextGaussian() * 4)) * 1_000_000;
        for (int p = 0; p < POINTS && out.size() < 64_000; p++) {
          step(out, d * POINTS + p, second, time);
        }
      }
    }
    return out;
  }

  private void step(SampleBatch out, int i, int second, long time) {
    int p = i % POINTS;
    long bits;
    if (p >= 28) {
      if (!Double.isNaN(last[i]) && random.nextDouble() > 1 / 1_800.0) {
        return;
      }
      last[i] = Double.isNaN(last[i]) ? 0 : 1 - last[i];
      bits = (long) last[i];
    } else if (p >= 24) {
      if (second % 60 != i % 60) {
        return;
      }
      mean[i] += 20 + random.nextInt(10);
      bits = (long) mean[i];
    } else {
      double phi = p < 6 ? 0.98 : p < 20 ? 0.95 : p == 20 ? 0.99 : 0.9999;
      double sigma = p < 6 ? 0.15 : p < 12 ? 2 : p < 20 ? 1.5 : p == 20 ? 0.003 : 0.02;
      double band = p < 6 ? 0.2 : p < 20 ? 0.5 : p == 20 ? 0.002 : 0.1;
      double scale = p == 20 ? 1_000 : 10;
      x[i] = phi * x[i] + sigma * random.nextGaussian();
      double value = Math.round((mean[i] + x[i]) * scale) / scale;
      if (Math.abs(value - last[i]) < band - 1e-9) {
        return;
      }
      last[i] = value;
      bits = Double.doubleToRawLongBits(value);
    }
    int quality = random.nextDouble() < 0.0005 ? Quality.INVALID : 0;
    out.add(i + 1, bits, quality, time, TimeQuality.POLL, time + 12_345_678);
  }

  @Test
  void floatsThatWereSinglesTakeFourBytesAtMost() {
    SimRandom bits = new SimRandom(2);
    SampleBatch batch = new SampleBatch(1_000);
    for (int i = 0; i < 1_000; i++) {
      batch.add(i + 1, Double.doubleToRawLongBits((float) (bits.nextInt(1 << 30) * 1e-7)), 0, NOW, TimeQuality.POLL, NOW);
    }
    assertThat(new BinaryBlockCodec().encodeSamples(batch, 0, 1_000, 1, id -> Kind.DOUBLE).length).isLessThan(4_100);
  }
}
