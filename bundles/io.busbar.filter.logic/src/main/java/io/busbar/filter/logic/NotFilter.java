package io.busbar.filter.logic;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code not}: on if off. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=not")
public final class NotFilter extends Operation {
  /** The operation. */
  public NotFilter() {
    super(Takes.NUMBER, new Descriptor("not", "On if the input is off",
        "The input counts as on if it is not 0; the result is a single point. Quality and times pass; NaN becomes off, INVALID "
            + "processingError. "
            + "(invert turns double points round, too.) No state; drops nothing.",
        "read: coil 3, flow: \"not\"", List.of()));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double x = kind.toDouble(in.bits[i]);
        int o = out.addRow(in, i);
        out.bits[o] = x == 0 ? 1 : 0;
        if (Double.isNaN(x)) {
          out.quality[o] = Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR);
        }
      }
    };
  }
}
