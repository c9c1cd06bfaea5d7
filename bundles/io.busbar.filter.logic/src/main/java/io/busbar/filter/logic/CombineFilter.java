package io.busbar.filter.logic;

import io.busbar.api.data.Kind;
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

/** {@code combine(how, when)}: one number of several. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=combine")
public final class CombineFilter extends Operation {
  private static final List<String> HOW = List.of("sum", "mean", "least", "greatest", "difference", "product");

  /** The operation. */
  public CombineFilter() {
    super(Takes.NUMBER, 2, MAX_INPUTS, new Descriptor("combine", "Makes one number of several inputs, at once or when all are of one time",
        "sum, mean, least, greatest or product of all inputs, or the difference of the first and the sum of the others. With cache "
            + "a result comes with "
            + "each input, from the last values of the others however old they are; with barrier only when all inputs have the same "
            + "source "
            + "time within tolerance, so that values of different instants are never mixed; what comes before is dropped and "
            + "counted. The quality is the worst of the inputs'; the "
            + "time that of the newest. A result that is not finite becomes INVALID processingError. No state but the inputs.",
        "read: [holding 1 int16, holding 2 int16], flow: \"combine(difference, barrier, 100ms)\"",
        List.of(Parameter.choice("how", true, HOW, "What is computed."),
            Parameter.choice("when", false, List.of("cache", "barrier"), "When there is a result."),
            Parameter.optional("tolerance", ParameterType.DURATION, "0s", "How far apart the source times of a barrier may be.").in("s")
                .within(0, 3_600))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends Joined {
    private final StageContext context;
    private final int how;
    private final boolean barrier;
    private final DoubleParameter tolerance;

    Stage(StageContext context) {
      super(context);
      this.context = context;
      this.how = HOW.indexOf(context.text("how"));
      this.barrier = context.text("when").equals("barrier");
      this.tolerance = context.number("tolerance");
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      if (barrier && !isTogether(row)) {
        context.dropped();
        return;
      }
      double result = value(row, 0);
      for (int k = 1; k < count(); k++) {
        double x = value(row, k);
        result = switch (how) {
          case 2 -> Math.min(result, x);
          case 3 -> Math.max(result, x);
          case 4 -> result - x;
          case 5 -> result * x;
          default -> result + x;
        };
      }
      Numbers.put(out, add(row, in, i, out, worst(row)), how == 1 ? result / count() : result);
    }

    private boolean isTogether(int row) {
      for (int k = 0; k < count(); k++) {
        if (time(row, k) == SampleBatch.NO_TIME || newest(row) - time(row, k) > Numbers.ns(tolerance, row)) {
          return false;
        }
      }
      return true;
    }
  }
}
