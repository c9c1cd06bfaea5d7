package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
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

/** {@code cast(type, overflow)}: a number as another type. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=cast")
public final class CastFilter extends RowOperation {
  private static final List<String> TYPES =
      List.of("int16", "uint16", "int32", "uint32", "int64", "uint64", "int8", "uint8", "float32", "float64", "bool");

  /** The operation. */
  public CastFilter() {
    super(Takes.NUMBER, new Descriptor("cast", "Makes a number of another type",
        "To a whole type the value is rounded to the nearest, halves to even. What does not fit: saturate gives the nearest end "
            + "of the type, marked QUESTIONABLE overflow; wrap keeps the low bits as a register does, unmarked (so int16 of "
            + "65535 is −1); bad gives the nearest end, marked INVALID overflow. NaN becomes 0, INVALID processingError. To "
            + "float32 the value is rounded to binary32; one that is too large is handled in the same way (wrap then gives bad). "
            + "bool is off for 0 and on for all else. No state; drops nothing.",
        "cast(int16, wrap)",
        List.of(Parameter.choice("type", true, TYPES, "What comes out."),
            Parameter.choice("overflow", false, List.of("saturate", "wrap", "bad"), "What happens to values that do not fit."))));
  }

  private static Kind kindOf(String type) {
    return switch (type) {
      case "uint64" -> Kind.UINT64;
      case "float32" -> Kind.FLOAT32;
      case "float64" -> Kind.DOUBLE;
      case "bool" -> Kind.BOOLEAN;
      default -> Kind.INT64;
    };
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(kindOf(stage.text("type")));
  }

  @Override
  public Filter create(StageContext context) {
    String type = context.text("type");
    return switch (type) {
      case "float32", "float64", "bool" -> new FloatStage(context, type);
      default -> new WholeStage(context, type);
    };
  }

  private static final class FloatStage extends EachSample {
    private final Kind kind;
    private final String type;
    private final boolean saturate;

    FloatStage(StageContext context, String type) {
      this.kind = context.inputs().get(0);
      this.type = type;
      this.saturate = context.text("overflow").equals("saturate");
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      double x = kind.toDouble(in.bits[i]);
      int o = out.addRow(in, i);
      if (type.equals("bool")) {
        out.bits[o] = x != 0 && !Double.isNaN(x) ? 1 : 0;
        out.quality[o] = Double.isNaN(x) ? Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR) : in.quality[i];
      } else if (type.equals("float32") && Math.abs(x) > Float.MAX_VALUE && Double.isFinite(x)) {
        out.bits[o] = Double.doubleToRawLongBits(Math.copySign(Float.MAX_VALUE, x));
        out.quality[o] = saturate ? Quality.questionable(in.quality[i], Quality.OVERFLOW) : Quality.invalid(in.quality[i], Quality.OVERFLOW);
      } else {
        Numbers.put(out, o, type.equals("float32") ? (float) x : x);
      }
    }
  }

  private static final class WholeStage extends EachSample {
    private final Kind kind;
    private final int width;
    private final boolean signed;
    private final String overflow;
    private final double least;
    private final double beyond;
    private final long lowest;
    private final long highest;

    WholeStage(StageContext context, String type) {
      this.kind = context.inputs().get(0);
      this.signed = type.startsWith("int");
      this.width = Integer.parseInt(type.substring(signed ? 3 : 4));
      this.overflow = context.text("overflow");
      this.least = signed ? -Math.scalb(1.0, width - 1) : 0;
      this.lowest = signed ? -1L << (width - 1) : 0;
      this.highest = signed ? ~lowest : -1L >>> (64 - width);
      this.beyond = Math.scalb(1.0, signed ? width - 1 : width);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      int o = out.addRow(in, i);
      double x = Math.rint(kind.toDouble(in.bits[i]));
      long whole = kind.isFloating() ? (long) x : in.bits[i];
      boolean same = width == 64 && !kind.isFloating() && signed == (kind != Kind.UINT64);
      boolean fits = same || (x >= least && x < beyond);
      if (Double.isNaN(x)) {
        out.bits[o] = 0;
        out.quality[o] = Quality.invalid(in.quality[i], Quality.PROCESSING_ERROR);
      } else if (fits) {
        out.bits[o] = x >= 0x1p63 && kind.isFloating() ? (long) (x - 0x1p63) ^ Long.MIN_VALUE : whole;
      } else if (overflow.equals("wrap")) {
        out.bits[o] = wrap(kind.isFloating() ? (long) Math.IEEEremainder(x, 0x1p64) : whole);
      } else {
        out.bits[o] = x < least ? lowest : highest;
        out.quality[o] = overflow.equals("bad") ? Quality.invalid(in.quality[i], Quality.OVERFLOW)
            : Quality.questionable(in.quality[i], Quality.OVERFLOW);
      }
    }

    private long wrap(long whole) {
      int spare = 64 - width;
      return signed ? (whole << spare) >> spare : (whole << spare) >>> spare;
    }
  }
}
