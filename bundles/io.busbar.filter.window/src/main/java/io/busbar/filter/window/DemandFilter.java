package io.busbar.filter.window;

import io.busbar.api.data.Kind;
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
import io.busbar.api.filter.support.NumberRing;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code demand(interval, sub)}: block or sliding demand. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=demand")
public final class DemandFilter extends Operation {
  private static final int MAX_SUBINTERVALS = 60;

  /** The operation. */
  public DemandFilter() {
    super(Takes.NUMBER, new Descriptor("demand", "Mean power over the demand interval, block or sliding",
        "The mean over time of the last interval, computed at the end of each subinterval; without sub once per interval (block demand), "
            + "with sub = 5min and interval = 15min each 5 min over the last 15 (sliding, or rolling demand, as tariffs in North "
            + "America have "
            + "it). Subintervals lie on a grid of source time since 1970 in UTC and are timeAvg windows: a value stands until the next "
            + "sample, at most one subinterval; only good samples count. The result has the end of the interval as source time. "
            + "Until a whole "
            + "interval is there, and for one with a subinterval in which nothing good stood, it is INVALID oldData; with less than "
            + "good percent of good time in the "
            + "last subinterval it is QUESTIONABLE inaccurate. Late samples are dropped and counted. State: the subintervals, durable.",
        "demand(15min, 5min)",
        List.of(Parameter.required("interval", ParameterType.DURATION, "Demand interval.").in("s").within(1, 86_400),
            Parameter.optional("sub", ParameterType.DURATION, "0s", "Subinterval, a whole part of the interval; 0s for the whole.").in("s")
                .within(0, 86_400),
            Parameter.optional("good", ParameterType.NUMBER, "80", "Share of good time that a good result needs.").in("%").within(0, 100))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    double parts = stage.number("interval") / stage.number("sub");
    if (stage.number("sub") > 0 && (parts != Math.rint(parts) || parts > MAX_SUBINTERVALS)) {
      stage.error("sub", "bad-subinterval", stage.text("sub") + " is no whole part of " + stage.text("interval") + ", of at most "
          + MAX_SUBINTERVALS + ". Write for example demand(15min, 5min).");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter interval = context.number("interval");
    DoubleParameter written = context.number("sub");
    DoubleParameter sub = row -> written.at(row) > 0 ? written.at(row) : interval.at(row);
    NumberRing parts = new NumberRing(context, "parts", MAX_SUBINTERVALS, true);
    LongColumn start = context.longs("partStart", 0, true);
    return new WindowStage(context, new WindowStage.Settings(sub, row -> 0, context.number("good"), row -> 0, false), Kind.DOUBLE,
        new StandingSum(context) {
          @Override
          void begin(int row, long startNs) {
            super.begin(row, startNs);
            start.set(row, startNs);
          }

          @Override
          double result(int row, long samples, double goodSeconds) {
            double mean = super.result(row, samples, goodSeconds);
            long step = Numbers.ns(sub, row);
            int wanted = (int) Math.rint(interval.at(row) / sub.at(row));
            if (Double.isNaN(mean) || (parts.size(row) > 0 && parts.time(row, parts.size(row) - 1) + step != start.get(row))) {
              parts.clear(row);
            }
            if (Double.isNaN(mean)) {
              return mean;
            }
            parts.add(row, start.get(row), mean);
            double sum = 0;
            for (int i = Math.max(0, parts.size(row) - wanted); i < parts.size(row); i++) {
              sum += parts.value(row, i);
            }
            return parts.size(row) < wanted ? Double.NaN : sum / wanted;
          }
        });
  }
}
