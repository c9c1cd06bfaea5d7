package io.busbar.filter.time;

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

/** {@code stretch(least)}: an on lasts long enough to be seen. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=stretch")
public final class StretchFilter extends Operation {
  /** The operation. */
  public StretchFilter() {
    super(Takes.STATE, new Descriptor("stretch", "Keeps a status on for a least time",
        "On (not 0) passes at once. An off that comes within least (gateway time) of the on is held back until then and sent with "
            + "its own "
            + "source time; if on comes again meanwhile, the off is dropped and counted and the time begins anew. For those who look "
            + "seldom: a pulse is not missed. Samples that are not good pass at once and end the hold. State: the end of the hold, the "
            + "held sample; durable.",
        "read: coil 3, flow: \"stretch(2s)\"",
        List.of(Parameter.required("least", ParameterType.DURATION, "How long on is shown at least.").in("s").within(0.001, 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final DoubleParameter least;
    private final HeldSample off;
    private final DurableTimer timer;
    private final LongColumn until;

    Stage(StageContext context) {
      this.context = context;
      this.least = context.number("least");
      this.off = new HeldSample(context, "off", true);
      this.timer = new DurableTimer(context);
      this.until = context.longs("until", Long.MIN_VALUE, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      boolean good = Quality.isGood(in.quality[i]);
      boolean on = in.bits[i] != 0;
      if (good && !on && context.nowNs() < until.get(row)) {
        if (!off.isEmpty(row)) {
          context.dropped();
          return;
        }
        off.keep(row, in, i);
        timer.schedule(row, until.get(row));
        return;
      }
      if (!off.isEmpty(row)) {
        context.dropped();
        off.forget(row);
        timer.cancel(row);
      }
      until.set(row, good && on ? context.nowNs() + Numbers.ns(least, row) : Long.MIN_VALUE);
      out.addRow(in, i);
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!off.isEmpty(row)) {
        off.addTo(out, row);
        off.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
