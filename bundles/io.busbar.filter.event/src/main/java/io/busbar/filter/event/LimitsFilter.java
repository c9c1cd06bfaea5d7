package io.busbar.filter.event;

import io.busbar.api.data.Kind;
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
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code limits(LL, L, H, HH, hysteresis, delay)}: limit states of a measurement. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=limits")
public final class LimitsFilter extends Operation {
  private static final Map<Long, String> LABELS = Map.of(0L, "normal", 1L, "low", 2L, "lowLow", 3L, "high", 4L, "highHigh");

  /** The operation. */
  public LimitsFilter() {
    super(Takes.NUMBER, new Descriptor("limits", "Turns a measurement into a state: normal, low, lowLow, high, highHigh",
        "Above H: high; above HH: highHigh; below L: low; below LL: lowLow; limits not written are not there. A state is left when "
            + "the value is "
            + "back by more than hysteresis (a limit is crossed back at H − hysteresis, L + hysteresis), the non-exclusive limit "
            + "alarm of OPC UA Part 9 §5.8.19 as one state. A change must last for delay (source time of "
            + "the samples; told with the sample that confirms it, at that sample's time). Told are the first state, each change of "
            + "state and each change of quality; all other samples are dropped and "
            + "counted. A sample that is INVALID keeps the state and has its quality. A sample whose source time is before the "
            + "newest one's is dropped and counted: "
            + "the state that it would make is over. State: the state, its candidate and since when; durable.",
        "limits(LL=200, L=210, H=250, HH=260, hysteresis=2, delay=5s)",
        List.of(limit("LL", "Lowest limit."), limit("L", "Low limit."), limit("H", "High limit."), limit("HH", "Highest limit."),
            Parameter.optional("hysteresis", ParameterType.NUMBER, "0", "How far back a limit is left.").within(0, Double.MAX_VALUE),
            Parameter.optional("delay", ParameterType.DURATION, "0s", "How long a new state must last.").in("s").within(0, 86_400))));
  }

  private static Parameter limit(String name, String help) {
    return new Parameter(name, ParameterType.NUMBER, false, null, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(), help);
  }

  @Override
  protected StageOutput output(Checked stage) {
    double before = Double.NEGATIVE_INFINITY;
    int written = 0;
    for (String name : List.of("LL", "L", "H", "HH")) {
      double limit = stage.number(name);
      if (limit <= before) {
        stage.error(name, "empty-range", name + " " + stage.text(name) + " is not above the limit before it. Write LL < L < H < HH.");
      }
      written += Double.isNaN(limit) ? 0 : 1;
      before = Double.isNaN(limit) ? before : limit;
    }
    if (written == 0) {
      stage.error("no-limit", "there is no limit. Write at least one, for example limits(H=250).");
    }
    return new StageOutput(Kind.ENUM, LABELS);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long NOTHING = -1;

    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter[] limits;
    private final DoubleParameter hysteresis;
    private final DoubleParameter delay;
    private final LongColumn state;
    private final LongColumn candidate;
    private final LongColumn since;
    private final LongColumn newest;
    private final LongColumn toldQuality;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.limits = new DoubleParameter[] {context.number("L"), context.number("LL"), context.number("H"), context.number("HH")};
      this.hysteresis = context.number("hysteresis");
      this.delay = context.number("delay");
      this.state = context.longs("state", 0, true);
      this.candidate = context.longs("candidate", NOTHING, true);
      this.since = context.longs("since", 0, true);
      this.newest = context.longs("newest", Long.MIN_VALUE, true);
      this.toldQuality = context.longs("toldQuality", NOTHING, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double x = kind.toDouble(in.bits[i]);
      long time = Numbers.time(in, i);
      if (time < newest.get(row)) {
        context.dropped();
        return;
      }
      newest.set(row, time);
      int quality = Double.isNaN(x) ? Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR) : in.quality[i];
      boolean tell = toldQuality.get(row) != (quality & 0xFFFF_FFFFL);
      long now = Quality.isInvalid(quality) ? state.get(row) : judge(row, x, state.get(row));
      if (now == state.get(row)) {
        candidate.set(row, NOTHING);
      } else {
        if (candidate.get(row) != now) {
          candidate.set(row, now);
          since.set(row, time);
        }
        if (toldQuality.get(row) == NOTHING || time - since.get(row) >= Numbers.ns(delay, row)) {
          state.set(row, now);
          candidate.set(row, NOTHING);
          tell = true;
        }
      }
      if (!tell) {
        context.dropped();
        return;
      }
      toldQuality.set(row, quality & 0xFFFF_FFFFL);
      int o = out.addRow(in, i);
      out.bits[o] = state.get(row);
      out.quality[o] = quality;
    }

    private long judge(int row, double x, long present) {
      double back = hysteresis.at(row);
      if (isAbove(row, 4, x, present, back)) {
        return 4;
      }
      if (isAbove(row, 3, x, present, back)) {
        return 3;
      }
      if (isBelow(row, 2, x, present, back)) {
        return 2;
      }
      return isBelow(row, 1, x, present, back) ? 1 : 0;
    }

    private boolean isAbove(int row, int number, double x, long present, double back) {
      double limit = limits[number - 1].at(row);
      boolean held = present == number || (number == 3 && present == 4);
      return !Double.isNaN(limit) && (held ? x > limit - back : x > limit);
    }

    private boolean isBelow(int row, int number, double x, long present, double back) {
      double limit = limits[number - 1].at(row);
      boolean held = present == number || (number == 1 && present == 2);
      return !Double.isNaN(limit) && (held ? x < limit + back : x < limit);
    }

    @Override
    public void onReturn(int row) {
      toldQuality.set(row, NOTHING);
    }
  }
}
