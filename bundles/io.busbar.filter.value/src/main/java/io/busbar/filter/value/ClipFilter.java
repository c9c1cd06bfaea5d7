package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.InPlace;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code clip(lo, hi, mode)}: what lies beyond limits is limited, marked bad or dropped. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=clip")
public final class ClipFilter extends RowOperation {
  /** The operation. */
  public ClipFilter() {
    super(Takes.NUMBER, new Descriptor("clip", "Limits a value, marks it bad or drops it beyond lo and hi",
        "Between lo and hi, both included, a value passes unchanged. Beyond: mode limit sets it to the limit and marks "
            + "it QUESTIONABLE outOfRange; bad keeps it and marks it INVALID outOfRange; drop drops and counts it, "
            + "unless its quality is not good, which always passes. NaN is beyond every limit and is marked, never "
            + "dropped. No state.",
        "clip(0, 150, bad)",
        List.of(Parameter.required("lo", ParameterType.NUMBER, "Least value."),
            Parameter.required("hi", ParameterType.NUMBER, "Greatest value, not below lo."),
            Parameter.choice("mode", false, List.of("limit", "bad", "drop"), "What happens beyond the limits."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    double low = stage.number("lo");
    double high = stage.number("hi");
    if (low > high) {
      stage.error("empty-range", "lo " + low + " is above hi " + high + ", nothing would pass. Write the lower limit first.");
    }
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage implements InPlace {
    private final StageContext context;
    private final Kind kind;
    private final DoubleParameter lo;
    private final DoubleParameter hi;
    private final boolean drop;
    private final boolean bad;

    Stage(StageContext context) {
      this.context = context;
      this.kind = context.inputs().get(0);
      this.lo = context.number("lo");
      this.hi = context.number("hi");
      this.drop = context.text("mode").equals("drop");
      this.bad = context.text("mode").equals("bad");
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public void apply(SampleBatch samples) {
      for (int i = 0; i < samples.size(); i++) {
        one(samples.point[i], samples, i);
      }
    }

    private void one(int row, SampleBatch samples, int i) {
      double x = kind.toDouble(samples.bits[i]);
      double limited = Math.max(lo.at(row), Math.min(hi.at(row), x));
      boolean beyond = limited != x;
      boolean keep = bad || Double.isNaN(x);
      if (beyond && drop && !keep && Quality.isGood(samples.quality[i])) {
        context.dropped();
        samples.drop(i);
        return;
      }
      samples.bits[i] = Double.doubleToRawLongBits(keep ? x : limited);
      if (beyond) {
        samples.quality[i] = keep
            ? Quality.invalid(samples.quality[i], Quality.OUT_OF_RANGE)
            : Quality.questionable(samples.quality[i], Quality.OUT_OF_RANGE);
      }
    }
  }
}
