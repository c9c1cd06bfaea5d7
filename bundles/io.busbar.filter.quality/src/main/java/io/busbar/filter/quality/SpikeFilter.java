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
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code spike(step, n, mode)}: a jump must be confirmed. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=spike")
public final class SpikeFilter extends Operation {
  /** The operation. */
  public SpikeFilter() {
    super(Takes.MEASUREMENT, new Descriptor("spike", "Doubts a jump until further samples confirm it",
        "A value that differs by more than step from the last one believed is doubted: marked QUESTIONABLE inconsistent (mode mark) or "
            + "dropped and counted (mode drop). It is believed when n further samples in a row lie within step of one another; then the last "
            + "of them passes unmarked. A value back within step ends the doubt. Never on a fault current or any quantity of protection: "
            + "a fault is a jump. Samples that are not good pass and are not judged; the first sample and the first after a lost device are "
            + "believed. State: value believed, value doubted, count; not durable.",
        "spike(50, 2)",
        List.of(Parameter.required("step", ParameterType.NUMBER, "Greatest credible jump, in the unit of the value.").within(0, Double.MAX_VALUE),
            Parameter.optional("n", ParameterType.INTEGER, "2", "Confirmations.").within(1, 20),
            Parameter.choice("mode", false, List.of("mark", "drop"), "What happens to a value in doubt."))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter step;
    private final DoubleParameter n;
    private final boolean drop;
    private final DoubleColumn believed;
    private final DoubleColumn doubted;
    private final LongColumn seen;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.step = context.number("step");
      this.n = context.number("n");
      this.drop = context.text("mode").equals("drop");
      this.believed = context.doubles("believed", Double.NaN, false);
      this.doubted = context.doubles("doubted", 0, false);
      this.seen = context.longs("seen", 0, false);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double x = kind.toDouble(in.bits[i]);
      if (!Quality.isGood(in.quality[i]) || !Double.isFinite(x)) {
        Numbers.doubt(out, out.addRow(in, i), x);
        return;
      }
      boolean near = !(Math.abs(x - believed.get(row)) > step.at(row));
      long count = seen.get(row) > 0 && Math.abs(x - doubted.get(row)) <= step.at(row) ? seen.get(row) + 1 : 1;
      if (near || count > n.at(row)) {
        believed.set(row, x);
        seen.set(row, 0);
        out.addRow(in, i);
        return;
      }
      doubted.set(row, x);
      seen.set(row, count);
      if (drop) {
        context.dropped();
      } else {
        out.quality[out.addRow(in, i)] = Quality.questionable(in.quality[i], Quality.INCONSISTENT);
      }
    }

    @Override
    public void onReturn(int row) {
      believed.set(row, Double.NaN);
    }
  }
}
