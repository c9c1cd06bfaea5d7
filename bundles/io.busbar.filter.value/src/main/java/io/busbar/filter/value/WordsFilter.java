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
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code words(order, type)}: joins registers that were read one by one. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=words")
public final class WordsFilter extends Operation {
  private static final List<String> TYPES =
      List.of("uint32", "int32", "float32", "uint64", "int64", "float64");

  /** The operation. */
  public WordsFilter() {
    super(Takes.WHOLE, 2, 4, new Descriptor("words", "Joins 2 or 4 registers to one value",
        "The inputs are 16-bit registers in the order of reading. ABCD is most significant word and byte first; CDAB "
            + "swaps the words, BADC the bytes in each word, DCBA both. The quality is the worst of the inputs', the "
            + "time that of the input that completed it. Until every input has a value the result is INVALID. Registers "
            + "that were not read in one request may belong to two different values: prefer one read with a 32- or "
            + "64-bit type. A float32 or float64 that is not finite becomes INVALID processingError. No state but the inputs; "
            + "drops nothing.",
        "read: [holding 10 uint16, holding 11 uint16], flow: \"words(ABCD, uint32)\"",
        List.of(Parameter.choice("order", true, List.of("ABCD", "CDAB", "BADC", "DCBA"), "Word and byte order."),
            Parameter.choice("type", true, TYPES, "What the registers are together."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    String name = stage.text("type");
    int words = name.endsWith("64") ? 4 : 2;
    if (stage.inputs().size() != words) {
      stage.error("filter-inputs", name + " takes " + words + " registers, the point reads "
          + stage.inputs().size() + ". Write as many registers after read:.");
    }
    return StageOutput.of(switch (name) {
      case "float32" -> Kind.FLOAT32;
      case "float64" -> Kind.DOUBLE;
      case "uint64" -> Kind.UINT64;
      default -> Kind.INT64;
    });
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
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
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long joined = 0;
      int quality = Quality.GOOD;
      for (int k = 0; k < inputs.length; k++) {
        InputView view = inputs[swapWords ? inputs.length - 1 - k : k];
        joined = (joined << 16) | word(view.bits(row));
        quality = Quality.worst(quality, view.quality(row));
      }
      int o = out.addRow(in, i);
      out.quality[o] = quality;
      switch (type) {
        case "int32" -> out.bits[o] = (int) joined;
        case "float32" -> Numbers.put(out, o, Float.intBitsToFloat((int) joined));
        case "float64" -> Numbers.put(out, o, Double.longBitsToDouble(joined));
        default -> out.bits[o] = joined;
      }
    }

    private long word(long register) {
      long word = register & 0xFFFF;
      return swapBytes ? ((word & 0xFF) << 8) | (word >> 8) : word;
    }
  }
}
