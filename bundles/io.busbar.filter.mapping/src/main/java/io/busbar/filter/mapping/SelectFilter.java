package io.busbar.filter.mapping;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.formula.FormulaOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code select(when)}: only what a formula is true for. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=select")
public final class SelectFilter extends FormulaOperation {
  /** The operation. */
  public SelectFilter() {
    super(Takes.NUMBER, "when", new Descriptor("select", "Passes only samples for which a formula is true",
        "The formula is written as for expr: x is the value, good its quality, other names are points of the device. What it is false "
            + "for is dropped and counted. Where something that the formula uses is INVALID it cannot be judged, and the sample passes: "
            + "bad news is never left out. With several points that read the same place and select different samples a stream is "
            + "divided. No state.",
        "select(\"x >= 100 && x < 200\")",
        List.of(Parameter.required("when", ParameterType.TEXT, "Formula; true is everything but 0."))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Choice(context, true);
  }
}
