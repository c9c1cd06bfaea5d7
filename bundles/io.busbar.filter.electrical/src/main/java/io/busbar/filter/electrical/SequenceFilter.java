package io.busbar.filter.electrical;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code sequence(component, part, rotation)}: symmetrical components. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=sequence")
public final class SequenceFilter extends Operation {
  /** The operation. */
  public SequenceFilter() {
    super(Takes.NUMBER, 6, 6, new Descriptor("sequence", "A symmetrical component of three phasors",
        "Inputs: three magnitudes, then three angles in degrees, all against one reference. C. L. Fortescue, Trans. AIEE 37 (1918) "
            + "1027: zero = (A + B + C) / 3, positive = (A + aB + a²C) / 3, "
            + "negative = (A + a²B + aC) / 3 with a = 1∠120°; with rotation acb positive and negative change places. Given is the "
            + "magnitude in the unit of the inputs, or the angle in degrees, −180 to 180; of a component that is smaller than a "
            + "millionth of the largest input the angle is 0, QUESTIONABLE inaccurate. Without angles it cannot be computed. The "
            + "quality is the worst of the inputs', the time that of the newest; they should be read in one "
            + "request. No state but the inputs; drops nothing.",
        "read: [holding 1 uint16, holding 2 uint16, holding 3 uint16, holding 4 int16, holding 5 int16, holding 6 int16], flow: "
            + "\"sequence(negative)\"",
        List.of(Parameter.choice("component", true, List.of("positive", "negative", "zero"), "Which one."),
            Parameter.choice("part", false, List.of("magnitude", "angle"), "What of it."),
            Parameter.choice("rotation", false, List.of("abc", "acb"), "Order of the phases."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    int turn = switch (context.text("component")) {
      case "zero" -> 0;
      case "positive" -> 120;
      default -> -120;
    };
    double step = context.text("rotation").equals("acb") ? -turn : turn;
    boolean angle = context.text("part").equals("angle");
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double re = 0;
        double im = 0;
        double largest = 0;
        for (int k = 0; k < 3; k++) {
          double radians = Math.toRadians(value(row, 3 + k) + k * step);
          re += value(row, k) * Math.cos(radians) / 3;
          im += value(row, k) * Math.sin(radians) / 3;
          largest = Math.max(largest, Math.abs(value(row, k)));
        }
        double magnitude = Math.hypot(re, im);
        boolean none = angle && magnitude <= largest * 1e-6;
        int o = add(row, in, i, out, none ? Quality.questionable(worst(row), Quality.INACCURATE) : worst(row));
        Numbers.put(out, o, !angle ? magnitude : none ? 0 : Math.toDegrees(Math.atan2(im, re)));
      }
    };
  }
}
