package io.busbar.filter.electrical;

import io.busbar.api.data.Cause;
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
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code freeze(interval, offset)}: counter readings at full intervals. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=freeze")
public final class FreezeFilter extends Operation {
  /** The operation. */
  public FreezeFilter() {
    super(Takes.NUMBER, new Descriptor("freeze", "The counter reading at the end of each interval",
        "At each point of a grid (offset + n · interval of source time since 1970 in UTC) the reading that stood then: the last "
            + "good one not after it, sent with the grid point as its source time, "
            + "time quality invented, cause counterInterrogated. It is sent when the first sample after the grid point comes, so it "
            + "needs no clock but the source's. Of a gap longer than interval only the last grid point before the new "
            + "sample is sent, QUESTIONABLE oldData. All other samples are dropped and counted, as are times that do not advance. A "
            + "sample that is not good is not read. State: the last reading, durable.",
        "read: holding 10 uint32, flow: \"freeze(15min)\"",
        List.of(Parameter.required("interval", ParameterType.DURATION, "Distance of grid points.").in("s").within(1, 31 * 86_400),
            Parameter.optional("offset", ParameterType.DURATION, "0s", "Where the grid begins.").in("s").within(0, 31 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter interval;
    private final DoubleParameter offset;
    private final HeldSample last;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.interval = context.number("interval");
      this.offset = context.number("offset");
      this.last = new HeldSample(context, "last", true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long time = Numbers.time(in, i);
      boolean good = Quality.isGood(in.quality[i]) && Double.isFinite(kind.toDouble(in.bits[i]));
      if (!good || time == SampleBatch.NO_TIME || (!last.isEmpty(row) && time <= last.time(row))) {
        context.dropped();
        return;
      }
      long step = Numbers.ns(interval, row);
      long grid = Numbers.floor(time, step, Numbers.ns(offset, row));
      boolean exactly = grid == time;
      if (exactly || (!last.isEmpty(row) && last.time(row) < grid)) {
        boolean old = !exactly && grid - last.time(row) > step;
        int o = exactly ? out.addRow(in, i) : last.addTo(out, row);
        out.sourceTime[o] = grid;
        out.gatewayTime[o] = in.gatewayTime[i];
        out.cause[o] = Cause.COUNTER_INTERROGATED;
        out.timeQuality[o] |= exactly ? 0 : TimeQuality.INVENTED;
        out.quality[o] = old ? Quality.questionable(out.quality[o], Quality.OLD_DATA) : out.quality[o];
      } else {
        context.dropped();
      }
      last.keep(row, in, i);
    }
  }
}
