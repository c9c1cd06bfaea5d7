package io.busbar.benchmarks.bus;

import java.util.Arrays;

/** Filters, their memory and the image for the buses beside the engine: the same arithmetic, in arrays. */
final class Points {
  final Reading reading = new Reading();
  long published;
  private final double[] value = new double[Arithmetic.POINTS];
  private final int[] quality = new int[Arithmetic.POINTS];
  private final long[] sourceNs = new long[Arithmetic.POINTS];
  private final long[] gatewayNs = new long[Arithmetic.POINTS];
  private final byte[] timeQuality = new byte[Arithmetic.POINTS];
  private final byte[] cause = new byte[Arithmetic.POINTS];
  private final double[] sent = new double[Arithmetic.POINTS];
  private final long[] sentQuality = new long[Arithmetic.POINTS];

  Points() {
    Arrays.fill(sentQuality, Arithmetic.NOTHING);
  }

  void linear(Reading sample) {
    sample.value = Arithmetic.linear(sample.value);
    if (!Double.isFinite(sample.value)) {
      sample.quality |= Arithmetic.FAULT;
    }
  }

  void zeroClamp(Reading sample) {
    sample.value = Arithmetic.zeroClamp(sample.value);
  }

  void clip(Reading sample) {
    double limited = Arithmetic.clip(sample.value);
    if (limited != sample.value) {
      sample.quality |= Arithmetic.BEYOND;
    }
    sample.value = limited;
  }

  void quantize(Reading sample) {
    sample.value = Arithmetic.quantize(sample.value);
  }

  /** The dead-band; returns whether the sample goes on. */
  boolean dbAbs(Reading sample) {
    int point = sample.point;
    if (sentQuality[point] == sample.quality && !Arithmetic.moved(sample.value, sent[point])) {
      return false;
    }
    sent[point] = sample.value;
    sentQuality[point] = sample.quality;
    return true;
  }

  void publish(Reading sample) {
    int point = sample.point;
    value[point] = sample.value;
    quality[point] = sample.quality;
    sourceNs[point] = sample.sourceNs;
    gatewayNs[point] = sample.gatewayNs;
    timeQuality[point] = sample.timeQuality;
    cause[point] = sample.cause;
    published++;
  }

  void allFilters(Reading sample) {
    linear(sample);
    zeroClamp(sample);
    clip(sample);
    quantize(sample);
    if (dbAbs(sample)) {
      publish(sample);
    }
  }
}
