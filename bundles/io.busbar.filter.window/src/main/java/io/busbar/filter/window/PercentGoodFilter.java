package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code percentGood(period)}: share of good time. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=percentGood")
public final class PercentGoodFilter extends WindowOperation {
  /** The operation. */
  public PercentGoodFilter() {
    super(Takes.FIXED, Kind.DOUBLE, "0", new Descriptor("percentGood", "Share of each window during which the value was good",
        "100 · seconds that good values stood / seconds of the window (PercentGood of OPC UA Part 13 §5.4.3.31).",
        "percentGood(1h)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    DoubleParameter period = context.number("period");
    return new Aggregate() {
      @Override
      void begin(int row, long startNs) {}

      @Override
      double result(int row, long samples, double goodSeconds) {
        return 100 * goodSeconds / period.at(row);
      }
    };
  }
}
