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

/** {@code remove(when)}: everything but what a formula is true for. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=remove")
public final class RemoveFilter extends FormulaOperation {
  /** The operation. */
  public RemoveFilter() {
    super(Takes.NUMBER, "when", new Descriptor("remove", "Leaves samples out for which a formula is true",
        "The opposite of select: what the formula is true for is dropped and counted. Where something that the formula uses is "
            + "INVALID it cannot be judged, and the sample passes. No state.",
        "remove(\"x == 0 && breaker == 1\")",
        List.of(Parameter.required("when", ParameterType.TEXT, "Formula; true is everything but 0."))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Choice(context, false);
  }
}
