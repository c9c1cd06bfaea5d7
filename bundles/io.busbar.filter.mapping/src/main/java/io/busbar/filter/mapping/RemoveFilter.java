package io.busbar.filter.mapping;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.Setting;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code remove(when)}: everything but what a formula is true for. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=remove")
public final class RemoveFilter extends Operation {
  /** The operation. */
  public RemoveFilter() {
    super(Takes.NUMBER, new Descriptor("remove", "Leaves samples out for which a formula is true",
        "The opposite of select: what the formula is true for is dropped and counted. Where something that the formula uses is "
            + "INVALID it cannot be judged, and the sample passes. No state.",
        "remove(\"x == 0 && breaker == 1\")",
        List.of(Parameter.required("when", ParameterType.TEXT, "Formula; true is everything but 0."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    BoundFormula.check(stage, "when");
    return super.output(stage);
  }

  @Override
  public List<Setting> points(StageArguments arguments) {
    return BoundFormula.points(arguments, "when");
  }

  @Override
  public Filter create(StageContext context) {
    return new Choice(context, false);
  }
}
