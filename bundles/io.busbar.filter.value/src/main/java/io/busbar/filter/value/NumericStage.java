package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.Filter;

/** The loop of a filter that maps each number to a number. What is not finite keeps its bits and becomes invalid. */
abstract class NumericStage implements Filter {
  private final Kind kind;

  NumericStage(Kind kind) {
    this.kind = kind;
  }

  /** The new value for a device's row. */
  abstract double map(int row, double x);

  @Override
  public void process(int input, SampleBatch in, SampleBatch out) {
    for (int i = 0; i < in.size(); i++) {
      int o = out.addRow(in, i);
      double y = map(in.point[i], kind.toDouble(in.bits[i]));
      out.bits[o] = Double.doubleToRawLongBits(y);
      if (!Double.isFinite(y)) {
        out.quality[o] = Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR);
      }
    }
  }

  /**
   * Multiplies so that decimal factors give decimal results: 123 × 0.1 is 12.3. Where the factor's reciprocal is a
   * whole number the value is divided by that, which rounds once instead of twice.
   */
  static double scale(double x, double factor) {
    double reciprocal = Math.rint(1 / factor);
    return 1 / reciprocal == factor ? x / reciprocal : x * factor;
  }
}
