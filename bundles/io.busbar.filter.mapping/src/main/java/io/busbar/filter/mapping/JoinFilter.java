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
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code join(separator, width)}: whole numbers of several inputs as one text. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=join")
public final class JoinFilter extends Operation {
  private static final int DIGITS = 20;

  /** The operation. */
  public JoinFilter() {
    super(Takes.WHOLE, 2, MAX_INPUTS, new Descriptor("join", "Writes the whole numbers of several inputs as one text",
        "The inputs in the order of reading, as decimal numbers with leading zeros up to width, with the separator between them: 2026, 3, "
            + "29 with - and 2 is 2026-03-29. For versions, serial numbers and times of day in registers; to join registers to one number "
            + "take words. The quality is the worst of the inputs', so INVALID until each has a value. No state but the inputs; drops nothing.",
        "read: [holding 1 uint16, holding 2 uint16], flow: \"join('.')\"",
        List.of(Parameter.optional("separator", ParameterType.TEXT, "", "What stands between two numbers, at most 8 characters."),
            Parameter.optional("width", ParameterType.INTEGER, "1", "Digits at least.").within(1, DIGITS))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    if (stage.text("separator").length() > 8) {
      stage.error("separator", "too-long", "the separator has more than 8 characters. Write for example '.'.");
    }
    return StageOutput.of(Kind.TEXT);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final InputView[] inputs;
    private final byte[] separator;
    private final int width;
    private final byte[] text;
    private final byte[] digits = new byte[DIGITS];

    Stage(StageContext context) {
      inputs = new InputView[context.inputs().size()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = context.input(i);
      }
      separator = context.text("separator").getBytes(StandardCharsets.UTF_8);
      width = Integer.parseInt(context.text("width"));
      text = new byte[inputs.length * (DIGITS + 1 + separator.length)];
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int length = 0;
      int quality = Quality.GOOD;
      for (int k = 0; k < inputs.length; k++) {
        if (k > 0) {
          System.arraycopy(separator, 0, text, length, separator.length);
          length += separator.length;
        }
        length = write(inputs[k].bits(row), inputs[k].kind() == Kind.UINT64, length);
        quality = Quality.worst(quality, inputs[k].quality(row));
      }
      int o = out.addRow(in, i);
      long place = out.blobs.add(text, 0, length);
      out.bits[o] = Math.max(place, 0);
      out.quality[o] = place < 0 ? Quality.invalid(quality, Quality.OVERFLOW) : quality;
    }

    private int write(long number, boolean unsigned, int at) {
      int end = at;
      long rest = number;
      if (!unsigned && number < 0) {
        text[end++] = '-';
        rest = -number;
      }
      int count = 0;
      do {
        digits[count++] = (byte) ('0' + Long.remainderUnsigned(rest, 10));
        rest = Long.divideUnsigned(rest, 10);
      } while (rest != 0 || count < width);
      while (count > 0) {
        text[end++] = digits[--count];
      }
      return end;
    }
  }
}
