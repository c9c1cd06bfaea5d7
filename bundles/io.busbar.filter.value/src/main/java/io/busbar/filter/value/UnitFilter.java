package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.NumberMap;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code unit(from, to)}: from one unit into another. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=unit")
public final class UnitFilter extends RowOperation {
  /** The operation. */
  public UnitFilter() {
    super(Takes.NUMBER, new Descriptor("unit", "Converts from one unit into another",
        "Both units must measure the same quantity: kW does not become kvar, kWh not kW. Known are " + String.join(", ", Units.names())
            + ". Factors are exact by their definitions (in = 0.0254 m, psi = 6894.757293168361 Pa, degF = 5/9 K from −459.67). "
            + "Decimal factors give clean decimals: 11,000 V is 11 kV. Quality and times pass unchanged. No state; drops nothing.",
        "unit(V, kV)",
        List.of(Parameter.required("from", ParameterType.TEXT, "Unit of what comes in."),
            Parameter.required("to", ParameterType.TEXT, "Unit wanted."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Units.Unit from = known(stage, "from");
    Units.Unit to = known(stage, "to");
    if (from != null && to != null && !from.quantity().equals(to.quantity())) {
      stage.error("to", "other-quantity", stage.text("from") + " measures " + from.quantity() + ", " + stage.text("to") + " "
          + to.quantity() + ". Write two units of the same quantity.");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  private static Units.@Nullable Unit known(Checked stage, String parameter) {
    String name = stage.text(parameter);
    Units.Unit unit = Units.of(name);
    if (unit == null) {
      stage.error(parameter, "unknown-unit", "\"" + name + "\" is not a unit that is known." + Nearest.hint(name, Units.names())
          + " Known are " + String.join(", ", Units.names()) + ".");
    }
    return unit;
  }

  @Override
  public Filter create(StageContext context) {
    Units.Unit from = Units.of(context.text("from"));
    Units.Unit to = Units.of(context.text("to"));
    if (from == null || to == null) {
      throw new IllegalArgumentException("unit " + context.text("from") + " or " + context.text("to") + " is unknown");
    }
    double factor = from.factor() / to.factor();
    double inverse = Math.rint(to.factor() / from.factor());
    double shift = (from.offset() - to.offset()) / to.factor();
    boolean divides = inverse > 1 && Math.abs(inverse * factor - 1) < 1e-12;
    double whole = Math.rint(factor);
    double times = whole >= 1 && Math.abs(factor / whole - 1) < 1e-12 ? whole : factor;
    return new NumberMap(context.inputs().get(0)) {
      @Override
      protected double map(int row, double x) {
        return (divides ? x / inverse : x * times) + shift;
      }
    };
  }
}
