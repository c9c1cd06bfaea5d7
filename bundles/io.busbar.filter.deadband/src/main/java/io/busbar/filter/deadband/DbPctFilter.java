package io.busbar.filter.deadband;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dbPct(p, floor)}: moved by more than a percentage of what was sent last. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dbPct")
public final class DbPctFilter extends RowOperation {
  /** The operation. */
  public DbPctFilter() {
    super(Takes.MEASUREMENT, new Descriptor("dbPct", "Passes a value that differs from the one sent last by more than p percent of it",
        "|x − last sent| > max(p % of |last sent|, floor). The floor keeps a value near zero from reporting noise; "
            + "without one, each change away from zero passes. The first sample, each quality change and the first "
            + "sample after a lost device pass; NaN passes once. State: value and quality last sent. Drops what lies "
            + "inside.",
        "dbPct(2, 0.5)",
        List.of(Parameter.required("p", ParameterType.NUMBER, "Percentage of the value last sent.").in("%").within(0, 1000),
            Parameter.optional("floor", ParameterType.NUMBER, "0", "Least distance in the unit of the value.")
                .within(0, Double.MAX_VALUE))));
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter p = context.number("p");
    DoubleParameter floor = context.number("floor");
    return new BandStage(context) {
      @Override
      double band(int row, double sent) {
        return Math.max(Math.abs(sent) * p.at(row) / 100, floor.at(row));
      }
    };
  }
}
