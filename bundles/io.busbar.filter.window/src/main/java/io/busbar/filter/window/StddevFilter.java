package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code stddev(period, of)}: standard deviation. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=stddev")
public final class StddevFilter extends WindowOperation {
  /** The operation. */
  public StddevFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "80", new Descriptor("stddev", "Standard deviation of the samples of each window",
        "√(Σ(x − mean)² / (n − 1)) of a sample, or √(Σ(x − mean)² / n) of the population (StandardDeviationSample and "
            + "StandardDeviationPopulation of OPC UA Part 13 §5.4.3.37 and §5.4.3.39); summed as Welford does, so that no digits "
            + "are lost. One good sample gives 0.",
        "stddev(10min, population)",
        List.of(Parameter.choice("of", false, List.of("sample", "population"), "Divided by n − 1 or by n."))));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    boolean population = context.text("of").equals("population");
    return new Moments(context) {
      @Override
      double result(int row, long samples, double goodSeconds) {
        if (samples < 2) {
          return samples == 0 ? Double.NaN : 0;
        }
        return Math.sqrt(squares(row) / (population ? samples : samples - 1));
      }
    };
  }
}
