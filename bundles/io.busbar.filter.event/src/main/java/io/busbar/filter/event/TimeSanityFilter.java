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
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code timeSanity(future, past, policy)}: a source time that cannot be. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=timeSanity")
public final class TimeSanityFilter extends Operation {
  /** The operation. */
  public TimeSanityFilter() {
    super(Takes.ANY, new Descriptor("timeSanity", "Judges the source time against the gateway's",
        "A source time more than future ahead of the gateway's time of reception, or more than past behind it, or none at all, is "
            + "wrong. mark: the sample is "
            + "QUESTIONABLE badTime and keeps its time; replace: it gets the gateway's time, marked substituted in the time "
            + "quality, and is "
            + "QUESTIONABLE badTime; drop: it is dropped and counted, unless its quality is INVALID. Mind the device's buffer: "
            + "after a day without "
            + "communication its events are a day old and right. No state.",
        "timeSanity(10s, 7d, replace)",
        List.of(Parameter.optional("future", ParameterType.DURATION, "10s", "Furthest ahead.").in("s").within(0, 86_400),
            Parameter.optional("past", ParameterType.DURATION, "7d", "Furthest behind.").in("s").within(0, 3_660 * 86_400.0),
            Parameter.choice("policy", false, List.of("mark", "replace", "drop"), "What happens to a wrong time."))));
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter future = context.number("future");
    DoubleParameter past = context.number("past");
    boolean replace = context.text("policy").equals("replace");
    boolean drop = context.text("policy").equals("drop");
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        long source = in.sourceTime[i];
        long gateway = in.gatewayTime[i];
        boolean wrong = source == SampleBatch.NO_TIME || source > gateway + Numbers.ns(future, row)
            || source < gateway - Numbers.ns(past, row);
        if (wrong && drop && !Quality.isInvalid(in.quality[i])) {
          context.dropped();
          return;
        }
        int o = out.addRow(in, i, kind);
        if (wrong) {
          out.quality[o] = Quality.questionable(out.quality[o], Quality.BAD_TIME);
          if (replace) {
            out.sourceTime[o] = gateway;
            out.timeQuality[o] = TimeQuality.SUBSTITUTED;
          }
        }
      }
    };
  }
}
