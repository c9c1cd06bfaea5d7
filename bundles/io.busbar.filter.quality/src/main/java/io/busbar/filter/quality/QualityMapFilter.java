package io.busbar.filter.quality;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code qualityMap(table)}: what a detail of quality means for the validity. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=qualityMap")
public final class QualityMapFilter extends Operation {
  private static final List<String> VALIDITIES = List.of("good", "questionable", "invalid", "drop");

  /** The operation. */
  public QualityMapFilter() {
    super(Takes.FIXED, new Descriptor("qualityMap", "Says what a detail of quality means for the validity",
        "Each entry names a detail (" + String.join(", ", Quality.detailNames()) + ") or a validity (good, questionable, invalid) and "
            + "what becomes of a sample that has it: good, questionable, invalid or drop. The first entry in order of writing that fits "
            + "counts; details stay as they are. What is dropped is counted. No state.",
        "qualityMap({oscillatory: questionable, test: drop})",
        List.of(Parameter.required("table", ParameterType.MAP, "Detail or validity to good, questionable, invalid or drop."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    Setting table = stage.arguments().setting("table");
    if (table != null) {
      List<String> keys = new ArrayList<>(Quality.detailNames());
      keys.addAll(VALIDITIES.subList(0, 3));
      table.entries().forEach((key, value) -> {
        if (!keys.contains(key)) {
          stage.error("table", "unknown-quality", "there is no quality \"" + key + "\"." + Nearest.hint(key, keys) + " There are: "
              + String.join(", ", keys) + ".");
        }
        if (!VALIDITIES.contains(value.text())) {
          stage.error("table", "unknown-validity", "\"" + value.text() + "\" is not one of " + String.join(", ", VALIDITIES) + "."
              + Nearest.hint(value.text(), VALIDITIES));
        }
      });
    }
    return super.output(stage);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final int DROP = 2;

    private final StageContext context;
    private final int[] detail;
    private final int[] validity;
    private final int[] becomes;

    Stage(StageContext context) {
      this.context = context;
      Setting table = context.setting("table");
      List<Map.Entry<String, Setting>> entries = table == null ? List.of() : List.copyOf(table.entries().entrySet());
      detail = entries.stream().mapToInt(entry -> Quality.detail(entry.getKey())).toArray();
      validity = entries.stream().mapToInt(entry -> code(entry.getKey())).toArray();
      becomes = entries.stream().mapToInt(entry -> code(entry.getValue().text())).toArray();
    }

    private static int code(String validity) {
      return switch (validity) {
        case "good" -> Quality.GOOD;
        case "questionable" -> Quality.QUESTIONABLE;
        case "drop" -> DROP;
        default -> Quality.INVALID;
      };
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int quality = in.quality[i];
      for (int k = 0; k < detail.length; k++) {
        if (detail[k] != 0 ? (quality & detail[k]) != 0 : (quality & Quality.VALIDITY_MASK) == validity[k]) {
          if (becomes[k] == DROP) {
            context.dropped();
            return;
          }
          quality = (quality & ~Quality.VALIDITY_MASK) | becomes[k];
          break;
        }
      }
      out.quality[out.addRow(in, i)] = quality;
    }
  }
}
