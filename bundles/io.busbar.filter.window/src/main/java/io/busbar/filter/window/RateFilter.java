package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.DoubleColumn;
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
import org.osgi.service.component.annotations.Component;

/** {@code rate(period, rise, fall)}: change per time. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=rate")
public final class RateFilter extends Operation {
  /** The operation. */
  public RateFilter() {
    super(Takes.MEASUREMENT, new Descriptor("rate", "Change per time from one sample to the next",
        "(x − x before) / (t − t before) in source time, per period: rate(1min) is the change per minute. A rise faster than rise "
            + "or a fall faster "
            + "than fall is marked QUESTIONABLE outOfRange. It needs two good samples: the first, and the first after a lost "
            + "device, gives nothing; neither "
            + "does one whose time does not advance, which is dropped and counted. A sample that is not good gives 0 with its own "
            + "quality and is "
            + "not compared with. State: value and time before; not durable.",
        "rate(1min, 5, 5)",
        List.of(Parameter.optional("period", ParameterType.DURATION, "1s", "Unit of time of the result.").in("s").within(0.001, 86_400),
            Parameter.optional("rise", ParameterType.NUMBER, "1e300", "Greatest credible rise per period.").within(0, Double.MAX_VALUE),
            Parameter.optional("fall", ParameterType.NUMBER, "1e300", "Greatest credible fall per period.").within(0, Double.MAX_VALUE))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter period;
    private final DoubleParameter rise;
    private final DoubleParameter fall;
    private final DoubleColumn before;
    private final LongColumn time;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.period = context.number("period");
      this.rise = context.number("rise");
      this.fall = context.number("fall");
      this.before = context.doubles("before", Double.NaN, false);
      this.time = context.longs("time", 0, false);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double x = kind.toDouble(in.bits[i]);
      if (!Quality.isGood(in.quality[i]) || !Double.isFinite(x)) {
        int o = out.addRow(in, i);
        out.bits[o] = 0;
        out.quality[o] = Quality.isGood(in.quality[i]) ? Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR) : in.quality[i];
        return;
      }
      double was = before.get(row);
      double seconds = (Numbers.time(in, i) - time.get(row)) / Numbers.NS;
      if (!Double.isNaN(was) && !(seconds > 0)) {
        context.dropped();
        return;
      }
      before.set(row, x);
      time.set(row, Numbers.time(in, i));
      if (Double.isNaN(was)) {
        context.dropped();
        return;
      }
      double rate = (x - was) / seconds * period.at(row);
      int o = out.addRow(in, i);
      Numbers.put(out, o, rate);
      if (rate > rise.at(row) || -rate > fall.at(row)) {
        out.quality[o] = Quality.questionable(out.quality[o], Quality.OUT_OF_RANGE);
      }
    }

    @Override
    public void onReturn(int row) {
      before.set(row, Double.NaN);
    }
  }
}
