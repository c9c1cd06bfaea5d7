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
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code substitute(v, when)}: a value in place of a bad one. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=substitute")
public final class SubstituteFilter extends Operation {
  /** The operation. */
  public SubstituteFilter() {
    super(Takes.NUMBER, new Descriptor("substitute", "Puts a fixed value in place of a bad one",
        "Where the quality is INVALID (when: invalid) or not good (when: notGood) the value becomes v, marked QUESTIONABLE substituted; "
            + "the details that it had stay, so that the reason is seen. Source time stays. IEC 61850-7-3 source substituted, IEC "
            + "60870-5-101 SB. Whole numbers and states take v rounded. All else passes unchanged. No state; drops nothing.",
        "substitute(0)",
        List.of(Parameter.required("v", ParameterType.NUMBER, "The value."),
            Parameter.choice("when", false, List.of("invalid", "notGood"), "What is replaced."))));
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter v = context.number("v");
    boolean any = context.text("when").equals("notGood");
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int o = out.addRow(in, i);
        if (any ? !Quality.isGood(in.quality[i]) : Quality.isInvalid(in.quality[i])) {
          out.bits[o] = Numbers.bits(kind, v.at(row));
          out.quality[o] = (in.quality[i] & ~Quality.VALIDITY_MASK) | Quality.QUESTIONABLE | Quality.SUBSTITUTED;
        }
      }
    };
  }
}
