package io.busbar.filter.quality;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code stale(maxAge)}: nothing has come for too long. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=stale")
public final class StaleFilter extends Operation {
  /** The operation. */
  public StaleFilter() {
    super(Takes.FIXED, new Descriptor("stale", "Marks a value as old when its source has not answered for a time",
        "Judges whether the source answers, not whether the value moves: each sample, however equal, starts the age anew, so it stands "
            + "before every dead-band. When no sample has come for maxAge (gateway time), the last one is sent once more, marked "
            + "QUESTIONABLE oldData, with its own source time. A sample that is older than maxAge when it arrives is marked in the same "
            + "way; one without a time is not. A lost device is told by its own record, so nothing is sent for it. State: the last sample, not "
            + "durable. Drops nothing.",
        "stale(30s) | dbAbs(2)",
        List.of(Parameter.required("maxAge", ParameterType.DURATION, "Longest time without an answer; above the poll period.").in("s")
            .within(0.1, 7 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final DoubleParameter maxAge;
    private final HeldSample last;

    Stage(StageContext context) {
      this.context = context;
      this.maxAge = context.number("maxAge");
      this.last = new HeldSample(context, "last", false);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int o = out.addRow(in, i);
      long age = Numbers.ns(maxAge, row);
      if (in.sourceTime[i] != SampleBatch.NO_TIME && in.gatewayTime[i] - in.sourceTime[i] > age) {
        out.quality[o] = Quality.questionable(in.quality[i], Quality.OLD_DATA);
      }
      last.keep(row, in, i);
      context.schedule(row, context.nowNs() + age);
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      if (!last.isEmpty(row)) {
        int o = last.addTo(out, row);
        out.quality[o] = Quality.questionable(out.quality[o], Quality.OLD_DATA);
        out.gatewayTime[o] = nowNs;
        out.cause[o] = Cause.SPONTANEOUS;
      }
    }

    @Override
    public void onLost(int row) {
      last.forget(row);
      context.cancel(row);
    }
  }
}
