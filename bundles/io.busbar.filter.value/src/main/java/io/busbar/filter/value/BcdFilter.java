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
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code bcd(width)}: digits of four bits. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=bcd")
public final class BcdFilter extends RowOperation {
  private static final int DIGIT_BITS = 4;

  /** The operation. */
  public BcdFilter() {
    super(Takes.WHOLE, new Descriptor("bcd", "Reads binary coded decimals",
        "The low width digits of four bits each, the least significant lowest: 0x1234 is 1234. Bits above are ignored. A digit "
            + "above 9 makes the sample INVALID inconsistent with the value 0: it is no BCD. Quality and times pass. No state; "
            + "drops nothing.",
        "bcd(4)",
        List.of(Parameter.optional("width", ParameterType.INTEGER, "4", "Digits.").within(1, 16))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.INT64);
  }

  @Override
  public Filter create(StageContext context) {
    int width = Integer.parseInt(context.text("width"));
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        long value = 0;
        boolean whole = true;
        for (int digit = width - 1; digit >= 0; digit--) {
          long nibble = (in.bits[i] >>> (digit * DIGIT_BITS)) & 0xF;
          whole &= nibble <= 9;
          value = value * 10 + nibble;
        }
        int o = out.addRow(in, i);
        out.bits[o] = whole ? value : 0;
        if (!whole) {
          out.quality[o] = Quality.invalid(in.quality[i], Quality.INCONSISTENT);
        }
      }
    };
  }
}
