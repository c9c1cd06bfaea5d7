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
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code bits(mask, shift)}: some bits of a whole number. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=bits")
public final class BitsFilter extends RowOperation {
  /** The operation. */
  public BitsFilter() {
    super(Takes.WHOLE, new Descriptor("bits", "Takes some bits of a whole number",
        "(x AND mask) shifted right by shift. Without shift the lowest bit of the mask comes to place 0. A mask of one "
            + "bit gives a single point (on or off), any other a whole number. Quality and times pass unchanged. No "
            + "state; drops nothing.",
        "bits(0x0008)",
        List.of(Parameter.required("mask", ParameterType.INTEGER, "Bits to keep, for example 0x00F0; not 0."),
            Parameter.optional("shift", ParameterType.INTEGER, "-1", "Places to shift right; −1 for the lowest bit of the mask.")
                .within(-1, 63))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    long mask = Numbers.whole(stage.text("mask"));
    if (mask == 0) {
      stage.error("mask", "empty-mask", "the mask is 0, the result would always be 0. Write the bits to keep, "
          + "for example 0x0008.");
    }
    return StageOutput.of(Long.bitCount(mask) == 1 ? Kind.BOOLEAN : Kind.INT64);
  }

  @Override
  public Filter create(StageContext context) {
    long mask = Numbers.whole(context.text("mask"));
    int written = Integer.parseInt(context.text("shift"));
    int shift = written < 0 ? Long.numberOfTrailingZeros(mask) : written;
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        out.bits[out.addRow(in, i)] = (in.bits[i] & mask) >>> shift;
      }
    };
  }
}
