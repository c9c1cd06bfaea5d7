package io.busbar.filter.deadband;

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
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code exception(dev, minTime, maxTime)}: the exception test of historians, which also sends the sample before the change. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=exception")
public final class ExceptionFilter extends Operation {
  /** The operation. */
  public ExceptionFilter() {
    super(Takes.MEASUREMENT, new Descriptor("exception", "Passes a value that has moved by more than dev, and the sample before it",
        "When |x − last sent| > dev and minTime has passed since the last sample sent, the sample before (if it was held back) and "
            + "this one are sent: so a trend shows the flat line up to the change and not a ramp from long ago. After maxTime without "
            + "a sample, the last one seen is sent. The exception test of PI interfaces (ExcDev, ExcMin, ExcMax). A sample is sent "
            + "late, when the next proves it necessary, or after maxTime: for historians, never before a status or an alarm. A "
            + "change of quality sends both at once; so does the first sample after a lost device. Times that do not advance are "
            + "dropped and counted; the same time with another quality passes. Works on source time, maxTime on gateway time. State: "
            + "value, time and quality last sent, the held sample (durable). Drops what lies inside.",
        "exception(0.5, 0s, 10min)",
        List.of(Parameter.required("dev", ParameterType.NUMBER, "Distance in the unit of the value.").within(0, Double.MAX_VALUE),
            Parameter.optional("minTime", ParameterType.DURATION, "0s", "Two changes are not sent closer than that.").in("s")
                .within(0, 86_400),
            Parameter.optional("maxTime", ParameterType.DURATION, "10min", "Longest silence while samples come.").in("s")
                .within(0.1, 7 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long NOTHING_SENT = -1;

    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter dev;
    private final DoubleParameter minTime;
    private final DoubleParameter maxTime;
    private final HeldSample held;
    private final DurableTimer timer;
    private final DoubleColumn sentValue;
    private final LongColumn sentTime;
    private final LongColumn sentQuality;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.dev = context.number("dev");
      this.minTime = context.number("minTime");
      this.maxTime = context.number("maxTime");
      this.held = new HeldSample(context, "held", true);
      this.timer = new DurableTimer(context);
      this.sentValue = context.doubles("sentValue", 0, false);
      this.sentTime = context.longs("sentTime", 0, false);
      this.sentQuality = context.longs("sentQuality", NOTHING_SENT, false);
    }

    @Override
    public int maxOutputs() {
      return 2;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double x = kind.toDouble(in.bits[i]);
      boolean changed = sentQuality.get(row) != (in.quality[i] & 0xFFFF_FFFFL) || (!Double.isFinite(x) && Quality.isGood(in.quality[i]));
      long newest = held.isEmpty(row) ? sentTime.get(row) : held.time(row);
      if (!changed && Numbers.time(in, i) <= newest) {
        context.dropped();
        return;
      }
      boolean due = Numbers.time(in, i) - sentTime.get(row) >= Numbers.ns(minTime, row);
      if (changed || (due && Math.abs(x - sentValue.get(row)) > dev.at(row))) {
        release(row, out);
        send(row, Numbers.time(in, i), x, in.quality[i]);
        out.addRow(in, i);
        return;
      }
      if (!held.isEmpty(row)) {
        context.dropped();
      }
      held.keep(row, in, i);
      if (!timer.isSet(row)) {
        timer.schedule(row, context.nowNs() + Numbers.ns(maxTime, row));
      }
    }

    private void send(int row, long time, double x, int quality) {
      sentValue.set(row, x);
      sentTime.set(row, time);
      sentQuality.set(row, quality & 0xFFFF_FFFFL);
      timer.cancel(row);
    }

    private void release(int row, SampleBatch out) {
      if (!held.isEmpty(row)) {
        held.addTo(out, row);
        send(row, held.time(row), kind.toDouble(held.bits(row)), held.quality(row));
        held.forget(row);
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      release(row, out);
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }

    @Override
    public void onReturn(int row) {
      sentQuality.set(row, NOTHING_SENT);
    }
  }
}
