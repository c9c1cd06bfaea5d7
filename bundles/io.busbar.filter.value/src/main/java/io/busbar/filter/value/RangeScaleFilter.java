package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code rangeScale(rawLo, rawHi, euLo, euHi, clamp)}: a raw range onto an engineering range. */
@Component(property = FilterFactory.NAME + "=rangeScale")
public final class RangeScaleFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("rangeScale", "Maps a raw range onto an engineering range",
        "rawLo becomes euLo, rawHi becomes euHi, linear between and beyond. With clamp a value beyond the range is set "
            + "to its end and marked QUESTIONABLE outOfRange. A falling range (euHi below euLo) is allowed. No state; "
            + "drops nothing.",
        "rangeScale(0, 4095, 0, 150)",
        List.of(Parameter.required("rawLo", ParameterType.NUMBER, "Raw value at the low end."),
            Parameter.required("rawHi", ParameterType.NUMBER, "Raw value at the high end; differs from rawLo."),
            Parameter.required("euLo", ParameterType.NUMBER, "Engineering value at the low end."),
            Parameter.required("euHi", ParameterType.NUMBER, "Engineering value at the high end."),
            Parameter.optional("clamp", ParameterType.BOOLEAN, "false", "Whether values beyond the range are limited.")));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    Checks.oneNumber(inputs, stage, problems);
    double low = Checks.number(Checks.argument(stage, 0, "rawLo"));
    double high = Checks.number(Checks.argument(stage, 1, "rawHi"));
    if (low == high) {
      problems.error(stage.at(), "empty-range", "rangeScale: rawLo and rawHi are both " + low
          + ". Write the raw values that belong to the two ends of the range.");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends NumericStage {
    private final DoubleParameter rawLo;
    private final DoubleParameter rawHi;
    private final DoubleParameter euLo;
    private final DoubleParameter euHi;
    private final boolean clamp;

    Stage(StageContext context) {
      super(context.inputs().get(0));
      this.rawLo = context.number("rawLo");
      this.rawHi = context.number("rawHi");
      this.euLo = context.number("euLo");
      this.euHi = context.number("euHi");
      this.clamp = Boolean.parseBoolean(context.text("clamp"));
    }

    @Override
    double map(int row, double x) {
      double low = rawLo.at(row);
      double start = euLo.at(row);
      return start + (x - low) * (euHi.at(row) - start) / (rawHi.at(row) - low);
    }

    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      int first = out.size();
      super.process(input, in, out);
      if (!clamp) {
        return;
      }
      for (int o = first; o < out.size(); o++) {
        int row = out.point[o];
        double y = Double.longBitsToDouble(out.bits[o]);
        double least = Math.min(euLo.at(row), euHi.at(row));
        double greatest = Math.max(euLo.at(row), euHi.at(row));
        if (y < least || y > greatest) {
          out.bits[o] = Double.doubleToRawLongBits(y < least ? least : greatest);
          out.quality[o] = Quality.questionable(out.quality[o], Quality.OUT_OF_RANGE);
        }
      }
    }
  }
}
