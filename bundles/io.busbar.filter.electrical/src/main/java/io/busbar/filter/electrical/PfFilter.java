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

/** {@code pf(convention)}: power factor from P and Q. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=pf")
public final class PfFilter extends Operation {
  /** The operation. */
  public PfFilter() {
    super(Takes.NUMBER, 2, 2, new Descriptor("pf", "Power factor from active and reactive power, in one of three sign conventions",
        "Inputs P and Q; the magnitude is |P| / √(P² + Q²). iec: the sign is that of P, IEC 61557-12 §4.7, negative for export. "
            + "ieee: the sign is negative where Q and P have the "
            + "same sign (lagging), positive where they differ (leading), as the quadrants of IEEE meters have it. leadLag: as ieee "
            + "turned round: lagging positive, leading negative. With Q = 0 the factor is "
            + "that of P's magnitude, positive in ieee and leadLag. With P = Q = 0 there is none: 1, QUESTIONABLE inaccurate. The "
            + "quality is the worst of both; the time that of the newest. Both should be read in one request. No state but the "
            + "inputs; drops nothing.",
        "read: [holding 1 int16, holding 2 int16], flow: \"pf(iec)\"",
        List.of(Parameter.choice("convention", true, List.of("iec", "ieee", "leadLag"), "What the sign means."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    boolean iec = context.text("convention").equals("iec");
    boolean lagNegative = context.text("convention").equals("ieee");
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double p = value(row, 0);
        double q = value(row, 1);
        double s = Math.hypot(p, q);
        boolean lagging = p * q > 0;
        boolean leading = p * q < 0;
        boolean negative = iec ? p < 0 : lagNegative ? lagging : leading;
        int o = add(row, in, i, out, s == 0 ? Quality.questionable(worst(row), Quality.INACCURATE) : worst(row));
        double magnitude = s == 0 ? 1 : Math.abs(p) / s;
        Numbers.put(out, o, negative ? -magnitude : magnitude);
      }
    };
  }
}
