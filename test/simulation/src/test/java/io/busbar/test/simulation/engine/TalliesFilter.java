package io.busbar.test.simulation.engine;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;

/** Publishes how many samples it has seen since the device is in the model, in every third: a count must fit what was published. */
final class TalliesFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("tallies", "Counts.", "Counts samples.", "tallies", List.of());
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    return StageOutput.of(Kind.INT64);
  }

  @Override
  public Filter create(StageContext context) {
    LongColumn count = context.longs("count", 0, true);
    return (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        int row = in.point[i];
        count.set(row, count.get(row) + 1);
        if (count.get(row) % 3 == 0) {
          int at = out.addRow(in, i);
          out.bits[at] = count.get(row);
        } else {
          context.dropped();
        }
      }
    };
  }
}
