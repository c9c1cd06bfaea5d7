package io.busbar.filter.deadband;

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

/** {@code budget(samples, per)}: not more samples than that in that time, and the newest is never lost. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=budget")
public final class BudgetFilter extends Operation {
  private static final double BURST_SHARE = 0.1;

  /** The operation. */
  public BudgetFilter() {
    super(Takes.NUMBER, new Descriptor("budget", "Passes not more samples than a budget allows, and at the end the newest",
        "The point earns samples evenly, samples in each per (gateway time), and saves up to a tenth of that, one at least. While it has one a "
            + "sample passes at once. While it has none the newest is held, in place of what was held before, and is sent as it came as soon as "
            + "one is earned: what is known at central is late then, never wrong for long. A change of quality, the first sample and the first "
            + "one after a lost device pass at once and are charged, with what is held before them. For a kind of device write it as the "
            + "template's report:. dropped.budget counts what was replaced. State: quality last sent, account, the held sample; durable.",
        "budget(60, 1h)",
        List.of(Parameter.required("samples", ParameterType.NUMBER, "Samples of this point in each per.").within(0.01, 1e9),
            Parameter.optional("per", ParameterType.DURATION, "1h", "Time that they are for.").in("s").within(1, 31 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long NOTHING_SENT = -1;

    private final StageContext context;
    private final DoubleParameter samples;
    private final DoubleParameter per;
    private final HeldSample held;
    private final DurableTimer timer;
    private final LongColumn sentQuality;
    /** When the account is full again, ns. */
    private final LongColumn fullAt;

    Stage(StageContext context) {
      this.context = context;
      this.samples = context.number("samples");
      this.per = context.number("per");
      this.held = new HeldSample(context, "held", true);
      this.timer = new DurableTimer(context);
      this.sentQuality = context.longs("sentQuality", NOTHING_SENT, true);
      this.fullAt = context.longs("fullAt", Long.MIN_VALUE, true);
    }

    @Override
    public int maxOutputs() {
      return 2;
    }

    /** Time in which one sample is earned, ns. */
    private long earning(int row) {
      return Math.max(1, (long) (Numbers.ns(per, row) / samples.at(row)));
    }

    /** When there is a sample in the account, ns. */
    private long allowedAt(int row) {
      double saved = Math.max(1, Math.floor(samples.at(row) * BURST_SHARE));
      long full = fullAt.get(row);
      return full == Long.MIN_VALUE ? full : full - (long) ((saved - 1) * earning(row));
    }

    private void charge(int row, long nowNs) {
      fullAt.set(row, Math.max(fullAt.get(row), nowNs) + earning(row));
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long now = context.nowNs();
      boolean atOnce = sentQuality.get(row) != (in.quality[i] & 0xFFFF_FFFFL);
      if (!atOnce && now < allowedAt(row)) {
        if (!held.isEmpty(row)) {
          context.dropped();
        }
        held.keep(row, in, i);
        if (!timer.isSet(row)) {
          timer.schedule(row, allowedAt(row));
        }
        return;
      }
      if (!held.isEmpty(row)) {
        held.addTo(out, row);
        held.forget(row);
        charge(row, now);
      }
      timer.cancel(row);
      out.addRow(in, i);
      sentQuality.set(row, in.quality[i] & 0xFFFF_FFFFL);
      charge(row, now);
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!held.isEmpty(row)) {
        held.addTo(out, row);
        held.forget(row);
        charge(row, nowNs);
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
