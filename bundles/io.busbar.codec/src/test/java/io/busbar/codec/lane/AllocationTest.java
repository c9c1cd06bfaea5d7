package io.busbar.codec.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Once its points are known and its memory of values is full a lane takes no memory for a sample; a packet takes its array and the
 * little around it.
 */
class AllocationTest {
  /** So that its memory of values is full after the warm-up. */
  private static final CodecLimits LIMITS = new CodecLimits(256);
  private static final int POINTS = 40;
  private static final int PACKETS = 2_000;
  private static final int WARM_UP = 1_000;
  private static final int BYTES_AROUND_A_PACKET = 64;

  private final Random random = new Random(3);
  private final double[] level = new double[POINTS];
  private final Kind[] kinds = new Kind[POINTS];
  private final SampleBatch batch = new SampleBatch(POINTS);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long rows;

  @Test
  void samplesTakeNoMemory() {
    Arrays.fill(kinds, Kind.DOUBLE);
    BulkEncoder encoder = new AdaptiveSampleCodec().bulkEncoder(SampleCodec.JOINING, LIMITS);
    BulkDecoder decoder = new AdaptiveSampleCodec().bulkDecoder(SampleCodec.JOINING, LIMITS);
    byte[][] packets = new byte[WARM_UP + PACKETS][];
    long encoding = 0;
    long arrays = 0;
    for (int i = 0; i < packets.length; i++) {
      fill(i);
      long before = allocated();
      encoder.begin();
      encoder.add(i + 1, 1, batch, 0, batch.size(), kinds);
      packets[i] = encoder.end();
      long taken = allocated() - before;
      encoding += i < WARM_UP ? 0 : taken;
      arrays += i < WARM_UP ? 0 : packets[i].length;
    }
    assertThat(encoding).as("bytes for %d samples in %d packets of %d bytes", PACKETS * POINTS, PACKETS, arrays)
        .isLessThan(arrays + (long) PACKETS * BYTES_AROUND_A_PACKET);
    for (int i = 0; i < WARM_UP; i++) {
      assertThat(decoder.decode(packets[i], this::count)).isNull();
    }
    long before = allocated();
    for (int i = WARM_UP; i < packets.length; i++) {
      decoder.decode(packets[i], this::count);
    }
    assertThat(allocated() - before).as("bytes for decoding %d samples", PACKETS * POINTS)
        .isLessThan((long) PACKETS * BYTES_AROUND_A_PACKET);
    assertThat(rows).isEqualTo((long) packets.length * POINTS);
  }

  private void count(long position, int version, SampleBatch from, int first, int afterLast, Kind[] kindOfRow) {
    rows += afterLast - first;
  }

  private void fill(int second) {
    batch.clear();
    long time = (1_700_000_000L + second) * 1_000_000_000L;
    for (int i = 0; i < POINTS; i++) {
      level[i] += random.nextGaussian();
      double value = i % 4 == 0 ? level[i] : i % 4 == 1 ? random.nextInt(50) * Math.PI : Math.rint(level[i] * 10) / 10;
      batch.add(i + 1, Double.doubleToRawLongBits(value), 0, time, TimeQuality.POLL, time);
    }
  }

  private long allocated() {
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
