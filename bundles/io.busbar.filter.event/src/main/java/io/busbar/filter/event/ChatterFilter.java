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
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.NumberRing;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code chatter(onN, window, offN)}: a contact that changes too often. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=chatter")
public final class ChatterFilter extends Operation {
  private static final int MAX_CHANGES = 32;

  /** The operation. */
  public ChatterFilter() {
    super(Takes.STATE, new Descriptor("chatter", "Blocks a status that changes too often, and says so",
        "When onN changes lie within window of source time, the last of them passes marked QUESTIONABLE oscillatory: that is the "
            + "alarm, and the state "
            + "that is held. Until fewer than offN changes lie within window, all changes are dropped and counted; then the last "
            + "one is sent as it "
            + "came, without the mark, by itself when window is over without a further change (gateway time). A sample that is not "
            + "a change of value passes, while blocked "
            + "it is dropped; each change of validity passes. An event whose source time is before the newest one's passes while "
            + "not blocked and is not "
            + "counted, because what it meant to the rhythm is over. DNP3 calls this the chatter filter, IEC 61850 oscillatory. "
            + "State: times of the last changes, "
            + "last sample; durable.",
        "read: coil 3, flow: \"chatter(5, 10s, 2)\"",
        List.of(Parameter.required("onN", ParameterType.INTEGER, "Changes in the window that block.").within(2, MAX_CHANGES),
            Parameter.required("window", ParameterType.DURATION, "Length of the window.").in("s").within(0.01, 3_600),
            Parameter.optional("offN", ParameterType.INTEGER, "1", "Fewer changes than that release; not above onN.").within(1, MAX_CHANGES))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    if (stage.number("offN") > stage.number("onN")) {
      stage.error("offN", "empty-range", "offN " + stage.text("offN") + " is above onN " + stage.text("onN")
          + ". Write offN not above onN, for example chatter(5, 10s, 2).");
    }
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long UNKNOWN = -1;

    private final StageContext context;
    private final DoubleParameter onN;
    private final DoubleParameter window;
    private final DoubleParameter offN;
    private final NumberRing changes;
    private final HeldSample last;
    private final DurableTimer timer;
    private final LongColumn blocked;
    private final LongColumn known;
    private final LongColumn value;

    Stage(StageContext context) {
      this.context = context;
      this.onN = context.number("onN");
      this.window = context.number("window");
      this.offN = context.number("offN");
      this.changes = new NumberRing(context, "changes", MAX_CHANGES, true);
      this.last = new HeldSample(context, "last", true);
      this.timer = new DurableTimer(context);
      this.blocked = context.longs("blocked", 0, true);
      this.known = context.longs("known", UNKNOWN, true);
      this.value = context.longs("value", 0, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long validity = in.quality[i] & Quality.VALIDITY_MASK;
      boolean told = known.get(row) != UNKNOWN && known.get(row) == validity;
      boolean change = told && in.bits[i] != value.get(row);
      known.set(row, validity);
      value.set(row, in.bits[i]);
      long time = Numbers.time(in, i);
      boolean late = changes.size(row) > 0 && time < changes.time(row, changes.size(row) - 1);
      if (change && !late) {
        changes.add(row, time, 0);
        forgetBefore(row, time - Numbers.ns(window, row));
      }
      if (blocked.get(row) == 0) {
        boolean begins = changes.size(row) >= onN.at(row) && change && !late;
        int o = out.addRow(in, i);
        if (begins) {
          blocked.set(row, 1);
          out.quality[o] = Quality.questionable(in.quality[i], Quality.OSCILLATORY);
          wait(row, in, i);
        }
        return;
      }
      if (!told) {
        out.addRow(in, i);
        return;
      }
      if (changes.size(row) < offN.at(row)) {
        release(row);
        out.addRow(in, i);
        return;
      }
      context.dropped();
      wait(row, in, i);
    }

    private void wait(int row, SampleBatch in, int i) {
      last.keep(row, in, i);
      timer.schedule(row, context.nowNs() + Numbers.ns(window, row));
    }

    private void release(int row) {
      blocked.set(row, 0);
      last.forget(row);
      timer.cancel(row);
    }

    private void forgetBefore(int row, long oldest) {
      while (changes.size(row) > 0 && changes.time(row, 0) <= oldest) {
        changes.removeFirst(row);
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!last.isEmpty(row)) {
        last.addTo(out, row);
        changes.clear(row);
        release(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }

    @Override
    public void onReturn(int row) {
      known.set(row, UNKNOWN);
    }
  }
}
