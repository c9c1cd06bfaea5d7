package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;

/** {@code invert}: on becomes off, closed becomes open. */
@Component(property = FilterFactory.NAME + "=invert")
public final class InvertFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("invert", "Turns a status round",
        "A single point changes between off and on; a double point between off and on while intermediate and bad state "
            + "stay. Whole numbers count as single points: 0 is off. Quality and times pass unchanged. No state; drops "
            + "nothing.",
        "invert", List.of());
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    if (!Checks.oneNumber(inputs, stage, problems)) {
      return StageOutput.of(Kind.BOOLEAN);
    }
    Kind kind = inputs.get(0);
    if (kind.isFloating() || kind == Kind.STEP || kind == Kind.ENUM) {
      problems.error(stage.at(), "filter-kind", "invert turns a status round and gets "
          + kind.name().toLowerCase(Locale.ROOT) + ". To change the sign of a number write linear(-1).");
    }
    return StageOutput.of(kind == Kind.DOUBLE_POINT ? kind : Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context.inputs().get(0) == Kind.DOUBLE_POINT);
  }

  private record Stage(boolean doublePoint) implements Filter {
    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        int o = out.addRow(in, i);
        long value = in.bits[i];
        if (!doublePoint) {
          out.bits[o] = value == 0 ? 1 : 0;
        } else if (value == 1 || value == 2) {
          out.bits[o] = 3 - value;
        }
      }
    }
  }
}
