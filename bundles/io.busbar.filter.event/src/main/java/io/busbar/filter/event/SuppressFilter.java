package io.busbar.filter.event;

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
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.formula.FormulaOperation;
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code suppress(when, how)}: alarms that are expected. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=suppress")
public final class SuppressFilter extends FormulaOperation {
  /** The operation. */
  public SuppressFilter() {
    super(Takes.NUMBER, "when", new Descriptor("suppress", "Holds alarms back while a formula is true: maintenance, a parent that is lost",
        "when is a formula as for expr; points in it are looked at as they are when the sample comes. While it is true: how hold "
            + "drops the samples, counted, but keeps the last one, and "
            + "sends it, as it came, when the next look finds the formula false, so that a state that is still there is told; drop "
            + "only drops them; mark passes them "
            + "QUESTIONABLE operatorBlocked. The look comes with each sample and, while one is kept, every recheck of gateway time. "
            + "Where something in the formula is INVALID nothing is suppressed: "
            + "rather an alarm too many. State: the kept sample, durable.",
        "read: coil 3, flow: \"suppress(maintenance == 1)\"",
        List.of(Parameter.required("when", ParameterType.TEXT, "Formula; true suppresses."),
            Parameter.choice("how", false, List.of("hold", "drop", "mark"), "What happens meanwhile."),
            Parameter.optional("recheck", ParameterType.DURATION, "1s", "How often it is looked whether it is over.").in("s")
                .within(0.05, 3_600))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final Kind kind;
    private final BoundFormula when;
    private final DoubleParameter recheck;
    private final boolean hold;
    private final boolean mark;
    private final HeldSample kept;
    private final DurableTimer timer;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.when = new BoundFormula(context, context.text("when"));
      this.recheck = context.number("recheck");
      this.hold = context.text("how").equals("hold");
      this.mark = context.text("how").equals("mark");
      this.kept = new HeldSample(context, "kept", true);
      this.timer = new DurableTimer(context);
    }

    private boolean isSuppressed(int row, long bits, int quality) {
      return !Quality.isInvalid(when.quality(row, quality)) && when.value(row, kind.toDouble(bits), quality) != 0;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      boolean suppressed = isSuppressed(row, in.bits[i], in.quality[i]);
      if (!kept.isEmpty(row)) {
        context.dropped();
        kept.forget(row);
        timer.cancel(row);
      }
      if (!suppressed || mark) {
        int o = out.addRow(in, i);
        if (suppressed) {
          out.quality[o] = Quality.questionable(in.quality[i], Quality.OPERATOR_BLOCKED);
        }
      } else if (hold) {
        kept.keep(row, in, i);
        timer.schedule(row, context.nowNs() + Numbers.ns(recheck, row));
      } else {
        context.dropped();
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (kept.isEmpty(row)) {
        return;
      }
      if (isSuppressed(row, kept.bits(row), kept.quality(row))) {
        timer.schedule(row, nowNs + Numbers.ns(recheck, row));
      } else {
        kept.addTo(out, row);
        kept.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
