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

/** {@code ema(tau)}: a first-order lag. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=ema")
public final class EmaFilter extends Operation {
  /** The operation. */
  public EmaFilter() {
    super(Takes.MEASUREMENT, new Descriptor("ema", "Exponential moving average: a first-order lag with time constant tau",
        "y += (1 − e^(−Δt/tau))·(x − y), Δt the source time since the good sample before: right for any spacing of samples, a step "
            + "reaches 63 % "
            + "after tau. The first good sample, and the first after a lost device, is its own average. A time that does not "
            + "advance leaves y. A "
            + "sample that is not good gives the last y with its own quality and changes nothing. State: y and the time; not "
            + "durable: after a restart it begins anew. "
            + "Drops nothing.",
        "ema(10s)",
        List.of(Parameter.required("tau", ParameterType.DURATION, "Time constant.").in("s").within(0.001, 86_400))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter tau = context.number("tau");
    DoubleColumn y = context.doubles("y", Double.NaN, false);
    LongColumn time = context.longs("time", 0, false);
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double x = kind.toDouble(in.bits[i]);
        if (Quality.isGood(in.quality[i]) && Double.isFinite(x)) {
          double seconds = (Numbers.time(in, i) - time.get(row)) / Numbers.NS;
          boolean first = Double.isNaN(y.get(row));
          y.set(row, first ? x : y.get(row) - Math.expm1(-Math.max(0, seconds) / tau.at(row)) * (x - y.get(row)));
          time.set(row, first ? Numbers.time(in, i) : Math.max(time.get(row), Numbers.time(in, i)));
        }
        Numbers.put(out, out.addRow(in, i), Double.isNaN(y.get(row)) || Double.isNaN(x) ? x : y.get(row));
      }

      @Override
      public void onReturn(int row) {
        y.set(row, Double.NaN);
      }
    };
  }
}
