package io.busbar.filter.quality;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.formula.FormulaOperation;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code frozen(delta, after, unless)}: a live value moves. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=frozen")
public final class FrozenFilter extends FormulaOperation {
  /** The operation. */
  public FrozenFilter() {
    super(Takes.MEASUREMENT, "unless", new Descriptor("frozen", "Marks a measurement that has not moved for a time",
        "When no value has differed by more than delta from the one that the time began with, for at least after (source time), each "
            + "sample is marked QUESTIONABLE inconsistent until one does. unless is a formula (as for expr) of when standing still is "
            + "right: a dead line, night, an open breaker; while it is true nothing is marked and the time begins anew. Samples that are "
            + "INVALID and times that go back are not judged. A stuck transducer is found by this, a dead device by stale. State: value "
            + "and time of the beginning; not durable: after a restart the time begins anew. Drops nothing.",
        "frozen(0.01, 10min, unless=\"breaker == 1\")",
        List.of(Parameter.required("delta", ParameterType.NUMBER, "Least movement, in the unit of the value.").within(0, Double.MAX_VALUE),
            Parameter.required("after", ParameterType.DURATION, "Longest time without movement.").in("s").within(0.1, 31 * 86_400),
            Parameter.optional("unless", ParameterType.TEXT, "", "Formula; while it is true standing still is right."))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final Kind kind;
    private final DoubleParameter delta;
    private final DoubleParameter after;
    private final @Nullable BoundFormula unless;
    private final DoubleColumn from;
    private final LongColumn since;

    Stage(StageContext context) {
      this.kind = context.inputs().get(0);
      this.delta = context.number("delta");
      this.after = context.number("after");
      String formula = context.text("unless");
      this.unless = formula.isEmpty() ? null : new BoundFormula(context, formula);
      this.from = context.doubles("from", Double.NaN, false);
      this.since = context.longs("since", 0, false);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int o = out.addRow(in, i);
      if (Quality.isInvalid(in.quality[i])) {
        return;
      }
      double x = kind.toDouble(in.bits[i]);
      boolean right = unless != null && unless.value(row, x, in.quality[i]) != 0;
      if (right || !(Math.abs(x - from.get(row)) <= delta.at(row))) {
        from.set(row, x);
        since.set(row, Numbers.time(in, i));
      } else if (Numbers.time(in, i) - since.get(row) >= Numbers.ns(after, row)) {
        out.quality[o] = Quality.questionable(in.quality[i], Quality.INCONSISTENT);
      }
    }

    @Override
    public void onReturn(int row) {
      from.set(row, Double.NaN);
    }
  }
}
