package io.busbar.filter.time;

import io.busbar.api.data.Cause;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code heartbeat(period)}: the last sample on each point of a grid, besides what passes. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=heartbeat")
public final class HeartbeatFilter extends Operation {
  /** The operation. */
  public HeartbeatFilter() {
    super(Takes.FIXED, new Descriptor("heartbeat", "Sends the last sample again at each point of a time grid",
        "Everything passes. At each multiple of period of the gateway's time since 1970 in UTC the last sample is sent again with "
            + "its own "
            + "source time and quality and the cause periodic, whether or not others have passed meanwhile (maxSilence repeats only "
            + "after a "
            + "silence). So a receiver that counts on a rhythm gets it. Nothing is repeated while the device is lost. State: the "
            + "last sample; "
            + "not durable. Drops nothing.",
        "dbAbs(2) | heartbeat(15min)",
        List.of(Parameter.required("period", ParameterType.DURATION, "Distance of grid points.").in("s").within(0.1, 7 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final DoubleParameter period;
    private final HeldSample last;

    Stage(StageContext context) {
      this.context = context;
      this.period = context.number("period");
      this.last = new HeldSample(context, "last", false);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      out.addRow(in, i);
      if (last.isEmpty(row)) {
        next(row, context.nowNs());
      }
      last.keep(row, in, i);
    }

    private void next(int row, long nowNs) {
      long step = Numbers.ns(period, row);
      context.schedule(row, Numbers.floor(nowNs, step, 0) + step);
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      if (!last.isEmpty(row)) {
        int o = last.addTo(out, row);
        out.cause[o] = Cause.PERIODIC;
        out.gatewayTime[o] = nowNs;
        next(row, nowNs);
      }
    }

    @Override
    public void onLost(int row) {
      last.forget(row);
      context.cancel(row);
    }
  }
}
