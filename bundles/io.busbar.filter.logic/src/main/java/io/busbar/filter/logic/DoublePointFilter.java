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
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code doublePoint(first, second, transit)}: two contacts make one switch position. IEC 60870-5-101 §7.2.6.2. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=doublePoint")
public final class DoublePointFilter extends Operation {
  /** The operation. */
  public DoublePointFilter() {
    super(Takes.CONTACT, 2, 2, new Descriptor("doublePoint", "Makes one switch position of an open and a closed contact",
        "Open contact alone: off. Closed contact alone: on. Neither: intermediate, marked QUESTIONABLE inTransit. Both: "
            + "bad state, marked INVALID inconsistent. The arguments say which input is which contact, in the order of "
            + "read:. Both contacts of one request are judged together, so that a switch that has moved is not shown "
            + "as between. A position between, or a bad one, is told only when it has lasted for transit (gateway time); what is "
            + "taken back before "
            + "is dropped and counted. The quality is the worst of the two and of the position's; the time is that of the later "
            + "contact. State: the held position, durable.",
        "read: [10011, 10012], flow: \"doublePoint(open, closed)\"",
        List.of(Parameter.choice("first", false, List.of("open", "closed"), "What the first input says."),
            Parameter.choice("second", false, List.of("closed", "open"), "What the second input says."),
            Parameter.optional("transit", ParameterType.DURATION, "0s", "How long the switch may be between.").in("s").within(0, 300))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    if (stage.text("first").equals(stage.text("second"))) {
      stage.error("same-contact", "both inputs are given as the same contact. Write "
          + "doublePoint(open, closed) or doublePoint(closed, open).");
    }
    return StageOutput.of(Kind.DOUBLE_POINT);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context, context.text("first").equals("open"));
  }

  private static final class Stage extends Joined {
    private final StageContext context;
    private final DoubleParameter transit;
    private final int open;
    private final HeldSample held;
    private final DurableTimer timer;

    Stage(StageContext context, boolean openFirst) {
      super(context);
      this.context = context;
      this.transit = context.number("transit");
      this.open = openFirst ? 0 : 1;
      this.held = new HeldSample(context, "held", true);
      this.timer = new DurableTimer(context);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int position = (value(row, open) != 0 ? 1 : 0) | (value(row, 1 - open) != 0 ? 2 : 0);
      int inputs = worst(row);
      boolean isBetween = (position == 0 || position == 3) && !Quality.isInvalid(inputs) && transit.at(row) > 0;
      if (isBetween && !held.isEmpty(row) && held.bits(row) == position) {
        context.dropped();
        return;
      }
      if (!held.isEmpty(row)) {
        context.dropped();
        held.forget(row);
        timer.cancel(row);
      }
      if (isBetween) {
        held.keep(row, in, i);
        held.amend(row, position, judged(position, inputs), newest(row));
        timer.schedule(row, context.nowNs() + Numbers.ns(transit, row));
        return;
      }
      int o = add(row, in, i, out, judged(position, inputs));
      out.bits[o] = position;
    }

    private static int judged(int position, int inputs) {
      return position == 0 ? Quality.questionable(inputs, Quality.IN_TRANSIT)
          : position == 3 ? Quality.invalid(inputs, Quality.INCONSISTENT) : inputs;
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!held.isEmpty(row)) {
        held.addTo(out, row);
        held.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
