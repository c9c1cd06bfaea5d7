package io.busbar.filter.logic;

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
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code groupSum(minCoverage)}: a sum that says how much of it is known. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=groupSum")
public final class GroupSumFilter extends Operation {
  /** The operation. */
  public GroupSumFilter() {
    super(Takes.NUMBER, 1, MAX_INPUTS, new Descriptor("groupSum", "Sum of the inputs that are known",
        "The sum of all inputs that are not INVALID. If some are, the sum is too small: it is QUESTIONABLE inaccurate while at "
            + "least minCoverage "
            + "percent of the inputs are known, else INVALID. Nothing is scaled up or guessed. The quality is else the worst of the "
            + "inputs "
            + "used; the time that of the newest. No state but the inputs; drops nothing.",
        "read: [holding 1 int16, holding 2 int16, holding 3 int16], flow: \"groupSum(60)\"",
        List.of(Parameter.optional("minCoverage", ParameterType.NUMBER, "100", "Share of inputs that must be known.").in("%").within(0, 100))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter minCoverage = context.number("minCoverage");
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double sum = 0;
        int known = 0;
        int quality = Quality.GOOD;
        for (int k = 0; k < count(); k++) {
          if (isUsable(row, k)) {
            sum += value(row, k);
            known++;
            quality = Quality.worst(quality, quality(row, k));
          }
        }
        if (known == 0 || 100.0 * known / count() < minCoverage.at(row)) {
          quality = Quality.invalid(quality, Quality.INACCURATE);
        } else if (known < count()) {
          quality = Quality.questionable(quality, Quality.INACCURATE);
        }
        Numbers.put(out, add(row, in, i, out, quality), sum);
      }
    };
  }
}
