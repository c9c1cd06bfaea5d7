package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code median(n)}: the middle one of the last n. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=median")
public final class MedianFilter extends Operation {
  /** The operation. */
  public MedianFilter() {
    super(Takes.MEASUREMENT, new Descriptor("median", "The middle one of the last n samples",
        "Of the last n good samples the one in the middle by size, of an even number the mean of the two: single spikes vanish and "
            + "steps stay "
            + "steep. Each sample gives one result with its own time and quality. At the start, and after a lost device, it is "
            + "taken from "
            + "those that are there. A sample that is not good passes with its own value and is not kept. Goes by order of arrival. "
            + "Not before a protection "
            + "quantity. State: the last n samples; not durable. Drops nothing.",
        "median(5)",
        List.of(Parameter.optional("n", ParameterType.INTEGER, "5", "Samples; the same for all devices.").within(1, 63))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new LastSamples(context) {
      @Override
      double result(int row, double[] ascending, int count) {
        return (ascending[(count - 1) / 2] + ascending[count / 2]) / 2;
      }
    };
  }
}
