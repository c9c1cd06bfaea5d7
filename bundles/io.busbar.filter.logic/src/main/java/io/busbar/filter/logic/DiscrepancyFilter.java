package io.busbar.filter.logic;

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

/** {@code discrepancy(tol, after)}: two measurements of one thing differ. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=discrepancy")
public final class DiscrepancyFilter extends Operation {
  /** The operation. */
  public DiscrepancyFilter() {
    super(Takes.NUMBER, 2, 2, new Descriptor("discrepancy", "On while two inputs differ for too long",
        "On when |first − second| > tol has held for after (gateway time), off as soon as it does not. Also a command and its "
            + "feedback: with tol "
            + "0.5 two statuses that differ. Told are the first result, each change of it or of its quality, and it is told when the "
            + "time is over, without waiting for a sample; all else is dropped and counted. The quality is the worst of both; while "
            + "one is INVALID the result is off, INVALID, "
            + "and the time begins anew. State: since when, last told; durable.",
        "read: [holding 1 int16, holding 2 int16], flow: \"discrepancy(5, 10s)\"",
        List.of(Parameter.required("tol", ParameterType.NUMBER, "Greatest difference that is still right.").within(0, Double.MAX_VALUE),
            Parameter.optional("after", ParameterType.DURATION, "0s", "How long it must last.").in("s").within(0, 86_400))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends Joined {
    private static final long NOTHING = -1;

    private final StageContext context;
    private final DoubleParameter tol;
    private final DoubleParameter after;
    private final HeldSample last;
    private final DurableTimer timer;
    private final LongColumn told;

    Stage(StageContext context) {
      super(context);
      this.context = context;
      this.tol = context.number("tol");
      this.after = context.number("after");
      this.last = new HeldSample(context, "last", true);
      this.timer = new DurableTimer(context);
      this.told = context.longs("told", NOTHING, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int quality = worst(row);
      boolean differ = !Quality.isInvalid(quality) && Math.abs(value(row, 0) - value(row, 1)) > tol.at(row);
      boolean wasOn = (told.get(row) & 1) == 1 && told.get(row) != NOTHING;
      if (differ && !wasOn && after.at(row) > 0) {
        if (!timer.isSet(row)) {
          timer.schedule(row, context.nowNs() + Numbers.ns(after, row));
        }
        keep(row, in, i, quality);
        differ = false;
      } else if (timer.isSet(row)) {
        timer.cancel(row);
        last.forget(row);
      }
      long now = ((long) quality << 1) | (differ ? 1 : 0);
      if (now == told.get(row)) {
        context.dropped();
        return;
      }
      told.set(row, now);
      out.bits[add(row, in, i, out, quality)] = differ ? 1 : 0;
    }

    private void keep(int row, SampleBatch in, int i, int quality) {
      long bits = in.bits[i];
      last.keep(row, in, i);
      last.amend(row, bits, quality, newest(row));
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!last.isEmpty(row)) {
        int o = last.addTo(out, row);
        out.bits[o] = 1;
        out.gatewayTime[o] = nowNs;
        told.set(row, ((long) out.quality[o] << 1) | 1);
        last.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }

    @Override
    public void onReturn(int row) {
      told.set(row, NOTHING);
    }
  }
}
