package io.busbar.filter.value;

import io.busbar.api.data.Kind;
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
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;

/** {@code bits(mask, shift)}: some bits of a whole number. */
@Component(property = FilterFactory.NAME + "=bits")
public final class BitsFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("bits", "Takes some bits of a whole number",
        "(x AND mask) shifted right by shift. Without shift the lowest bit of the mask comes to place 0. A mask of one "
            + "bit gives a single point (on or off), any other a whole number. Quality and times pass unchanged. No "
            + "state; drops nothing.",
        "bits(0x0008)",
        List.of(Parameter.required("mask", ParameterType.INTEGER, "Bits to keep, for example 0x00F0; not 0."),
            Parameter.optional("shift", ParameterType.INTEGER, "-1", "Places to shift right; −1 for the lowest bit of the mask.")
                .within(-1, 63)));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    Setting mask = Checks.argument(stage, 0, "mask");
    long value = Checks.integer(mask);
    if (mask != null && value == 0) {
      problems.error(mask.at(), "empty-mask", "bits: the mask is 0, the result would always be 0. Write the bits to keep, "
          + "for example 0x0008.");
    }
    if (Checks.oneNumber(inputs, stage, problems) && inputs.get(0).isFloating()) {
      problems.error(stage.at(), "filter-kind", "bits needs a whole number and gets "
          + inputs.get(0).name().toLowerCase(Locale.ROOT) + ". Put bits before any scaling.");
    }
    return StageOutput.of(output(value));
  }

  private static Kind output(long mask) {
    return Long.bitCount(mask) == 1 ? Kind.BOOLEAN : Kind.INT64;
  }

  @Override
  public Filter create(StageContext context) {
    long mask = Checks.integer(Checks.argument(context.stage(), 0, "mask"));
    int shift = Integer.parseInt(context.text("shift"));
    return new Stage(mask, shift < 0 ? Long.numberOfTrailingZeros(mask) : shift);
  }

  private record Stage(long mask, int shift) implements Filter {
    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        int o = out.addRow(in, i);
        out.bits[o] = (in.bits[i] & mask) >>> shift;
      }
    }
  }
}
