package io.busbar.driver.modbus.config;

import io.busbar.api.data.Kind;
import io.busbar.api.driver.InputType;
import io.busbar.driver.modbus.codec.DataType;
import io.busbar.driver.modbus.codec.Encoding;
import io.busbar.driver.modbus.codec.ReadTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reads of a point give, with the range of their types. */
public final class InputTypes {
  private InputTypes() {}

  /** One per read; a read with a mistake counts as an integer. */
  public static List<InputType> of(TemplateReads.PointReads reads) {
    List<InputType> types = new ArrayList<>();
    for (ReadTarget target : reads.targets()) {
      types.add(of(target));
    }
    return types;
  }

  private static InputType of(@Nullable ReadTarget target) {
    if (target == null) {
      return InputType.of(Kind.INT64);
    }
    if (!(target instanceof ReadTarget.Cells cells) || cells.kind() == Kind.BOOLEAN || cells.kind().isFloating() || cells.kind().isBlob()) {
      return InputType.of(target.kind());
    }
    Encoding encoding = cells.encoding();
    DataType type = encoding.type();
    if (encoding.mask() != 0) {
      return new InputType(type.kind(), 0, Math.pow(2, Long.bitCount(encoding.mask())) - 1);
    }
    int bits = 16 * type.registers();
    int digits = bits / 4;
    return switch (type) {
      case INT16, INT32, INT64 -> new InputType(type.kind(), -Math.pow(2, bits - 1), Math.pow(2, bits - 1) - 1);
      case BCD16, BCD32, BCD64 -> new InputType(type.kind(), 0, Math.pow(10, digits) - 1);
      default -> new InputType(type.kind(), 0, Math.pow(2, bits) - 1);
    };
  }
}
