package io.busbar.filter.electrical;

import io.busbar.api.data.Kind;
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

/** {@code pqs(give, wiring)}: power from voltages, currents and the angles between them. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=pqs")
public final class PqsFilter extends Operation {
  private static final List<String> WIRINGS = List.of("threeElement", "twoElement", "oneElement");

  /** The operation. */
  public PqsFilter() {
    super(Takes.NUMBER, 3, 9, new Descriptor("pqs", "Active, reactive or apparent power from voltages, currents and angles",
        "Inputs in groups: all voltages, then all currents, then all angles by which the voltage leads the current, in degrees. "
            + "threeElement: U1 U2 U3 (line to neutral), I1 I2 I3, φ1 φ2 "
            + "φ3; P = Σ U·I·cos φ, Q = Σ U·I·sin φ (IEEE 1459 §3.2.2), S = √(P² + Q²), the vector apparent power. twoElement "
            + "(Aron): U12 U32, I1 I3 and the angles between U12 "
            + "and I1, U32 and I3; P and Q by the same sums over two elements, right without a neutral current (Blondel's theorem). "
            + "oneElement: U I φ. Without angles there is no power, so the inputs are "
            + "counted at check time. Volts and amperes give watts; the quality is the worst of the inputs', the time that of the "
            + "newest; they should be read in one request. "
            + "No state but the inputs; drops nothing.",
        "read: [holding 1 uint16, holding 2 uint16, holding 3 int16], flow: \"pqs(P, oneElement)\"",
        List.of(Parameter.choice("give", true, List.of("P", "Q", "S"), "Which power."),
            Parameter.choice("wiring", false, WIRINGS, "How many elements measure."))));
  }

  private static int elements(String wiring) {
    return 3 - WIRINGS.indexOf(wiring);
  }

  @Override
  protected StageOutput output(Checked stage) {
    int elements = elements(stage.text("wiring"));
    if (stage.inputs().size() != 3 * elements) {
      stage.error("filter-inputs", stage.text("wiring") + " takes " + 3 * elements + " inputs: " + elements
          + " voltages, as many currents and as many angles. The "
          + "point reads " + stage.inputs().size() + ". Read the angles, too: power cannot be computed without them.");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    int elements = elements(context.text("wiring"));
    String give = context.text("give");
    boolean active = give.equals("P");
    boolean apparent = give.equals("S");
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double p = 0;
        double q = 0;
        for (int k = 0; k < elements; k++) {
          double ui = value(row, k) * value(row, elements + k);
          double angle = Math.toRadians(value(row, 2 * elements + k));
          p += ui * Math.cos(angle);
          q += ui * Math.sin(angle);
        }
        Numbers.put(out, add(row, in, i, out, worst(row)), apparent ? Math.hypot(p, q) : active ? p : q);
      }
    };
  }
}
