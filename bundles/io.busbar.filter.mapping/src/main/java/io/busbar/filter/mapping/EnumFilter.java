package io.busbar.filter.mapping;

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
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code enum(map, default)}: numbers get names. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=enum")
public final class EnumFilter extends Operation {
  /** The operation. */
  public EnumFilter() {
    super(Takes.NUMBER, new Descriptor("enum", "Gives the numbers of a state their names",
        "The value stays the number that the device counts, and gets its label. A number that the map does not have "
            + "becomes INVALID outOfRange (default: bad) or passes without a label (default: keep). Numbers are whole, "
            + "decimal or hexadecimal; a fraction counts as not in the map. No state; drops nothing.",
        "enum({0: off, 1: standby, 4: running})",
        List.of(Parameter.required("map", ParameterType.MAP, "Number to label."),
            Parameter.choice("default", false, List.of("bad", "keep"), "What happens to numbers that are not in the map."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Setting map = stage.arguments().setting("map");
    Map<Long, String> labels = new LinkedHashMap<>();
    if (map != null && map.entries().isEmpty()) {
      stage.error("map", "empty-map", "the map is empty. Write the states, for example {0: off, 1: on}.");
    } else if (map != null) {
      map.entries().forEach((key, label) -> {
        if (Numbers.isWhole(key)) {
          labels.put(Numbers.whole(key), label.text());
        } else {
          stage.problems().error(label.at(), "not-a-number", "enum: \"" + key + "\" is not a whole number. " + (Numbers.isWhole(label.text())
              ? "The number that the device sends comes first, then its name: write " + label.text() + ": " + key + "."
              : "Write the number that the device sends, for example 4: " + label.text() + "."));
        }
      });
    }
    return new StageOutput(Kind.ENUM, labels);
  }

  @Override
  public Filter create(StageContext context) {
    Setting map = context.setting("map");
    long[] known = map == null ? new long[0] : map.entries().keySet().stream().mapToLong(Numbers::whole).sorted().toArray();
    Kind kind = context.inputs().get(0);
    boolean bad = context.text("default").equals("bad");
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int o = out.addRow(in, i);
        double number = kind.toDouble(in.bits[i]);
        long value = kind.isFloating() ? (long) number : in.bits[i];
        out.bits[o] = value;
        boolean listed = (!kind.isFloating() || value == number) && Arrays.binarySearch(known, value) >= 0;
        if (!listed && bad) {
          out.quality[o] = Quality.invalid(in.quality[i], Quality.OUT_OF_RANGE);
        }
      }
    };
  }
}
