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
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code rangeScale(rawLo, rawHi, euLo, euHi, clamp)}: a raw range onto an engineering range. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=rangeScale")
public final class RangeScaleFilter extends RowOperation {
  /** The operation. */
  public RangeScaleFilter() {
    super(Takes.NUMBER, new Descriptor("rangeScale", "Maps a raw range onto an engineering range",
        "rawLo becomes euLo, rawHi becomes euHi, linear between and beyond. With clamp a value beyond the range is set "
            + "to its end and marked QUESTIONABLE outOfRange. A falling range (euHi below euLo) is allowed. A value that is "
            + "not finite becomes INVALID processingError. No state; drops nothing.",
        "rangeScale(0, 4095, 0, 150)",
        List.of(Parameter.required("rawLo", ParameterType.NUMBER, "Raw value at the low end."),
            Parameter.required("rawHi", ParameterType.NUMBER, "Raw value at the high end; differs from rawLo."),
            Parameter.required("euLo", ParameterType.NUMBER, "Engineering value at the low end."),
            Parameter.required("euHi", ParameterType.NUMBER, "Engineering value at the high end."),
            Parameter.optional("clamp", ParameterType.BOOLEAN, "false", "Whether values beyond the range are limited."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    if (stage.number("rawLo") == stage.number("rawHi")) {
      stage.error("empty-range", "rawLo and rawHi are both " + stage.number("rawLo")
          + ". Write the raw values that belong to the two ends of the range.");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage implements Filter {
    private final Kind kind;
    private final DoubleParameter rawLo;
    private final DoubleParameter rawHi;
    private final DoubleParameter euLo;
    private final DoubleParameter euHi;
    private final boolean clamp;

    Stage(StageContext context) {
      this.kind = context.inputs().get(0);
      this.rawLo = context.number("rawLo");
      this.rawHi = context.number("rawHi");
      this.euLo = context.number("euLo");
      this.euHi = context.number("euHi");
      this.clamp = Boolean.parseBoolean(context.text("clamp"));
    }

    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        one(in.point[i], in, i, out);
      }
    }

    private void one(int row, SampleBatch in, int i, SampleBatch out) {
      double low = rawLo.at(row);
      double start = euLo.at(row);
      double end = euHi.at(row);
      double y = start + (kind.toDouble(in.bits[i]) - low) * (end - start) / (rawHi.at(row) - low);
      double limited = Math.max(Math.min(start, end), Math.min(Math.max(start, end), y));
      int o = out.addRow(in, i);
      boolean beyond = clamp && limited != y && !Double.isNaN(y);
      Numbers.put(out, o, beyond ? limited : y);
      if (beyond) {
        out.quality[o] = Quality.questionable(out.quality[o], Quality.OUT_OF_RANGE);
      }
    }
  }
}
