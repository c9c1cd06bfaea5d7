package io.busbar.filter.deadband;

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
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code dbIntegral(area, signed)}: deviation times duration. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=dbIntegral")
public final class DbIntegralFilter extends RowOperation {
  /** The operation. */
  public DbIntegralFilter() {
    super(Takes.MEASUREMENT, new Descriptor("dbIntegral",
        "Passes a value when its deviation from the last one sent, summed over time, reaches an area",
        "Σ (x − last sent)·Δt over the samples since the last one sent, Δt in seconds of source time since the sample before; when its "
            + "magnitude reaches area the sample passes and the sum begins at 0. A small steady deviation is told late, a large one at "
            + "once. The signed sum is the default, because noise cancels; with signed=false |x − last sent| is summed, and noise is "
            + "reported for ever, the slower the wider the area. A time that does not advance adds nothing. The first sample, each "
            + "quality change and the first sample after a lost device pass; NaN passes once. State: value, quality, sum, time. Drops "
            + "what is below.",
        "dbIntegral(60)",
        List.of(Parameter.required("area", ParameterType.NUMBER, "Deviation times seconds.").in("value·s").within(0, Double.MAX_VALUE),
            Parameter.optional("signed", ParameterType.BOOLEAN, "true", "Whether deviations up and down cancel."))));
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter area = context.number("area");
    DoubleParameter signed = context.number("signed");
    DoubleColumn sum = context.doubles("sum", 0, false);
    LongColumn before = context.longs("before", SampleBatch.NO_TIME, false);
    return new DeadbandStage(context) {
      @Override
      boolean differs(int row, long bits, long sent) {
        double deviation = kind().toDouble(bits) - kind().toDouble(sent);
        double seconds = Math.max(0, (sourceTime() - before.get(row)) / Numbers.NS);
        sum.set(row, sum.get(row) + (signed.at(row) == 0 ? Math.abs(deviation) : deviation) * seconds);
        before.set(row, Math.max(before.get(row), sourceTime()));
        return Math.abs(sum.get(row)) >= area.at(row);
      }

      @Override
      void sent(int row) {
        sum.set(row, 0);
        before.set(row, sourceTime());
      }
    };
  }
}
