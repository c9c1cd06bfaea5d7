package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.NumberRing;
import io.busbar.api.filter.support.Numbers;

/** The last n good numbers of a row in order of size. */
abstract class LastSamples extends EachSample {
  private final Kind kind;
  private final NumberRing last;
  private final double[] sorted;

  LastSamples(StageContext context) {
    this.kind = context.inputs().get(0);
    int n = Integer.parseInt(context.text("n"));
    this.last = new NumberRing(context, "last", n, false);
    this.sorted = new double[n];
  }

  /**
   * The result.
   *
   * @param ascending numbers in order of size
   * @param count how many, at least 1
   */
  abstract double result(int row, double[] ascending, int count);

  @Override
  protected final void sample(int row, SampleBatch in, int i, SampleBatch out) {
    double x = kind.toDouble(in.bits[i]);
    int o = out.addRow(in, i);
    if (!Quality.isGood(in.quality[i]) || !Double.isFinite(x)) {
      Numbers.put(out, o, x);
      return;
    }
    last.add(row, in.sourceTime[i], x);
    int count = last.size(row);
    for (int k = 0; k < count; k++) {
      double next = last.value(row, k);
      int place = k;
      while (place > 0 && sorted[place - 1] > next) {
        sorted[place] = sorted[place - 1];
        place--;
      }
      sorted[place] = next;
    }
    Numbers.put(out, o, result(row, sorted, count));
  }

  @Override
  public final void onReturn(int row) {
    last.clear(row);
  }
}
