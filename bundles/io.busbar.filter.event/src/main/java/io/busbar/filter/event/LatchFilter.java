package io.busbar.filter.event;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.formula.FormulaOperation;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code latch(reset)}: an alarm that stays until somebody resets it. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=latch")
public final class LatchFilter extends FormulaOperation {
  /** The operation. */
  public LatchFilter() {
    super(Takes.STATE, "reset", new Descriptor("latch", "Keeps an on until it is reset",
        "Once a sample that is not INVALID is on (not 0) the result stays on. It goes off with the first sample that is off while "
            + "reset, a formula as for expr, is true "
            + "(a reset while the input is on does nothing: set is dominant, the SR of IEC 61131-3 §6.6.3.5.2). Each sample gives "
            + "one result with "
            + "its own time and quality; a reset alone does not start it. State: whether it is on, durable. Drops nothing.",
        "read: coil 3, flow: \"latch(reset == 1)\"",
        List.of(Parameter.required("reset", ParameterType.TEXT, "Formula; true resets."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    super.output(stage);
    return StageOutput.of(Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    BoundFormula reset = new BoundFormula(context, context.text("reset"));
    LongColumn on = context.longs("on", 0, true);
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        boolean usable = !Quality.isInvalid(in.quality[i]);
        if (usable && in.bits[i] != 0) {
          on.set(row, 1);
        } else if (usable && on.get(row) != 0 && !Quality.isInvalid(reset.quality(row, in.quality[i]))
            && reset.value(row, kind.toDouble(in.bits[i]), in.quality[i]) != 0) {
          on.set(row, 0);
        }
        out.bits[out.addRow(in, i)] = on.get(row);
      }
    };
  }
}
