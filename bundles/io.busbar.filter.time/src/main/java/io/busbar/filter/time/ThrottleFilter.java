package io.busbar.filter.time;

import io.busbar.api.data.Kind;
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

/** {@code throttle(min, keep)}: not more than one sample in a time. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=throttle")
public final class ThrottleFilter extends Operation {
  /** The operation. */
  public ThrottleFilter() {
    super(Takes.NUMBER, new Descriptor("throttle", "Passes at most one sample in each time span",
        "The first sample passes at once and begins a span of min (gateway time). Of what comes in the span one is kept: the last, "
            + "the least "
            + "(keep: min) or the greatest (keep: max); it is sent as it came when the span ends, and begins the next one. Nothing "
            + "came: the next sample "
            + "passes at once. A change of quality sends what is kept and passes at once, beginning a span; so does NaN. What is "
            + "not kept is dropped and "
            + "counted. State: quality last sent, the kept sample; durable.",
        "throttle(5s, max)",
        List.of(Parameter.required("min", ParameterType.DURATION, "Least time between two samples.").in("s").within(0.001, 86_400),
            Parameter.choice("keep", false, List.of("last", "min", "max"), "Which sample of a span is kept."))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long NOTHING_SENT = -1;

    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter min;
    private final int keep;
    private final HeldSample kept;
    private final DurableTimer timer;
    private final LongColumn sentQuality;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.min = context.number("min");
      this.keep = List.of("min", "last", "max").indexOf(context.text("keep")) - 1;
      this.kept = new HeldSample(context, "kept", true);
      this.timer = new DurableTimer(context);
      this.sentQuality = context.longs("sentQuality", NOTHING_SENT, true);
    }

    @Override
    public int maxOutputs() {
      return 2;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double x = kind.toDouble(in.bits[i]);
      boolean atOnce = sentQuality.get(row) != (in.quality[i] & 0xFFFF_FFFFL) || Double.isNaN(x);
      if (!atOnce && timer.isSet(row)) {
        if (kept.isEmpty(row)) {
          kept.keep(row, in, i);
        } else {
          context.dropped();
          if (keep == 0 || Math.signum(x - kind.toDouble(kept.bits(row))) == keep) {
            kept.keep(row, in, i);
          }
        }
        return;
      }
      if (!kept.isEmpty(row)) {
        kept.addTo(out, row);
        kept.forget(row);
      }
      out.addRow(in, i);
      sentQuality.set(row, in.quality[i] & 0xFFFF_FFFFL);
      timer.schedule(row, context.nowNs() + Numbers.ns(min, row));
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!kept.isEmpty(row)) {
        kept.addTo(out, row);
        kept.forget(row);
        timer.schedule(row, nowNs + Numbers.ns(min, row));
      }
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
