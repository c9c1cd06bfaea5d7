package io.busbar.filter.event;

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
import io.busbar.api.filter.support.HeldRing;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code reorder(lateness)}: events in the order of their source times. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=reorder")
public final class ReorderFilter extends Operation {
  private static final int HELD = 16;

  /** The operation. */
  public ReorderFilter() {
    super(Takes.FIXED, new Descriptor("reorder", "Puts events into the order of their source times",
        "Each event is held for lateness (gateway time) and sent when no earlier one can be expected any more, so events leave in "
            + "the order of "
            + "their source times; of equal ones that which came first. One that comes later than that, before one that is sent "
            + "already, passes at once, "
            + "marked QUESTIONABLE oldData. At most 16 are held; when a further one comes the oldest goes early. For sources that "
            + "report over two paths or by priority. State: the held "
            + "events, durable. Drops nothing.",
        "reorder(2s)",
        List.of(Parameter.required("lateness", ParameterType.DURATION, "How long an event may be late.").in("s").within(0.001, 3_600))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final DoubleParameter lateness;
    private final HeldRing held;
    private final DurableTimer timer;
    private final LongColumn sentTime;

    Stage(StageContext context) {
      this.context = context;
      this.lateness = context.number("lateness");
      this.held = new HeldRing(context, "held", HELD);
      this.timer = new DurableTimer(context);
      this.sentTime = context.longs("sentTime", Long.MIN_VALUE, true);
    }

    @Override
    public int maxOutputs() {
      return 2;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      if (in.sourceTime[i] < sentTime.get(row)) {
        int o = out.addRow(in, i);
        out.quality[o] = Quality.questionable(in.quality[i], Quality.OLD_DATA);
        return;
      }
      if (held.isFull(row)) {
        release(row, out);
      }
      if (in.sourceTime[i] < sentTime.get(row)) {
        int o = out.addRow(in, i);
        out.quality[o] = Quality.questionable(in.quality[i], Quality.OLD_DATA);
      } else {
        int place = held.size(row);
        while (place > 0 && held.at(row, place - 1).time(row) > Numbers.time(in, i)) {
          place--;
        }
        held.insert(row, place, in, i);
      }
      schedule(row);
    }

    private void release(int row, SampleBatch out) {
      sentTime.set(row, held.at(row, 0).time(row));
      held.at(row, 0).addTo(out, row);
      held.removeFirst(row);
    }

    private void schedule(int row) {
      if (held.size(row) > 0) {
        timer.schedule(row, Math.max(context.nowNs(), held.at(row, 0).gatewayTime(row) + Numbers.ns(lateness, row)));
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (held.size(row) > 0) {
        release(row, out);
        schedule(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
