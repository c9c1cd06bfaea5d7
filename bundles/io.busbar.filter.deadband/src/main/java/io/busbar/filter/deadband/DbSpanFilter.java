package io.busbar.filter.deadband;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dbSpan(p, lo, hi)}: moved by more than a percentage of the range. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dbSpan")
public final class DbSpanFilter extends RowOperation {
  /** The operation. */
  public DbSpanFilter() {
    super(Takes.MEASUREMENT, new Descriptor("dbSpan", "Passes a value that differs from the one sent last by more than p percent of a range",
        "|x − last sent| > p % of (hi − lo). OPC UA Part 8 §6.2 percent dead-band over the EURange. IEC 61850's db is "
            + "in units of 0.001 % of the range: db = 500 is p = 0.5. Values outside the range are compared in the "
            + "same way. The first sample, each quality change and the first sample after a lost device pass; NaN "
            + "passes once. State: value and quality last sent. Drops what lies inside.",
        "dbSpan(0.5, 0, 400)",
        List.of(Parameter.required("p", ParameterType.NUMBER, "Percentage of the range.").in("%").within(0, 100),
            Parameter.required("lo", ParameterType.NUMBER, "Low end of the range, in the unit of the value."),
            Parameter.required("hi", ParameterType.NUMBER, "High end of the range, above lo."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    stage.ascending("lo", "hi");
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter p = context.number("p");
    DoubleParameter lo = context.number("lo");
    DoubleParameter hi = context.number("hi");
    return new BandStage(context) {
      @Override
      double band(int row, double sent) {
        return Math.abs(hi.at(row) - lo.at(row)) * p.at(row) / 100;
      }
    };
  }
}
