package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code piecewise(table, beyond)}: straight lines between known pairs. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=piecewise")
public final class PiecewiseFilter extends RowOperation {
  private static final int MAX_PAIRS = 256;

  /** The operation. */
  public PiecewiseFilter() {
    super(Takes.NUMBER, new Descriptor("piecewise", "Straight lines between pairs of a table",
        "Linear between the two pairs that x lies between; at a pair exactly its value. The order of writing does not matter. "
            + "Beyond the table: limit gives the value of its end, marked QUESTIONABLE outOfRange; extend goes on with the "
            + "slope of the last two pairs; bad gives the value of the end, marked INVALID outOfRange. 2 to 256 pairs. NaN "
            + "becomes INVALID processingError. No state; drops nothing.",
        "piecewise({0: -50, 1000: 0, 3000: 120}, extend)",
        List.of(Parameter.required("table", ParameterType.MAP, "Raw value to engineering value, 2 to 256 pairs."),
            Parameter.choice("beyond", false, List.of("limit", "extend", "bad"), "What happens beyond the table."))));
  }

  private static Map<Double, Double> pairs(@Nullable Setting table) {
    TreeMap<Double, Double> pairs = new TreeMap<>();
    if (table != null) {
      table.entries().forEach((x, y) -> pairs.put(ParameterText.number(ParameterType.NUMBER, x),
          ParameterText.number(ParameterType.NUMBER, y.text())));
    }
    return pairs;
  }

  @Override
  protected StageOutput output(Checked stage) {
    Setting table = stage.arguments().setting("table");
    Map<Double, Double> pairs = pairs(table);
    if (table != null && pairs.size() != table.entries().size()) {
      stage.error("table", "doubled-key", "two pairs of the table have the same raw value. Remove one.");
    }
    if (pairs.size() < 2 || pairs.size() > MAX_PAIRS) {
      stage.error("table", "table-size", "the table has " + pairs.size() + " pairs. Write 2 to " + MAX_PAIRS
          + ", for example {0: 0, 4095: 150}.");
    }
    pairs.forEach((x, y) -> {
      if (x.isNaN() || y.isNaN()) {
        stage.error("table", "not-a-number", "the pair " + x + ": " + y + " has something that is no number. Write for example "
            + "{0: -50, 1000: 0}.");
      }
    });
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context, pairs(context.setting("table")));
  }

  private static final class Stage extends EachSample {
    private final Kind kind;
    private final double[] x;
    private final double[] y;
    private final boolean extend;
    private final boolean bad;

    Stage(StageContext context, Map<Double, Double> pairs) {
      this.kind = context.inputs().get(0);
      this.x = pairs.keySet().stream().mapToDouble(Double::doubleValue).toArray();
      this.y = pairs.values().stream().mapToDouble(Double::doubleValue).toArray();
      this.extend = context.text("beyond").equals("extend");
      this.bad = context.text("beyond").equals("bad");
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double at = kind.toDouble(in.bits[i]);
      boolean beyond = at < x[0] || at > x[x.length - 1];
      int o = out.addRow(in, i);
      Numbers.put(out, o, beyond && !extend ? (at < x[0] ? y[0] : y[y.length - 1]) : line(at));
      if (beyond && !extend) {
        out.quality[o] = bad ? Quality.invalid(out.quality[o], Quality.OUT_OF_RANGE)
            : Quality.questionable(out.quality[o], Quality.OUT_OF_RANGE);
      }
    }

    private double line(double at) {
      int found = Arrays.binarySearch(x, at);
      if (found >= 0) {
        return y[found];
      }
      int right = Math.max(1, Math.min(x.length - 1, -found - 1));
      return y[right - 1] + (at - x[right - 1]) * (y[right] - y[right - 1]) / (x[right] - x[right - 1]);
    }
  }
}
