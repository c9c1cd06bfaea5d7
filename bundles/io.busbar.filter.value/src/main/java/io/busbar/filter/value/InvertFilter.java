package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;

/** {@code invert}: on becomes off, closed becomes open. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=invert")
public final class InvertFilter extends RowOperation {
  /** The operation. */
  public InvertFilter() {
    super(Takes.NUMBER, new Descriptor("invert", "Turns a status round",
        "A single point changes between off and on; a double point between off and on while intermediate and bad state "
            + "stay. Whole numbers count as single points: 0 is off. Quality and times pass unchanged. No state; drops "
            + "nothing.",
        "read: coil 3, flow: \"invert\"", List.of()));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Kind kind = stage.kind();
    if (kind.isFloating() || kind == Kind.STEP || kind == Kind.ENUM) {
      stage.error("filter-kind", "it turns a status round and gets "
          + kind.name().toLowerCase(Locale.ROOT) + ". To change the sign of a number write linear(-1).");
    }
    return StageOutput.of(kind == Kind.DOUBLE_POINT ? kind : Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    boolean doublePoint = context.inputs().get(0) == Kind.DOUBLE_POINT;
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int o = out.addRow(in, i);
        long value = in.bits[i];
        if (!doublePoint) {
          out.bits[o] = value == 0 ? 1 : 0;
        } else if (value == 1 || value == 2) {
          out.bits[o] = 3 - value;
        }
      }
    };
  }
}
