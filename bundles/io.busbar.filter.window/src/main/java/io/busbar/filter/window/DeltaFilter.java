package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code delta(period)}: last less first. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=delta")
public final class DeltaFilter extends WindowOperation {
  /** The operation. */
  public DeltaFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "0", new Descriptor("delta", "Last less first sample of each window",
        "The difference of the last and the first good sample in the window (Delta of OPC UA Part 13 §5.4.3.23); what a counter "
            + "does between two windows is not in it: for energy put accumulator before and take total or the counter itself. 0 for "
            + "one sample.",
        "delta(1h)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    DoubleColumn first = context.doubles("first", Double.NaN, true);
    DoubleColumn last = context.doubles("last", 0, true);
    return new Aggregate() {
      @Override
      void begin(int row, long startNs) {
        first.set(row, Double.NaN);
      }

      @Override
      void sample(int row, double x, long bits, long timeNs) {
        if (Double.isNaN(first.get(row))) {
          first.set(row, x);
        }
        last.set(row, x);
      }

      @Override
      double result(int row, long samples, double goodSeconds) {
        return last.get(row) - first.get(row);
      }
    };
  }
}
