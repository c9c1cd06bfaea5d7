package io.busbar.engine.image;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as people read them. */
public final class ValueText {
  private static final String[] DOUBLE_POINT = {"intermediate", "off", "on", "bad"};

  private ValueText() {}

  /** A value with the labels of its kind, if it has any. */
  public static String of(Kind kind, long bits, byte @Nullable [] blob, Map<Long, String> labels) {
    return switch (kind) {
      case DOUBLE -> plain(Double.longBitsToDouble(bits));
      case FLOAT32 -> plain((float) Double.longBitsToDouble(bits));
      case INT64 -> Long.toString(bits);
      case UINT64 -> Long.toUnsignedString(bits);
      case BOOLEAN -> bits != 0 ? "on" : "off";
      case DOUBLE_POINT -> DOUBLE_POINT[(int) (bits & 3)];
      case STEP -> (byte) bits + ((bits & 0x100) != 0 ? " in transit" : "");
      case TEXT -> blob == null ? "" : new String(blob, StandardCharsets.UTF_8);
      case BYTES -> blob == null ? "" : HexFormat.of().formatHex(blob);
      case ENUM -> labels.getOrDefault(bits, Long.toString(bits));
      case DEVICE_STATE -> bits < 0 || bits >= DeviceState.values().length ? Long.toString(bits)
          : DeviceState.ofCode(bits).name();
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  private static String plain(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : Float.toString(value);
  }
}
