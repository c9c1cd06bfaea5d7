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

/** {@code dbAbs(d)}: moved by more than an absolute distance. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dbAbs")
public final class DbAbsFilter extends RowOperation {
  /** The operation. */
  public DbAbsFilter() {
    super(Takes.MEASUREMENT, new Descriptor("dbAbs", "Passes a value that differs from the one sent last by more than d",
        "|x − last sent| > d, in the unit of the value. OPC UA Part 4 §7.22.2 absolute dead-band. d = 0 passes each "
            + "change. The first sample, each quality change and the first sample after a lost device pass; NaN passes "
            + "once. State: value and quality last sent. Drops what lies inside.",
        "dbAbs(2)",
        List.of(Parameter.required("d", ParameterType.NUMBER, "Distance in the unit of the value.").within(0, Double.MAX_VALUE))));
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter d = context.number("d");
    return new BandStage(context) {
      @Override
      double band(int row, double sent) {
        return d.at(row);
      }
    };
  }
}
