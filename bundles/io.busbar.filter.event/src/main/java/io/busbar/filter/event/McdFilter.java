package io.busbar.filter.event;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code mcd}: momentary change detection. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=mcd")
public final class McdFilter extends Operation {
  /** The operation. */
  public McdFilter() {
    super(Takes.CONTACT, 2, 2, new Descriptor("mcd", "Makes two events of two changes between two scans",
        "The first input is the state, the second a bit that the device latches with each change and clears when it is read "
            + "(momentary change "
            + "detect). If the latch is set and the state is what it was, it has changed there and back: first the other state is "
            + "sent, with a "
            + "source time in the middle between the two scans, marked invented, then the state. If the state has changed, or the "
            + "latch is "
            + "clear, the state is sent alone. It needs that latch: from the state alone nobody can know. Without a state before, "
            + "or while "
            + "an input is INVALID, nothing is invented. Both inputs must be read in one request. State: the last state and its "
            + "time. Drops nothing.",
        "read: [10011, 10012], flow: \"mcd\"", List.of()));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long UNKNOWN = -1;

    private final InputView state;
    private final InputView latch;
    private final LongColumn before;
    private final LongColumn beforeTime;

    Stage(StageContext context) {
      this.state = context.input(0);
      this.latch = context.input(1);
      this.before = context.longs("before", UNKNOWN, true);
      this.beforeTime = context.longs("beforeTime", SampleBatch.NO_TIME, true);
    }

    @Override
    public int maxOutputs() {
      return 2;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int quality = Quality.worst(state.quality(row), latch.quality(row));
      long now = state.bits(row) != 0 ? 1 : 0;
      long time = state.sourceTime(row);
      long order = Numbers.time(time, in.gatewayTime[i]);
      boolean complete = state.sourceTime(row) == latch.sourceTime(row);
      boolean fresh = complete && order > beforeTime.get(row);
      if (fresh && !Quality.isInvalid(quality) && latch.bits(row) != 0 && now == before.get(row)) {
        int o = out.addRow(in, i);
        out.bits[o] = 1 - now;
        out.quality[o] = quality;
        out.sourceTime[o] = beforeTime.get(row) + (order - beforeTime.get(row)) / 2;
        out.timeQuality[o] |= TimeQuality.INVENTED;
        out.cause[o] = Cause.SPONTANEOUS;
      }
      int o = out.addRow(in, i);
      out.bits[o] = now;
      out.quality[o] = quality;
      out.sourceTime[o] = time;
      if (fresh) {
        before.set(row, Quality.isInvalid(quality) ? UNKNOWN : now);
        beforeTime.set(row, order);
      }
    }

    @Override
    public void onReturn(int row) {
      before.set(row, UNKNOWN);
    }
  }
}
