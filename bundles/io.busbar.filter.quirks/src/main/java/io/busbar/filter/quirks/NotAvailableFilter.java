package io.busbar.filter.quirks;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Nearest;
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
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code notAvailable(sentinels)}: patterns that mean no value. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=notAvailable")
public final class NotAvailableFilter extends Operation {
  private static final Map<String, String> BY_TYPE = Map.of("uint16", "0xFFFF", "int16", "-32768 0x8000", "uint32", "0xFFFFFFFF",
      "int32", "-2147483648 0x80000000", "uint64", "0xFFFFFFFFFFFFFFFF", "int64", "0x8000000000000000", "float", "nan");

  /** The operation. */
  public NotAvailableFilter() {
    super(Takes.NUMBER, new Descriptor("notAvailable", "Makes a sample INVALID whose value is the device's pattern for none",
        "A value equal to one of the sentinels becomes INVALID notAvailable; the value stays as it came, so that a person sees the "
            + "pattern. Sentinels are separated by blanks: whole numbers, decimal or "
            + "hexadecimal, compared bit by bit with whole numbers and by value with others; nan, which matches every NaN; or the "
            + "name of a type for its usual pattern: uint16 0xFFFF, int16 0x8000, uint32 0xFFFFFFFF, "
            + "int32 0x80000000, uint64, int64, float NaN (as SunSpec has them). It stands before any scaling. No state; drops nothing.",
        "notAvailable(\"0xFFFF 0x8000\")",
        List.of(Parameter.required("sentinels", ParameterType.TEXT, "Patterns or types, separated by blanks."))));
  }

  private static List<String> patterns(String written) {
    List<String> patterns = new ArrayList<>();
    for (String word : written.trim().split("\\s+")) {
      patterns.addAll(List.of(BY_TYPE.getOrDefault(word, word).split(" ")));
    }
    return patterns;
  }

  @Override
  protected StageOutput output(Checked stage) {
    for (String pattern : patterns(stage.text("sentinels"))) {
      if (!pattern.equals("nan") && Double.isNaN(ParameterText.number(ParameterType.NUMBER, pattern))) {
        stage.error("sentinels", "bad-sentinel", "\"" + pattern + "\" is neither a number nor a type." + Nearest.hint(pattern, BY_TYPE.keySet())
            + " Write for example \"0xFFFF 0x8000\", nan or int16.");
      }
    }
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    List<String> patterns = patterns(context.text("sentinels"));
    boolean nan = patterns.contains("nan");
    List<String> numbers = patterns.stream().filter(pattern -> !pattern.equals("nan")).toList();
    long[] wholes = numbers.stream().mapToLong(Numbers::whole).toArray();
    double[] values = numbers.stream().mapToDouble(pattern -> ParameterText.number(ParameterType.NUMBER, pattern)).toArray();
    boolean[] isWhole = new boolean[wholes.length];
    for (int k = 0; k < isWhole.length; k++) {
      isWhole[k] = Numbers.isWhole(numbers.get(k));
    }
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int o = out.addRow(in, i);
        double x = kind.toDouble(in.bits[i]);
        boolean none = nan && Double.isNaN(x);
        for (int k = 0; k < values.length && !none; k++) {
          boolean byValue = kind.isFloating() || !isWhole[k];
          none = byValue ? x == values[k] : in.bits[i] == wholes[k];
        }
        if (none) {
          out.quality[o] = Quality.invalid(in.quality[i], Quality.NOT_AVAILABLE);
        }
      }
    };
  }
}
