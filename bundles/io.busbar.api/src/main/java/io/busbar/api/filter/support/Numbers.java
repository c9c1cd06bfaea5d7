package io.busbar.api.filter.support;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext.DoubleParameter;

/** Arithmetic that filters share. Pure. */
public final class Numbers {
  /** Nanoseconds of a second. */
  public static final double NS = 1e9;

  /** How far ahead of the gateway's a source time counts, ns. */
  public static final long MOST_AHEAD_NS = 60_000_000_000L;

  private Numbers() {}

  /** A duration parameter of a row in nanoseconds. */
  public static long ns(DoubleParameter seconds, int row) {
    return (long) (seconds.at(row) * NS);
  }

  /** Sets a number as the value of a sample; one that is not finite makes it INVALID processingError. */
  public static void put(SampleBatch out, int o, double y) {
    out.bits[o] = Double.doubleToRawLongBits(y);
    if (!Double.isFinite(y)) {
      out.quality[o] = Quality.invalid(out.quality[o], Quality.PROCESSING_ERROR);
    }
  }

  /** Makes a sample that passes as it is INVALID processingError if its number is not finite and it was good. */
  public static void doubt(SampleBatch out, int o, double x) {
    if (!Double.isFinite(x) && Quality.isGood(out.quality[o])) {
      out.quality[o] = Quality.invalid(out.quality[o], Quality.PROCESSING_ERROR);
    }
  }

  /** Bits of a number in a kind; whole kinds take it rounded. */
  public static long bits(Kind kind, double x) {
    return kind.isFloating() ? Double.doubleToRawLongBits(x) : Math.round(x);
  }

  /**
   * Multiplies so that decimal factors give decimal results: 123 × 0.1 is 12.3. Where the factor's reciprocal is a
   * whole number the value is divided by that, which rounds once instead of twice.
   */
  public static double scale(double x, double factor) {
    double reciprocal = Math.rint(1 / factor);
    return 1 / reciprocal == factor ? x / reciprocal : x * factor;
  }

  /** A whole number as written, decimal or 0x-hexadecimal up to 64 bits; 0 if it is none. */
  public static long whole(String text) {
    try {
      return text.startsWith("0x") || text.startsWith("0X")
          ? Long.parseUnsignedLong(text.substring(2), 16)
          : Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  /** Whether a text is a whole number, decimal or 0x-hexadecimal. */
  public static boolean isWhole(String text) {
    return text.matches("-?\\d{1,18}|0[xX][0-9a-fA-F]{1,16}");
  }

  /**
   * The source time of a sample for order and durations, ns: at most {@link #MOST_AHEAD_NS} ahead of the gateway's time of
   * reception. So a clock that is wrong, or is put back, makes a filter wait that long and not for years.
   */
  public static long time(SampleBatch in, int i) {
    return time(in.sourceTime[i], in.gatewayTime[i]);
  }

  /** The same for a sample that is kept. */
  public static long time(long sourceNs, long gatewayNs) {
    return Math.min(sourceNs, gatewayNs + MOST_AHEAD_NS);
  }

  /** The start of the period that a time lies in, in a grid that begins at 1970-01-01T00:00:00Z plus an offset. */
  public static long floor(long timeNs, long periodNs, long offsetNs) {
    return Math.floorDiv(timeNs - offsetNs, periodNs) * periodNs + offsetNs;
  }
}
