package io.busbar.filter.quality;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code gate(least, tell)}: only what is good enough. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=gate")
public final class GateFilter extends Operation {
  /** The operation. */
  public GateFilter() {
    super(Takes.ANY, new Descriptor("gate", "Passes only samples of a least quality",
        "least good passes good samples, questionable passes good and questionable ones; all else is dropped and counted. With tell the "
            + "first sample that is not good enough after one that was passes too, so that the picture beyond shows the loss; without, "
            + "the last good value stands there and looks good: only for computations that follow. State: whether the last sample "
            + "passed.",
        "gate(questionable)",
        List.of(Parameter.choice("least", false, List.of("good", "questionable"), "Least validity that passes."),
            Parameter.optional("tell", ParameterType.BOOLEAN, "true", "Whether the change to a lesser quality passes."))));
  }

  @Override
  public Filter create(StageContext context) {
    boolean good = context.text("least").equals("good");
    DoubleParameter tell = context.number("tell");
    LongColumn shut = context.longs("shut", 0, false);
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        boolean enough = Quality.isGood(in.quality[i]) || (!good && (in.quality[i] & Quality.VALIDITY_MASK) == Quality.QUESTIONABLE);
        boolean told = shut.get(row) != 0 || tell.at(row) == 0;
        shut.set(row, enough ? 0 : 1);
        if (enough || !told) {
          out.addRow(in, i, kind);
        } else {
          context.dropped();
        }
      }
    };
  }
}
