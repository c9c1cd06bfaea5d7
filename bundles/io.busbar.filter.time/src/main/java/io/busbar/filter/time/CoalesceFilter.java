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
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code coalesce(window)}: of a burst the last. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=coalesce")
public final class CoalesceFilter extends Operation {
  /** The operation. */
  public CoalesceFilter() {
    super(Takes.FIXED, new Descriptor("coalesce", "Makes one sample of a burst: the last",
        "The first sample begins a window (gateway time); when it ends the last sample that came in it is sent as it came. So what "
            + "is sent is "
            + "late by the window at most, and a burst is one sample. What is replaced is dropped and counted. Events are exempt: a "
            + "sample "
            + "with another cause than periodic or background passes at once, after what is held. A change of quality sends what is "
            + "held and "
            + "begins a window. State: the held sample, durable.",
        "coalesce(200ms)",
        List.of(Parameter.required("window", ParameterType.DURATION, "How long a burst is gathered.").in("s").within(0.001, 3_600))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final DoubleParameter window;
    private final HeldSample held;
    private final DurableTimer timer;

    Stage(StageContext context) {
      this.context = context;
      this.window = context.number("window");
      this.held = new HeldSample(context, "held", true);
      this.timer = new DurableTimer(context);
    }

    @Override
    public int maxOutputs() {
      return 2;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int cause = in.cause[i] & 0x7F;
      boolean event = cause != Cause.PERIODIC && cause != Cause.BACKGROUND;
      boolean empty = held.isEmpty(row);
      if (!empty && (event || held.quality(row) != in.quality[i])) {
        held.addTo(out, row);
        held.forget(row);
        timer.cancel(row);
      } else if (!empty) {
        context.dropped();
      }
      if (event) {
        out.addRow(in, i);
        return;
      }
      held.keep(row, in, i);
      if (!timer.isSet(row)) {
        timer.schedule(row, context.nowNs() + Numbers.ns(window, row));
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!held.isEmpty(row)) {
        held.addTo(out, row);
        held.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
