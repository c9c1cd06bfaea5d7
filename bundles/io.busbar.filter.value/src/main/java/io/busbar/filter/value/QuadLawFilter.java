package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.NumberMap;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code quadLaw(a, b, c)}: a·x² + b·x + c. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=quadLaw")
public final class QuadLawFilter extends RowOperation {
  /** The operation. */
  public QuadLawFilter() {
    super(Takes.NUMBER, new Descriptor("quadLaw", "a·x² + b·x + c",
        "A square law, for transducers with a quadratic curve and for linearisation. Computed as (a·x + b)·x + c. Quality "
            + "and times pass unchanged; what is not finite becomes INVALID processingError. No state; drops nothing.",
        "quadLaw(0.002, 1, 0)",
        List.of(Parameter.required("a", ParameterType.NUMBER, "Factor of x²."),
            Parameter.optional("b", ParameterType.NUMBER, "0", "Factor of x."),
            Parameter.optional("c", ParameterType.NUMBER, "0", "Added."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter a = context.number("a");
    DoubleParameter b = context.number("b");
    DoubleParameter c = context.number("c");
    return new NumberMap(context.inputs().get(0)) {
      @Override
      protected double map(int row, double x) {
        return (a.at(row) * x + b.at(row)) * x + c.at(row);
      }
    };
  }
}
