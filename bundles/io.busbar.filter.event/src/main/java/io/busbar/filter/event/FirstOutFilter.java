package io.busbar.filter.event;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code firstOut}: which of several came first. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=firstOut")
public final class FirstOutFilter extends Operation {
  /** The operation. */
  public FirstOutFilter() {
    super(Takes.CONTACT, 2, MAX_INPUTS, new Descriptor("firstOut", "Tells which of several alarms came first",
        "The result is the number of the input, 1 the first one read, that was the first to be on since all were off; 0 while none "
            + "has been. By source time; of several that are seen on at "
            + "once with one time the lowest number, marked QUESTIONABLE inconsistent, because nobody knows. An input whose source "
            + "time is before that of the present first and that is on takes its place. It is reset when "
            + "all inputs are off. An input that is INVALID counts as off and makes the result QUESTIONABLE. Each sample of an "
            + "input gives one result, with the "
            + "source time of the first while there is one. State: the first and its time, durable. Drops nothing.",
        "read: [10011, 10012, 10013], flow: \"firstOut\"", List.of()));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Map<Long, String> labels = new LinkedHashMap<>();
    labels.put(0L, "none");
    for (long k = 1; k <= stage.inputs().size(); k++) {
      labels.put(k, "input" + k);
    }
    return new StageOutput(Kind.ENUM, labels);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final InputView[] inputs;
    private final LongColumn first;
    private final LongColumn firstTime;
    private final LongColumn doubtful;

    Stage(StageContext context) {
      inputs = new InputView[context.inputs().size()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = context.input(i);
      }
      first = context.longs("first", 0, true);
      firstTime = context.longs("firstTime", Long.MAX_VALUE, true);
      doubtful = context.longs("doubtful", 0, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      boolean any = false;
      boolean unknown = false;
      for (int k = 0; k < inputs.length; k++) {
        boolean usable = !Quality.isInvalid(inputs[k].quality(row));
        unknown |= !usable;
        boolean on = usable && inputs[k].bits(row) != 0;
        any |= on;
        long time = inputs[k].sourceTime(row);
        if (on && (first.get(row) == 0 || time < firstTime.get(row))) {
          first.set(row, k + 1);
          firstTime.set(row, time);
          doubtful.set(row, 0);
        } else if (on && time == firstTime.get(row) && first.get(row) != k + 1) {
          doubtful.set(row, 1);
        }
      }
      if (!any) {
        first.set(row, 0);
        firstTime.set(row, Long.MAX_VALUE);
        doubtful.set(row, 0);
      }
      int o = out.addRow(in, i);
      out.bits[o] = first.get(row);
      int quality = unknown ? Quality.questionable(Quality.GOOD, 0) : Quality.GOOD;
      out.quality[o] = doubtful.get(row) != 0 ? Quality.questionable(quality, Quality.INCONSISTENT) : quality;
      if (first.get(row) != 0) {
        out.sourceTime[o] = firstTime.get(row);
      }
    }
  }
}
