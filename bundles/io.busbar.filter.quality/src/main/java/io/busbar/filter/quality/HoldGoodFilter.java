package io.busbar.filter.quality;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code holdGood(hold)}: the last good value stands in for a short loss. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=holdGood")
public final class HoldGoodFilter extends Operation {
  /** The operation. */
  public HoldGoodFilter() {
    super(Takes.FIXED, new Descriptor("holdGood", "Lets the last good value stand in for a short loss",
        "A sample that is INVALID within hold (gateway time) of the last one that was not is replaced by that one, with its value, "
            + "source time and details, marked QUESTIONABLE oldData; the first is replaced, further ones are dropped and counted. When "
            + "hold is over the last INVALID sample is sent as it came, and from then on they pass. Without a good sample before, all "
            + "pass. State: the last good sample, the last bad one (durable).",
        "holdGood(10s)",
        List.of(Parameter.required("hold", ParameterType.DURATION, "How long.").in("s").within(0.1, 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final DoubleParameter hold;
    private final HeldSample good;
    private final HeldSample bad;
    private final DurableTimer timer;
    private final LongColumn heldUntil;

    Stage(StageContext context) {
      this.context = context;
      this.hold = context.number("hold");
      this.good = new HeldSample(context, "good", false);
      this.bad = new HeldSample(context, "bad", true);
      this.timer = new DurableTimer(context);
      this.heldUntil = context.longs("heldUntil", Long.MIN_VALUE, false);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      if (!Quality.isInvalid(in.quality[i])) {
        good.keep(row, in, i);
        heldUntil.set(row, context.nowNs() + Numbers.ns(hold, row));
        if (!bad.isEmpty(row)) {
          bad.forget(row);
          timer.cancel(row);
        }
        out.addRow(in, i);
      } else if (good.isEmpty(row) || context.nowNs() >= heldUntil.get(row)) {
        out.addRow(in, i);
      } else {
        if (bad.isEmpty(row)) {
          int o = good.addTo(out, row);
          out.quality[o] = Quality.questionable(out.quality[o], Quality.OLD_DATA);
          out.gatewayTime[o] = in.gatewayTime[i];
          timer.schedule(row, heldUntil.get(row));
        } else {
          context.dropped();
        }
        bad.keep(row, in, i);
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!bad.isEmpty(row)) {
        bad.addTo(out, row);
        bad.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
