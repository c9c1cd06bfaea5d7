package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code words(order, type)}: joins registers that were read one by one. */
@Component(property = FilterFactory.NAME + "=words")
public final class WordsFilter implements FilterFactory {
  private static final List<String> TYPES =
      List.of("uint32", "int32", "float32", "uint64", "int64", "float64");

  @Override
  public Descriptor descriptor() {
    return new Descriptor("words", "Joins 2 or 4 registers to one value",
        "The inputs are 16-bit registers in the order of reading. ABCD is most significant word and byte first; CDAB "
            + "swaps the words, BADC the bytes in each word, DCBA both. The quality is the worst of the inputs', the "
            + "time that of the input that completed it. Until every input has a value the result is INVALID. Registers "
            + "that were not read in one request may belong to two different values: prefer one read with a 32- or "
            + "64-bit type. No state but the inputs; drops nothing.",
        "words(ABCD, uint32)",
        List.of(Parameter.choice("order", true, List.of("ABCD", "CDAB", "BADC", "DCBA"), "Word and byte order."),
            Parameter.choice("type", true, TYPES, "What the registers are together.")));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    Setting type = Checks.argument(stage, 1, "type");
    String name = type == null ? "uint32" : type.text();
    int words = name.endsWith("64") ? 4 : 2;
    if (inputs.size() != words) {
      problems.error(stage.at(), "filter-inputs", "words: " + name + " takes " + words + " registers, the point reads "
          + inputs.size() + ". Write as many registers after read:.");
    }
    for (Kind kind : inputs) {
      if (kind != Kind.INT64) {
        problems.error(stage.at(), "filter-kind", "words joins whole registers. Read each of them as uint16.");
        break;
      }
    }
    return StageOutput.of(kindOf(name));
  }

  private static Kind kindOf(String type) {
    return switch (type) {
      case "float32" -> Kind.FLOAT32;
      case "float64" -> Kind.DOUBLE;
      case "uint64" -> Kind.UINT64;
      default -> Kind.INT64;
    };
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage implements Filter {
    private final InputView[] inputs;
    private final boolean swapWords;
    private final boolean swapBytes;
    private final String type;

    Stage(StageContext context) {
      this.inputs = new InputView[context.inputs().size()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = context.input(i);
      }
      String order = context.text("order");
      this.swapWords = order.equals("CDAB") || order.equals("DCBA");
      this.swapBytes = order.equals("BADC") || order.equals("DCBA");
      this.type = context.text("type");
    }

    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        int row = in.point[i];
        long joined = 0;
        int quality = Quality.GOOD;
        for (int k = 0; k < inputs.length; k++) {
          InputView view = inputs[swapWords ? inputs.length - 1 - k : k];
          joined = (joined << 16) | word(view.bits(row));
          quality = Quality.worst(quality, view.quality(row));
        }
        int o = out.addRow(in, i);
        out.bits[o] = value(joined);
        out.quality[o] = quality;
      }
    }

    private long word(long register) {
      long word = register & 0xFFFF;
      return swapBytes ? ((word & 0xFF) << 8) | (word >> 8) : word;
    }

    private long value(long joined) {
      return switch (type) {
        case "int32" -> (int) joined;
        case "float32" -> Double.doubleToRawLongBits(Float.intBitsToFloat((int) joined));
        default -> joined;
      };
    }
  }
}
