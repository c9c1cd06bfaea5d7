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

/** {@code unbalance(method)}: how unequal three phases are. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=unbalance")
public final class UnbalanceFilter extends Operation {
  /** The operation. */
  public UnbalanceFilter() {
    super(Takes.NUMBER, 3, 3, new Descriptor("unbalance", "Unbalance of three voltages or currents in percent",
        "nema: 100 · the largest deviation from the mean of the three / the mean (NEMA MG 1 §14.36, of line-to-line voltages). iec: "
            + "100 · negative sequence / positive sequence, computed from three line-to-line "
            + "magnitudes alone by IEC 61000-4-30 §5.7.1: √((1 − √(3 − 6β)) / (1 + √(3 − 6β))), β = (U12⁴ + U23⁴ + U31⁴) / (U12² + "
            + "U23² + U31²)²; three values that are no triangle cannot be line-to-line voltages: INVALID inconsistent. "
            + "With a mean of 0 there is none: 0, QUESTIONABLE inaccurate. The quality is the worst of the inputs', the time that "
            + "of the newest. No state but the inputs; drops nothing.",
        "read: [holding 1 uint16, holding 2 uint16, holding 3 uint16], flow: \"unbalance(iec)\"",
        List.of(Parameter.choice("method", true, List.of("nema", "iec"), "By which standard."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    boolean nema = context.text("method").equals("nema");
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double a = value(row, 0);
        double b = value(row, 1);
        double c = value(row, 2);
        double mean = (a + b + c) / 3;
        int o = add(row, in, i, out, worst(row));
        if (mean == 0) {
          Numbers.put(out, o, 0);
          out.quality[o] = Quality.questionable(out.quality[o], Quality.INACCURATE);
          return;
        }
        double result = nema ? 100 * Math.max(Math.abs(a - mean), Math.max(Math.abs(b - mean), Math.abs(c - mean))) / mean : iec(a, b, c);
        if (Double.isNaN(result)) {
          out.bits[o] = 0;
          out.quality[o] = Quality.invalid(out.quality[o], Quality.INCONSISTENT);
        } else {
          Numbers.put(out, o, result);
        }
      }

      private static double iec(double a, double b, double c) {
        double squares = a * a + b * b + c * c;
        double beta = (a * a * a * a + b * b * b * b + c * c * c * c) / (squares * squares);
        double root = 3 - 6 * beta < 0 ? Double.NaN : Math.sqrt(3 - 6 * beta);
        return 100 * Math.sqrt(Math.max(0, 1 - root) / (1 + root)) + (Double.isNaN(root) ? Double.NaN : 0);
      }
    };
  }
}
