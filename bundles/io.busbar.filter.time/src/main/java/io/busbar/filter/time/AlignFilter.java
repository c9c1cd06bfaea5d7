package io.busbar.filter.time;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code align(grid, line)}: values at the points of a time grid. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=align")
public final class AlignFilter extends Operation {
  /** Grid points that one sample can give at most. */
  static final int MAX_POINTS = 8;

  /** The operation. */
  public AlignFilter() {
    super(Takes.NUMBER, new Descriptor("align", "Gives the value at each point of a time grid",
        "For each multiple of grid (since 1970 in UTC) that lies after one sample and not after the next one, by source time, a "
            + "sample with "
            + "that source time: the value before it (line: step), or on the straight line between the two (line: linear); exactly on a "
            + "sample its value. So values of several devices can be compared. The quality is that of the sample before (step) or "
            + "the worst of "
            + "both (linear); the result is made when the later sample comes. A gap longer than maxGap is not bridged: its grid "
            + "points are left out, and so "
            + "are all but the last 8 of one gap. Samples whose time does not advance are dropped and counted. The samples "
            + "themselves do not pass "
            + "and are not counted as dropped. State: the last sample, durable.",
        "align(10s, linear)",
        List.of(Parameter.required("grid", ParameterType.DURATION, "Distance of grid points.").in("s").within(0.001, 86_400),
            Parameter.choice("line", false, List.of("step", "linear"), "What holds between two samples."),
            Parameter.optional("maxGap", ParameterType.DURATION, "5min", "Longest gap that is bridged.").in("s").within(0.001, 86_400))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return stage.text("line").equals("linear") ? StageOutput.of(Kind.DOUBLE) : super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final Kind kind;
    private final boolean linear;
    private final DoubleParameter grid;
    private final DoubleParameter maxGap;
    private final HeldSample last;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.linear = context.text("line").equals("linear");
      this.grid = context.number("grid");
      this.maxGap = context.number("maxGap");
      this.last = new HeldSample(context, "last", true);
    }

    @Override
    public int maxOutputs() {
      return MAX_POINTS;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long time = Numbers.time(in, i);
      long step = Numbers.ns(grid, row);
      if (time == SampleBatch.NO_TIME || (!last.isEmpty(row) && time <= last.time(row))) {
        context.dropped();
        return;
      }
      long newest = Numbers.floor(time, step, 0);
      boolean bridged = !last.isEmpty(row) && time - last.time(row) <= Numbers.ns(maxGap, row);
      long first = bridged ? Math.max(Numbers.floor(last.time(row), step, 0) + step, newest - (MAX_POINTS - 1) * step) : newest;
      for (long at = first; at <= newest; at += step) {
        if (at == time) {
          int o = out.addRow(in, i);
          value(out, o, kind.toDouble(in.bits[i]), in.bits[i]);
        } else if (bridged) {
          between(row, in, i, at, out);
        }
      }
      last.keep(row, in, i);
    }

    private void between(int row, SampleBatch in, int i, long at, SampleBatch out) {
      int o = last.addTo(out, row);
      double before = kind.toDouble(last.bits(row));
      double share = (double) (at - last.time(row)) / (Numbers.time(in, i) - last.time(row));
      value(out, o, before + share * (kind.toDouble(in.bits[i]) - before), last.bits(row));
      out.sourceTime[o] = at;
      out.gatewayTime[o] = in.gatewayTime[i];
      if (linear) {
        out.quality[o] = Quality.worst(out.quality[o], in.quality[i]);
      }
    }

    private void value(SampleBatch out, int o, double onLine, long onStep) {
      if (linear) {
        Numbers.put(out, o, onLine);
      } else {
        out.bits[o] = onStep;
      }
    }
  }
}
