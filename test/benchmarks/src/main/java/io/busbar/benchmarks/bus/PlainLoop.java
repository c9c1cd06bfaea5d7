package io.busbar.benchmarks.bus;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import java.util.Arrays;

/**
 * The limit: one thread, one loop, written for this chain alone, in two widths. {@link #scan} leaves behind what a gateway must: readings
 * come as samples in columns, the last one of each point is kept raw and filtered, with quality and times, and what passes lies in a batch.
 * {@link #arithmetic} makes the readings itself and keeps only what the filters give. Neither hands anything over, and no filter can be
 * changed.
 */
final class PlainLoop {
  private static final int BATCH = 4_096;

  private final long[] bits = new long[Arithmetic.POINTS];
  private final int[] quality = new int[Arithmetic.POINTS];
  private final long[] sourceTime = new long[Arithmetic.POINTS];
  private final long[] gatewayTime = new long[Arithmetic.POINTS];
  private final byte[] timeQuality = new byte[Arithmetic.POINTS];
  private final byte[] cause = new byte[Arithmetic.POINTS];
  private final double[] sent = new double[Arithmetic.POINTS];
  private final long[] sentQuality = new long[Arithmetic.POINTS];
  private final long[] rawBits = new long[Arithmetic.POINTS];
  private final int[] rawQuality = new int[Arithmetic.POINTS];
  private final long[] rawSourceTime = new long[Arithmetic.POINTS];
  private final long[] rawGatewayTime = new long[Arithmetic.POINTS];
  private final byte[] rawTimeQuality = new byte[Arithmetic.POINTS];
  private final byte[] rawCause = new byte[Arithmetic.POINTS];
  private final SampleBatch in;
  private final SampleBatch out = new SampleBatch(BATCH);
  private long published;

  /**
   * Nothing read yet.
   *
   * @param batchSize samples that come at once
   */
  PlainLoop(int batchSize) {
    in = new SampleBatch(batchSize);
    Arrays.fill(sentQuality, Arithmetic.NOTHING);
  }

  /** One reading of each point, made here. */
  long arithmetic(int round, long nowNs) {
    for (int point = 0; point < Arithmetic.POINTS; point++) {
      take(point, Arithmetic.raw(point, round), 0, nowNs, nowNs, TimeQuality.POLL);
    }
    return published;
  }

  /** One reading of each point, in batches. */
  long scan(int round, long nowNs) {
    for (int from = 0; from < Arithmetic.POINTS; from += in.capacity()) {
      in.clear();
      for (int point = from; point < Math.min(Arithmetic.POINTS, from + in.capacity()); point++) {
        in.add(point, Double.doubleToRawLongBits(Arithmetic.raw(point, round)), Quality.GOOD, nowNs, TimeQuality.POLL, nowNs);
      }
      for (int i = 0; i < in.size(); i++) {
        int point = in.point[i];
        rawBits[point] = in.bits[i];
        rawQuality[point] = in.quality[i];
        rawSourceTime[point] = in.sourceTime[i];
        rawGatewayTime[point] = in.gatewayTime[i];
        rawTimeQuality[point] = in.timeQuality[i];
        rawCause[point] = in.cause[i];
        take(point, Double.longBitsToDouble(in.bits[i]), in.quality[i], in.sourceTime[i], in.gatewayTime[i], in.timeQuality[i]);
      }
    }
    return published;
  }

  private void take(int point, double raw, int quality, long sourceNs, long gatewayNs, byte timeQualityBits) {
    double scaled = Arithmetic.linear(raw);
    int q = Double.isFinite(scaled) ? quality : Arithmetic.FAULT;
    double clamped = Arithmetic.zeroClamp(scaled);
    double limited = Arithmetic.clip(clamped);
    if (limited != clamped) {
      q |= Arithmetic.BEYOND;
    }
    double value = Arithmetic.quantize(limited);
    if (sentQuality[point] == q && !Arithmetic.moved(value, sent[point])) {
      return;
    }
    sent[point] = value;
    sentQuality[point] = q;
    long valueBits = Double.doubleToRawLongBits(value);
    bits[point] = valueBits;
    this.quality[point] = q;
    sourceTime[point] = sourceNs;
    gatewayTime[point] = gatewayNs;
    timeQuality[point] = timeQualityBits;
    cause[point] = Cause.PERIODIC;
    if (out.isFull()) {
      out.clear();
    }
    out.add(point, valueBits, q, sourceNs, timeQualityBits, gatewayNs);
    published++;
  }

  long published() {
    return published;
  }
}
