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
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldRing;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code prePost(trigger, pre, post, idleRate)}: everything around a change, little else. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=prePost")
public final class PrePostFilter extends Operation {
  private static final int MOST_BEFORE = 7;

  /** The operation. */
  public PrePostFilter() {
    super(Takes.FIXED, new Descriptor("prePost", "Passes everything around a change of another point, and little at other times",
        "In idle times one sample per idleRate passes; the others are kept, the newest pre of them. When the trigger, a point of "
            + "the same "
            + "device, has another value than before, seen with the next sample of this point, the kept samples are sent in order, "
            + "and for post "
            + "(gateway time, anew with each further change) every sample passes. So the course of a fault is whole and a radio is "
            + "not busy in "
            + "between. A trigger that is INVALID changes nothing. Samples that are pushed out of the memory are dropped and "
            + "counted. State: "
            + "trigger, the end of post, time last sent, the kept samples; durable.",
        "prePost(breaker, 5, 30s, 5min)",
        List.of(Parameter.required("trigger", ParameterType.POINT, "Point of the same device whose change is the event."),
            Parameter.required("pre", ParameterType.INTEGER, "Samples before the change.").within(0, MOST_BEFORE),
            Parameter.required("post", ParameterType.DURATION, "How long everything passes after it.").in("s").within(0, 86_400),
            Parameter.required("idleRate", ParameterType.DURATION, "Time between samples otherwise.").in("s").within(0.01, 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final StageContext context;
    private final InputView trigger;
    private final DoubleParameter pre;
    private final DoubleParameter post;
    private final DoubleParameter idleRate;
    private final HeldRing kept;
    private final LongColumn seen;
    private final LongColumn fullUntil;
    private final LongColumn nextIdle;

    Stage(StageContext context) {
      this.context = context;
      this.trigger = context.point(context.text("trigger"));
      this.pre = context.number("pre");
      this.post = context.number("post");
      this.idleRate = context.number("idleRate");
      this.kept = new HeldRing(context, "kept", MOST_BEFORE);
      this.seen = context.longs("seen", UNKNOWN, true);
      this.fullUntil = context.longs("fullUntil", UNKNOWN, true);
      this.nextIdle = context.longs("nextIdle", UNKNOWN, true);
    }

    @Override
    public int maxOutputs() {
      return MOST_BEFORE + 1;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long now = context.nowNs();
      if (!Quality.isInvalid(trigger.quality(row))) {
        long state = trigger.bits(row);
        if (seen.get(row) != UNKNOWN && seen.get(row) != state) {
          fullUntil.set(row, now + Numbers.ns(post, row));
          release(row, out);
        }
        seen.set(row, state);
      }
      if (now <= fullUntil.get(row) || now >= nextIdle.get(row)) {
        while (kept.size(row) > 0) {
          context.dropped();
          kept.removeFirst(row);
        }
        nextIdle.set(row, now + Numbers.ns(idleRate, row));
        out.addRow(in, i);
        return;
      }
      if (kept.size(row) >= pre.at(row) && kept.size(row) > 0) {
        context.dropped();
        kept.removeFirst(row);
      }
      if (pre.at(row) > 0) {
        kept.add(row, in, i);
      } else {
        context.dropped();
      }
    }

    private void release(int row, SampleBatch out) {
      while (kept.size(row) > 0) {
        kept.at(row, 0).addTo(out, row);
        kept.removeFirst(row);
      }
    }
  }
}
