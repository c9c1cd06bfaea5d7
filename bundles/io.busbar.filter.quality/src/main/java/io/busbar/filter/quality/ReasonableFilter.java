package io.busbar.filter.quality;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code reasonable(lo, hi, least, greatest)}: what can be, and what cannot. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=reasonable")
public final class ReasonableFilter extends Operation {
  /** The operation. */
  public ReasonableFilter() {
    super(Takes.NUMBER, new Descriptor("reasonable", "Marks values that are hardly or not possible",
        "Outside lo … hi a value is unlikely: QUESTIONABLE outOfRange. Outside least … greatest it is impossible: INVALID outOfRange. "
            + "The limits belong to what is inside. The value is never changed and nothing is dropped. NaN and infinities are "
            + "impossible. No state.",
        "reasonable(207, 253, 0, 600)",
        List.of(Parameter.required("lo", ParameterType.NUMBER, "Least likely value."),
            Parameter.required("hi", ParameterType.NUMBER, "Greatest likely value, above lo."),
            Parameter.optional("least", ParameterType.NUMBER, "-1e300", "Least possible value, not above lo."),
            Parameter.optional("greatest", ParameterType.NUMBER, "1e300", "Greatest possible value, not below hi."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    stage.ascending("lo", "hi");
    if (stage.number("least") > stage.number("lo") || stage.number("greatest") < stage.number("hi")) {
      stage.error("empty-range", "what is likely must be possible: write least not above lo and greatest not below hi.");
    }
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    Kind kind = context.inputs().get(0);
    DoubleParameter lo = context.number("lo");
    DoubleParameter hi = context.number("hi");
    DoubleParameter least = context.number("least");
    DoubleParameter greatest = context.number("greatest");
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double x = kind.toDouble(in.bits[i]);
        int o = out.addRow(in, i);
        if (!(x >= least.at(row) && x <= greatest.at(row)) || !Double.isFinite(x)) {
          out.quality[o] = Quality.invalid(in.quality[i], Quality.OUT_OF_RANGE);
        } else if (x < lo.at(row) || x > hi.at(row)) {
          out.quality[o] = Quality.questionable(in.quality[i], Quality.OUT_OF_RANGE);
        }
      }
    };
  }
}
