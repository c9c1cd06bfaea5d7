package io.busbar.filter.event;

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

/** {@code debounce(t)}: contacts bounce. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=debounce")
public final class DebounceFilter extends Operation {
  /** The operation. */
  public DebounceFilter() {
    super(Takes.STATE, new Descriptor("debounce", "Passes a change of state once it has been stable for t",
        "A change passes when no further one has come for t (gateway time), with the source time of its first edge, not of the "
            + "confirmation: a "
            + "contact that bounces closed at the moment of its first touch. While it bounces between the new and the old state the "
            + "first edge's "
            + "time is kept; if it ends in the old state nothing is sent. All further edges are dropped and counted. The first "
            + "sample, each change of "
            + "quality and the first sample after a lost device pass at once. An event that comes late is taken as it comes. Better done "
            + "in the device, where it is faster than a poll. State: value and quality last sent, the first edge, the present "
            + "state; durable.",
        "read: coil 3, flow: \"debounce(20ms)\"",
        List.of(Parameter.required("t", ParameterType.DURATION, "How long it must be stable.").in("s").within(0.001, 60))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long NOTHING_SENT = -1;

    private final StageContext context;
    private final DoubleParameter t;
    private final HeldSample edge;
    private final DurableTimer timer;
    private final LongColumn present;
    private final LongColumn sentBits;
    private final LongColumn sentQuality;

    Stage(StageContext context) {
      this.context = context;
      this.t = context.number("t");
      this.edge = new HeldSample(context, "edge", true);
      this.timer = new DurableTimer(context);
      this.present = context.longs("present", 0, true);
      this.sentBits = context.longs("sentBits", 0, true);
      this.sentQuality = context.longs("sentQuality", NOTHING_SENT, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long bits = in.bits[i];
      boolean sameQuality = sentQuality.get(row) == (in.quality[i] & 0xFFFF_FFFFL);
      if (!sameQuality || (edge.isEmpty(row) && bits == sentBits.get(row))) {
        if (!edge.isEmpty(row)) {
          context.dropped();
          forget(row);
        }
        sentBits.set(row, bits);
        sentQuality.set(row, in.quality[i] & 0xFFFF_FFFFL);
        out.addRow(in, i);
        return;
      }
      if (edge.isEmpty(row)) {
        edge.keep(row, in, i);
        present.set(row, bits);
        timer.schedule(row, context.nowNs() + Numbers.ns(t, row));
        return;
      }
      context.dropped();
      if (bits != present.get(row)) {
        present.set(row, bits);
        timer.schedule(row, context.nowNs() + Numbers.ns(t, row));
      }
    }

    private void forget(int row) {
      edge.forget(row);
      timer.cancel(row);
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (edge.isEmpty(row)) {
        return;
      }
      if (present.get(row) == sentBits.get(row)) {
        context.dropped();
      } else {
        out.bits[edge.addTo(out, row)] = present.get(row);
        sentBits.set(row, present.get(row));
      }
      edge.forget(row);
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
