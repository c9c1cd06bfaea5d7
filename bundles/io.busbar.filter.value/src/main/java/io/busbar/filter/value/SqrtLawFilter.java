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

/** {@code sqrtLaw(rawLo, rawHi, euHi, cutoff)}: flow from differential pressure. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=sqrtLaw")
public final class SqrtLawFilter extends RowOperation {
  /** The operation. */
  public SqrtLawFilter() {
    super(Takes.NUMBER, new Descriptor("sqrtLaw", "Square root law: flow from differential pressure",
        "euHi · √((x − rawLo) / (rawHi − rawLo)). Below rawLo the result is 0 (there is no flow backwards to be seen by an "
            + "orifice); a part of the range up to cutoff gives 0 too, because the root blows the noise near zero up. Above "
            + "rawHi the law goes on. Quality and times pass unchanged; what is not finite becomes INVALID processingError. "
            + "No state; drops nothing.",
        "sqrtLaw(0, 4095, 120)",
        List.of(Parameter.required("rawLo", ParameterType.NUMBER, "Raw value at no flow."),
            Parameter.required("rawHi", ParameterType.NUMBER, "Raw value at full flow, above rawLo."),
            Parameter.required("euHi", ParameterType.NUMBER, "Engineering value at full flow."),
            Parameter.optional("cutoff", ParameterType.NUMBER, "0", "Share of the raw range that counts as no flow.").in("%")
                .within(0, 50))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    stage.ascending("rawLo", "rawHi");
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter rawLo = context.number("rawLo");
    DoubleParameter rawHi = context.number("rawHi");
    DoubleParameter euHi = context.number("euHi");
    DoubleParameter cutoff = context.number("cutoff");
    return new NumberMap(context.inputs().get(0)) {
      @Override
      protected double map(int row, double x) {
        double share = (x - rawLo.at(row)) / (rawHi.at(row) - rawLo.at(row));
        return share <= cutoff.at(row) / 100 ? 0 : euHi.at(row) * Math.sqrt(share);
      }
    };
  }
}
