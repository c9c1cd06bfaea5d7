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
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code manualValue(user, expiry, v)}: a person's value in place of the measured one. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=manualValue")
public final class ManualValueFilter extends Operation {
  /** The operation. */
  public ManualValueFilter() {
    super(Takes.NUMBER, new Descriptor("manualValue", "Puts a value that a person has entered in place of the measured one, until a time",
        "Until expiry (gateway time) each sample has the value v, marked QUESTIONABLE substituted, operatorBlocked, with the details and "
            + "the source time that it came with; from then on samples pass as they are. Without v nothing is replaced: so it stands "
            + "in a template and the rows of the devices in question have their v. It says who and until when, because a value entered and "
            + "forgotten is worse than none. (The word force is for outputs.) No state; drops nothing.",
        "manualValue(\"J. Doe, order 4711\", 2026-12-31T18:00:00Z, 230)",
        List.of(Parameter.required("user", ParameterType.TEXT, "Who has entered it, and why."),
            Parameter.required("expiry", ParameterType.TEXT, "Until when, ISO 8601 with zone: 2026-12-31T18:00:00Z."),
            new Parameter("v", ParameterType.NUMBER, false, null, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(),
                "The value, in the unit of the point."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Expiry.check(stage);
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter v = context.number("v");
    long until = Expiry.untilNs(context.text("expiry"));
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int o = out.addRow(in, i);
        if (in.gatewayTime[i] < until && !Double.isNaN(v.at(row))) {
          out.bits[o] = Numbers.bits(kind, v.at(row));
          out.quality[o] = (in.quality[i] & ~Quality.VALIDITY_MASK) | Quality.QUESTIONABLE | Quality.SUBSTITUTED | Quality.OPERATOR_BLOCKED;
        }
      }
    };
  }
}
