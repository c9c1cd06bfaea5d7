package io.busbar.filter.time;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.SettledState;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.Setting;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code persist(times, otherwise)}: how long each state must last. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=persist")
public final class PersistFilter extends Operation {
  /** The operation. */
  public PersistFilter() {
    super(Takes.STATE, new Descriptor("persist", "Passes a state once it has lasted for the time of that state",
        "As delay, with a time for each state: a tap changer may be in transit for 10 s before anybody is told, a breaker for 0.2 "
            + "s. A state "
            + "that is not in the map must last for otherwise. The change is sent late with the source time of its edge; one that is "
            + "followed by another before is dropped and counted. Waits on gateway time. The first sample, each change of quality "
            + "and the first "
            + "sample after a lost device pass at once. State: value and quality last sent, the held sample; durable.",
        "persist({0: 10s, 3: 10s}, 0s)",
        List.of(Parameter.required("times", ParameterType.MAP, "State, a whole number, to duration."),
            Parameter.optional("otherwise", ParameterType.DURATION, "0s", "How long any other state must last.").in("s").within(0, 86_400))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Setting times = stage.arguments().setting("times");
    if (times != null) {
      times.entries().forEach((state, time) -> {
        if (!Numbers.isWhole(state) || !(ParameterText.seconds(time.text()) <= 86_400)) {
          stage.error("times", "bad-time", "\"" + state + ": " + time.text() + "\" is no state with a duration up to 1d. Write for example "
              + "{0: 10s, 3: 10s}.");
        }
      });
    }
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter otherwise = context.number("otherwise");
    Setting written = context.setting("times");
    Map<String, Setting> times = written == null ? Map.of() : written.entries();
    long[] states = times.keySet().stream().mapToLong(Numbers::whole).toArray();
    double[] seconds = times.values().stream().mapToDouble(time -> ParameterText.seconds(time.text())).toArray();
    return new SettledState(context) {
      @Override
      protected long lastsNs(int row, long from, long to) {
        for (int i = 0; i < states.length; i++) {
          if (states[i] == to) {
            return (long) (seconds[i] * Numbers.NS);
          }
        }
        return Numbers.ns(otherwise, row);
      }
    };
  }
}
