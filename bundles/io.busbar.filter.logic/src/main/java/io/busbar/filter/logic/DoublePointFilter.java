package io.busbar.filter.logic;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code doublePoint(first, second)}: two contacts make one switch position. IEC 60870-5-101 §7.2.6.2. */
@Component(property = FilterFactory.NAME + "=doublePoint")
public final class DoublePointFilter implements FilterFactory {
  private static final List<String> CONTACTS = List.of("open", "closed");

  @Override
  public Descriptor descriptor() {
    return new Descriptor("doublePoint", "Makes one switch position of an open and a closed contact",
        "Open contact alone: off. Closed contact alone: on. Neither: intermediate, marked QUESTIONABLE inTransit. Both: "
            + "bad state, marked INVALID inconsistent. The arguments say which input is which contact, in the order of "
            + "read:. Both contacts of one request are judged together, so that a switch that has moved is not shown "
            + "as between. The quality is the worst of the two and of the position's; the time is that of the later "
            + "contact. No state but the inputs; drops nothing.",
        "read: [10011, 10012], flow: \"doublePoint(open, closed)\"",
        List.of(Parameter.choice("first", false, CONTACTS, "What the first input says."),
            Parameter.choice("second", false, List.of("closed", "open"), "What the second input says.")));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    if (inputs.size() != 2) {
      problems.error(stage.at(), "filter-inputs", "doublePoint takes two contacts, the point reads " + inputs.size()
          + ". Write both: read: [10011, 10012].");
    }
    for (Kind kind : inputs) {
      if (kind.isFloating() || kind.isBlob()) {
        problems.error(stage.at(), "filter-kind", "doublePoint joins contacts. Read each of them as a discrete input, coil or bit.");
        break;
      }
    }
    if (text(stage, 0, "first", "open").equals(text(stage, 1, "second", "closed"))) {
      problems.error(stage.at(), "same-contact", "doublePoint: both inputs are given as the same contact. Write "
          + "doublePoint(open, closed) or doublePoint(closed, open).");
    }
    return StageOutput.of(Kind.DOUBLE_POINT);
  }

  private static String text(StageSpec stage, int position, String name, String defaultText) {
    Setting setting = stage.named().get(name);
    if (setting == null && position < stage.positional().size()) {
      setting = stage.positional().get(position);
    }
    return setting == null ? defaultText : setting.text();
  }

  @Override
  public Filter create(StageContext context) {
    boolean openFirst = context.text("first").equals("open");
    return new Stage(context.input(openFirst ? 0 : 1), context.input(openFirst ? 1 : 0));
  }

  private record Stage(InputView open, InputView closed) implements Filter {
    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        int row = in.point[i];
        int o = out.addRow(in, i);
        int position = (open.bits(row) != 0 ? 1 : 0) | (closed.bits(row) != 0 ? 2 : 0);
        int quality = Quality.worst(open.quality(row), closed.quality(row));
        if (position == 0) {
          quality = Quality.questionable(quality, Quality.IN_TRANSIT);
        } else if (position == 3) {
          quality = Quality.invalid(quality, Quality.INCONSISTENT);
        }
        out.bits[o] = position;
        out.quality[o] = quality;
        out.sourceTime[o] = Math.max(open.sourceTime(row), closed.sourceTime(row));
      }
    }
  }
}
