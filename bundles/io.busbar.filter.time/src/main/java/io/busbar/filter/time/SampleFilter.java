package io.busbar.filter.time;

import io.busbar.api.data.Cause;
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

/** {@code sample(period, offset)}: one sample on each point of a grid. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=sample")
public final class SampleFilter extends Operation {
  /** The operation. */
  public SampleFilter() {
    super(Takes.FIXED, new Descriptor("sample", "Passes the last sample at each point of a time grid",
        "The grid is at offset, offset + period … of the gateway's time since 1970 in UTC, so that all points with the same period "
            + "are sampled "
            + "together. At each grid point the last sample that came since the one before is sent, with its own source time and quality "
            + "and the cause periodic; if none came, nothing (heartbeat repeats). What is not the last is dropped and counted. A "
            + "sample whose "
            + "quality differs from the one kept is sent after that one at once. State: quality last seen, the kept sample; durable.",
        "sample(1min)",
        List.of(Parameter.required("period", ParameterType.DURATION, "Distance of grid points.").in("s").within(0.01, 86_400),
            Parameter.optional("offset", ParameterType.DURATION, "0s", "Where the grid begins.").in("s").within(0, 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long NOTHING_SEEN = -1;

    private final StageContext context;
    private final DoubleParameter period;
    private final DoubleParameter offset;
    private final HeldSample kept;
    private final DurableTimer timer;
    private final LongColumn seenQuality;

    Stage(StageContext context) {
      this.context = context;
      this.period = context.number("period");
      this.offset = context.number("offset");
      this.kept = new HeldSample(context, "kept", true);
      this.timer = new DurableTimer(context);
      this.seenQuality = context.longs("seenQuality", NOTHING_SEEN, true);
    }

    @Override
    public int maxOutputs() {
      return 2;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      boolean sameQuality = seenQuality.get(row) == (in.quality[i] & 0xFFFF_FFFFL);
      seenQuality.set(row, in.quality[i] & 0xFFFF_FFFFL);
      if (!sameQuality) {
        if (!kept.isEmpty(row)) {
          kept.addTo(out, row);
          kept.forget(row);
        }
        timer.cancel(row);
        out.addRow(in, i);
        return;
      }
      if (!kept.isEmpty(row)) {
        context.dropped();
      }
      kept.keep(row, in, i);
      if (!timer.isSet(row)) {
        long step = Numbers.ns(period, row);
        timer.schedule(row, Numbers.floor(context.nowNs(), step, Numbers.ns(offset, row)) + step);
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!kept.isEmpty(row)) {
        out.cause[kept.addTo(out, row)] = Cause.PERIODIC;
        kept.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }

    @Override
    public void onReturn(int row) {
      seenQuality.set(row, NOTHING_SEEN);
    }
  }
}
