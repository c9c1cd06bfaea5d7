package io.busbar.filter.quirks;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code tapPosition(code, offset)}: positions of a tap changer. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=tapPosition")
public final class TapPositionFilter extends Operation {
  /** The operation. */
  public TapPositionFilter() {
    super(Takes.WHOLE, 1, 2, new Descriptor("tapPosition", "Position of a tap changer from a binary, BCD or Gray code",
        "The first input is the code: binary; bcd, each four bits a digit; gray, reflected binary. offset is added, so that a "
            + "changer that counts from 1 can count from −8. An optional second input that is on (not 0) says that it moves: the "
            + "step is marked in transit (bit T "
            + "of IEC 60870-5-101 §7.2.6.5) and QUESTIONABLE inTransit. A BCD digit above 9, and a position outside −64 … 63, which "
            + "a step position cannot hold, is INVALID outOfRange, 0. Codes that contacts make pass through wrong positions while "
            + "they move; gray passes through none. "
            + "The quality is the worst of the inputs'; the time that of the newest. No state but the inputs; drops nothing.",
        "read: [holding 1 uint16, coil 3], flow: \"tapPosition(bcd)\"",
        List.of(Parameter.choice("code", true, List.of("binary", "bcd", "gray"), "How the position is coded."),
            Parameter.optional("offset", ParameterType.INTEGER, "0", "Added to the position.").within(-127, 127))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.STEP);
  }

  @Override
  public Filter create(StageContext context) {
    String code = context.text("code");
    boolean bcd = code.equals("bcd");
    boolean gray = code.equals("gray");
    DoubleParameter offset = context.number("offset");
    InputView raw = context.input(0);
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        long bits = raw.bits(row);
        long position = bcd ? bcd(bits) : gray ? gray(bits) : bits;
        double step = position + offset.at(row);
        boolean wrong = position < 0 || step < -64 || step > 63;
        boolean moves = count() > 1 && value(row, 1) != 0;
        int o = add(row, in, i, out, worst(row));
        out.bits[o] = wrong ? 0 : ((long) step & 0xFF) | (moves ? 0x100 : 0);
        if (wrong) {
          out.quality[o] = Quality.invalid(out.quality[o], Quality.OUT_OF_RANGE);
        } else if (moves) {
          out.quality[o] = Quality.questionable(out.quality[o], Quality.IN_TRANSIT);
        }
      }

      private static long bcd(long bits) {
        long value = 0;
        for (int shift = 12; shift >= 0; shift -= 4) {
          long digit = (bits >>> shift) & 0xF;
          if (digit > 9) {
            return -1;
          }
          value = value * 10 + digit;
        }
        return value;
      }

      private static long gray(long bits) {
        long value = bits & 0xFFFF;
        for (int shift = 8; shift > 0; shift /= 2) {
          value ^= value >>> shift;
        }
        return value;
      }
    };
  }
}
