package io.busbar.filter.electrical;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.NumberMap;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/** {@code ctvt(ratio, line)}: instrument transformers. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=ctvt")
public final class CtvtFilter extends Operation {
  private static final Pattern RATIO = Pattern.compile("\\s*([0-9.]+)\\s*(?:[:/]\\s*([0-9.]+))?\\s*");

  /** The operation. */
  public CtvtFilter() {
    super(Takes.NUMBER, new Descriptor("ctvt", "From secondary to primary values of instrument transformers",
        "Multiplies by the ratio as it stands on the plate, 600:5 or 110000/110, or as a number, 120. line says what becomes of a "
            + "voltage besides: toLineToLine multiplies by √3, "
            + "toLineToNeutral divides by √3, right for balanced voltages only; keep leaves it. Quality and times pass; what is not "
            + "finite becomes INVALID processingError. No state; drops nothing.",
        "ctvt(600:5)",
        List.of(Parameter.required("ratio", ParameterType.TEXT, "Primary:secondary, as on the plate."),
            Parameter.choice("line", false, List.of("keep", "toLineToLine", "toLineToNeutral"), "Between which conductors."))));
  }

  private static double ratio(String text) {
    Matcher match = RATIO.matcher(text);
    if (!match.matches()) {
      return Double.NaN;
    }
    double primary = ParameterText.number(ParameterType.NUMBER, match.group(1));
    return match.group(2) == null ? primary : primary / ParameterText.number(ParameterType.NUMBER, match.group(2));
  }

  @Override
  protected StageOutput output(Checked stage) {
    double ratio = ratio(stage.text("ratio"));
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      stage.error("ratio", "bad-ratio", "\"" + stage.text("ratio") + "\" is no ratio. Write it as on the plate, for example 600:5.");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    double line = switch (context.text("line")) {
      case "toLineToLine" -> Math.sqrt(3);
      case "toLineToNeutral" -> 1 / Math.sqrt(3);
      default -> 1;
    };
    double factor = ratio(context.text("ratio")) * line;
    return new NumberMap(context.inputs().get(0)) {
      @Override
      protected double map(int row, double x) {
        return Numbers.scale(x, factor);
      }
    };
  }
}
