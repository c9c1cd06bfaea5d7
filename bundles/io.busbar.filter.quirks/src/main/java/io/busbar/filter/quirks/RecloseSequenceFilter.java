package io.busbar.filter.quirks;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
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
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code recloseSequence(deadTime, reclaim)}: what a recloser is doing. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=recloseSequence")
public final class RecloseSequenceFilter extends Operation {
  private static final int MAX_SHOTS = 4;

  /** The operation. */
  public RecloseSequenceFilter() {
    super(Takes.STATE, new Descriptor("recloseSequence", "Tells the shots of a recloser from its breaker: shot 1 to 4, lockout, back to normal",
        "The input is the breaker: a double point, or a single point that is on when closed. It opens: shot 1, the next opening "
            + "before it is back to normal: shot 2, up to 4. Closed for reclaim without opening: normal again. Open for longer than "
            + "deadTime: lockout, "
            + "until it has been closed for reclaim. One alarm with its course in place of eight status changes. Times by the "
            + "source times of the breaker's changes; lockout and normal are told by themselves (gateway time), with the source "
            + "time of the change they follow plus the time, marked invented. "
            + "A double point in transit or bad, and samples that are INVALID, change nothing. An event that comes late is dropped "
            + "and counted. Told are the first state and each change of it; all else is dropped and counted. State: the state, "
            + "position and time; durable.",
        "read: coil 3, flow: \"recloseSequence(40s, 60s)\"",
        List.of(Parameter.required("deadTime", ParameterType.DURATION, "Longest time open within a sequence.").in("s").within(0.1, 3_600),
            Parameter.required("reclaim", ParameterType.DURATION, "Time closed that ends a sequence.").in("s").within(0.1, 3_600))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return new StageOutput(Kind.ENUM, Map.of(0L, "normal", 1L, "shot1", 2L, "shot2", 3L, "shot3", 4L, "shot4", 5L, "lockout"));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long UNKNOWN = -1;
    private static final long OPEN = 0;
    private static final long CLOSED = 1;
    private static final long LOCKOUT = 5;

    private final StageContext context;
    private final boolean doublePoint;
    private final DoubleParameter deadTime;
    private final DoubleParameter reclaim;
    private final HeldSample change;
    private final DurableTimer timer;
    private final LongColumn position;
    private final LongColumn state;

    Stage(StageContext context) {
      this.context = context;
      this.doublePoint = context.inputs().get(0) == Kind.DOUBLE_POINT;
      this.deadTime = context.number("deadTime");
      this.reclaim = context.number("reclaim");
      this.change = new HeldSample(context, "change", true);
      this.timer = new DurableTimer(context);
      this.position = context.longs("position", UNKNOWN, true);
      this.state = context.longs("state", 0, true);
    }

    private long position(long bits) {
      if (!doublePoint) {
        return bits != 0 ? CLOSED : OPEN;
      }
      return bits == 1 ? OPEN : bits == 2 ? CLOSED : UNKNOWN;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long now = position(in.bits[i]);
      boolean late = !change.isEmpty(row) && in.sourceTime[i] < change.time(row);
      if (now == UNKNOWN || Quality.isInvalid(in.quality[i]) || late || now == position.get(row)) {
        context.dropped();
        return;
      }
      boolean first = position.get(row) == UNKNOWN;
      position.set(row, now);
      change.keep(row, in, i);
      long before = state.get(row);
      if (!first && now == OPEN && before != LOCKOUT) {
        state.set(row, Math.min(MAX_SHOTS, before + 1));
      }
      if (now == OPEN ? state.get(row) != LOCKOUT && !first : state.get(row) != 0) {
        timer.schedule(row, context.nowNs() + Numbers.ns(now == OPEN ? deadTime : reclaim, row));
      } else {
        timer.cancel(row);
      }
      if (first || state.get(row) != before) {
        out.bits[out.addRow(in, i)] = state.get(row);
      } else {
        context.dropped();
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (change.isEmpty(row)) {
        return;
      }
      boolean open = position.get(row) == OPEN;
      state.set(row, open ? LOCKOUT : 0);
      int o = change.addTo(out, row);
      out.bits[o] = state.get(row);
      out.sourceTime[o] += Numbers.ns(open ? deadTime : reclaim, row);
      out.gatewayTime[o] = nowNs;
      out.timeQuality[o] |= TimeQuality.INVENTED;
      out.cause[o] = Cause.SPONTANEOUS;
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
