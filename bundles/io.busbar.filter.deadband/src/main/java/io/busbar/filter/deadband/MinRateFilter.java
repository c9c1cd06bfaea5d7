package io.busbar.filter.deadband;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code minRate(every)}: at least one sample in each period, repeated if need be. */
@Component(property = FilterFactory.NAME + "=minRate")
public final class MinRateFilter implements FilterFactory {
  private static final double NS = 1e9;

  @Override
  public Descriptor descriptor() {
    return new Descriptor("minRate", "Repeats the last sample when nothing was sent for a time",
        "Everything passes. When nothing has passed for the period, the last sample is sent again with its own source "
            + "time and quality and the cause periodic: it says that the value still stands, not that it is new. "
            + "Belongs behind the dead-band. Nothing is repeated while the device is lost. State: the last sample. "
            + "Drops nothing.",
        "dbAbs(2) | minRate(15min)",
        List.of(Parameter.required("every", ParameterType.DURATION, "Longest silence.").in("s").within(0.1, 7 * 86_400)));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    if (inputs.get(0).isBlob()) {
      problems.error(stage.at(), "filter-kind", "minRate cannot repeat texts or byte strings. Leave it out.");
    }
    return Inputs.one(inputs, stage, problems);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage implements Filter {
    private final StageContext context;
    private final DoubleParameter every;
    private final HeldSample last;

    Stage(StageContext context) {
      this.context = context;
      this.every = context.number("every");
      this.last = new HeldSample(context, "last", false);
    }

    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        out.addRow(in, i);
        int row = in.point[i];
        last.keep(row, in, i);
        context.schedule(row, context.nowNs() + (long) (every.at(row) * NS));
      }
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      if (last.isEmpty(row)) {
        return;
      }
      int o = last.addTo(out, row);
      out.cause[o] = Cause.PERIODIC;
      out.gatewayTime[o] = nowNs;
      context.schedule(row, nowNs + (long) (every.at(row) * NS));
    }

    @Override
    public void onLost(int row) {
      last.forget(row);
      context.cancel(row);
    }
  }
}
