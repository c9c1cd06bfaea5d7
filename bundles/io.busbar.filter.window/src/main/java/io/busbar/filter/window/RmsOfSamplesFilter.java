package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code rmsOfSamples(period)}: root of the mean square. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=rmsOfSamples")
public final class RmsOfSamplesFilter extends WindowOperation {
  /** The operation. */
  public RmsOfSamplesFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "80", new Descriptor("rmsOfSamples", "Root of the mean square of the samples of each window",
        "√(Σx² / n) of the good samples, as IEC 61000-4-30 §5.2.1 aggregates r.m.s. values over longer times. It makes no r.m.s. "
            + "value of an alternating quantity from polled instants: for that the device must measure it.",
        "rmsOfSamples(10min)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new Moments(context) {
      @Override
      double result(int row, long samples, double goodSeconds) {
        return samples == 0 ? Double.NaN : Math.sqrt(mean(row) * mean(row) + squares(row) / samples);
      }
    };
  }
}
