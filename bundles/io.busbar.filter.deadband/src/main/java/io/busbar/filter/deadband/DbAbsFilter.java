package io.busbar.filter.deadband;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dbAbs(d)}: moved by more than an absolute distance. */
@Component(property = FilterFactory.NAME + "=dbAbs")
public final class DbAbsFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("dbAbs", "Passes a value that differs from the one sent last by more than d",
        "|x − last sent| > d, in the unit of the value. OPC UA Part 4 §7.22.2 absolute dead-band. d = 0 passes each "
            + "change. The first sample, each quality change and the first sample after a lost device pass; NaN passes "
            + "once. State: value and quality last sent. Drops what lies inside.",
        "dbAbs(2)",
        List.of(Parameter.required("d", ParameterType.NUMBER, "Distance in the unit of the value.").within(0, Double.MAX_VALUE)));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    return Inputs.measurement(inputs, stage, problems);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends DeadbandStage {
    private final DoubleParameter d;

    Stage(StageContext context) {
      super(context);
      this.d = context.number("d");
    }

    @Override
    boolean differs(int row, long bits, long sent) {
      double distance = Math.abs(kind().toDouble(bits) - kind().toDouble(sent));
      return !(distance <= d.at(row));
    }
  }
}
