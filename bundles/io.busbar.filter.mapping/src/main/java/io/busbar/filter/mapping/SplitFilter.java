package io.busbar.filter.mapping;

import io.busbar.api.data.BlobArena;
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
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code split(separator, field)}: one field of a text. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=split")
public final class SplitFilter extends Operation {
  /** The operation. */
  public SplitFilter() {
    super(Takes.TEXT, new Descriptor("split", "Takes one field of a text that has several",
        "The text between two separators, without blanks around it; fields count from 0, a negative one from the end (−1 is the last). "
            + "A field that is not there gives an empty text, INVALID inconsistent. Several points that read the same place take one field "
            + "each. Quality and times pass. No state; drops nothing.",
        "read: holding 20 string 16, flow: \"split(';', 1)\"",
        List.of(Parameter.required("separator", ParameterType.TEXT, "One ASCII character, in quotes."),
            Parameter.required("field", ParameterType.INTEGER, "Which field, 0 the first, −1 the last.").within(-64, 63))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    String separator = stage.text("separator");
    if (separator.length() != 1 || separator.charAt(0) > 127) {
      stage.error("separator", "bad-separator", "\"" + separator + "\" is not one ASCII character. Write for example ';'.");
    }
    return StageOutput.of(Kind.TEXT);
  }

  @Override
  public Filter create(StageContext context) {
    byte separator = (byte) context.text("separator").charAt(0);
    int wanted = Integer.parseInt(context.text("field"));
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        long place = field(in.blobs, in.bits[i]);
        int o = out.addRow(in, i);
        long copied = out.blobs.copyFrom(in.blobs, Math.max(place, 0));
        out.bits[o] = Math.max(copied, 0);
        if (place < 0 || copied < 0) {
          out.quality[o] = Quality.invalid(in.quality[i], copied < 0 ? Quality.OVERFLOW : Quality.INCONSISTENT);
        }
      }

      /** Place of the field in the arena, −1 if there is none. */
      private long field(BlobArena arena, long text) {
        int length = (int) text;
        int fields = 1;
        for (int k = 0; k < length; k++) {
          fields += arena.byteAt(text, k) == separator ? 1 : 0;
        }
        int number = wanted < 0 ? fields + wanted : wanted;
        if (number < 0 || number >= fields) {
          return -1;
        }
        int start = 0;
        for (int k = 0; number > 0; k++) {
          if (arena.byteAt(text, k) == separator) {
            number--;
            start = k + 1;
          }
        }
        int end = start;
        while (end < length && arena.byteAt(text, end) != separator) {
          end++;
        }
        while (start < end && arena.byteAt(text, start) == ' ') {
          start++;
        }
        while (end > start && arena.byteAt(text, end - 1) == ' ') {
          end--;
        }
        return ((text >>> 32) + start) << 32 | (end - start);
      }
    };
  }
}
