package io.busbar.filter.event;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code clockOffset(seconds, source)}: a device whose clock is wrong by a known amount. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=clockOffset")
public final class ClockOffsetFilter extends Operation {
  /** The operation. */
  public ClockOffsetFilter() {
    super(Takes.ANY, new Descriptor("clockOffset", "Corrects source times by the measured offset of the device's clock",
        "The offset is how far the device's clock is ahead of true time, in seconds: 3600 for one that has stayed in summer time. It is "
            + "the number seconds plus, if source names a point of the same device, the last value of that point (a driver's "
            + "measurement of the "
            + "clock). The offset is taken off the source time, and the time quality is marked corrected; an offset of 0 changes "
            + "and marks nothing. While the point is "
            + "INVALID its value does not count and the sample is QUESTIONABLE badTime. Times that are the middle of a poll or of "
            + "reception "
            + "are the gateway's own and are not corrected. No state; drops nothing.",
        "clockOffset(3600)",
        List.of(Parameter.optional("seconds", ParameterType.NUMBER, "0", "How far the clock is ahead.").in("s")
                .within(-86_400 * 366.0, 86_400 * 366.0),
            new Parameter("source", ParameterType.POINT, false, null, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(),
                "Point with a measured offset in seconds."))));
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter seconds = context.number("seconds");
    String name = context.text("source");
    @Nullable InputView source = name.isEmpty() ? null : context.point(name);
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int o = out.addRow(in, i, kind);
        byte origin = TimeQuality.origin(in.timeQuality[i]);
        if (origin == TimeQuality.POLL || origin == TimeQuality.SUBSTITUTED || in.sourceTime[i] == SampleBatch.NO_TIME) {
          return;
        }
        double offset = seconds.at(row);
        if (source != null) {
          double measured = source.kind().toDouble(source.bits(row));
          if (Quality.isInvalid(source.quality(row)) || !Double.isFinite(measured)) {
            out.quality[o] = Quality.questionable(out.quality[o], Quality.BAD_TIME);
          } else {
            offset += measured;
          }
        }
        long ns = Math.round(offset * Numbers.NS);
        if (ns != 0) {
          out.sourceTime[o] = in.sourceTime[i] - ns;
          out.timeQuality[o] |= TimeQuality.CORRECTED;
        }
      }
    };
  }
}
