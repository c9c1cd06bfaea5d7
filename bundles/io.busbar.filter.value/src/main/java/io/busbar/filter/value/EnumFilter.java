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
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code enum(map, default)}: numbers get names. */
@Component(property = FilterFactory.NAME + "=enum")
public final class EnumFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("enum", "Gives the numbers of a state their names",
        "The value stays the number that the device counts, and gets its label. A number that the map does not have "
            + "becomes INVALID outOfRange (default: bad) or passes without a label (default: keep). Numbers are whole, "
            + "decimal or hexadecimal; a fraction counts as not in the map. No state; drops nothing.",
        "enum({0: off, 1: standby, 4: running})",
        List.of(Parameter.required("map", ParameterType.MAP, "Number to label."),
            Parameter.choice("default", false, List.of("bad", "keep"), "What happens to numbers that are not in the map.")));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    Checks.oneNumber(inputs, stage, problems);
    Setting map = Checks.argument(stage, 0, "map");
    if (map != null && map.entries().isEmpty()) {
      problems.error(map.at(), "empty-map", "enum: the map is empty. Write the states, for example {0: off, 1: on}.");
    }
    return new StageOutput(Kind.ENUM, labels(map, problems));
  }

  private static Map<Long, String> labels(@Nullable Setting map, Problems problems) {
    Map<Long, String> labels = new LinkedHashMap<>();
    if (map == null) {
      return labels;
    }
    map.entries().forEach((key, label) -> {
      if (!isNumber(key)) {
        problems.error(label.at(), "not-a-number", "enum: \"" + key + "\" is not a whole number. " + (isNumber(label.text())
            ? "The number that the device sends comes first, then its name: write " + label.text() + ": " + key + "."
            : "Write the number that the device sends, for example 4: " + label.text() + "."));
        return;
      }
      labels.put(Checks.integer(key), label.text());
    });
    return labels;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,18}|0[xX][0-9a-fA-F]{1,16}");
  }

  @Override
  public Filter create(StageContext context) {
    Setting map = Checks.argument(context.stage(), 0, "map");
    long[] known = labels(map, new Problems()).keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    return new Stage(context.inputs().get(0), known, context.text("default").equals("bad"));
  }

  private static final class Stage implements Filter {
    private final Kind kind;
    private final long[] known;
    private final boolean bad;

    Stage(Kind kind, long[] known, boolean bad) {
      this.kind = kind;
      this.known = known;
      this.bad = bad;
    }

    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        int o = out.addRow(in, i);
        double number = kind.toDouble(in.bits[i]);
        long value = kind.isFloating() ? (long) number : in.bits[i];
        out.bits[o] = value;
        boolean listed = (!kind.isFloating() || value == number) && Arrays.binarySearch(known, value) >= 0;
        if (!listed && bad) {
          out.quality[o] = Quality.invalid(in.quality[i], Quality.OUT_OF_RANGE);
        }
      }
    }
  }
}
