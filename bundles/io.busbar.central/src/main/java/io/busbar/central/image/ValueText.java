package io.busbar.central.image;

import io.busbar.api.data.BlobArena;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Map;

/** A value as a person reads it. */
final class ValueText {
  private static final int MAX_BLOB_CHARS = 200;

  private ValueText() {}

  static String of(Kind kind, long bits, String blob, Map<Long, String> labels) {
    String label = labels.get(bits);
    if (label != null && !kind.isFloating() && !kind.isBlob()) {
      return label;
    }
    return switch (kind) {
      case DOUBLE -> number(Double.longBitsToDouble(bits));
      case FLOAT32 -> number((float) Double.longBitsToDouble(bits));
      case INT64, ENUM -> Long.toString(bits);
      case UINT64 -> Long.toUnsignedString(bits);
      case BOOLEAN -> bits != 0 ? "on" : "off";
      case DOUBLE_POINT -> doublePoint(bits);
      case STEP -> (byte) bits + ((bits & 0x100) != 0 ? " in transit" : "");
      case TEXT, BYTES -> blob;
      case DEVICE_STATE -> bits >= 0 && bits < DeviceState.values().length
          ? DeviceState.ofCode(bits).name() : Long.toString(bits);
    };
  }

  /** The blob of a text or byte value as text, cut to a bearable length. */
  static String blob(Kind kind, BlobArena blobs, long place) {
    String text = kind == Kind.TEXT ? blobs.textAt(place) : HexFormat.of().formatHex(blobs.bytesAt(place));
    return text.length() <= MAX_BLOB_CHARS ? text : text.substring(0, MAX_BLOB_CHARS) + "…";
  }

  private static String doublePoint(long bits) {
    return switch ((int) (bits & 3)) {
      case 0 -> "intermediate";
      case 1 -> "open";
      case 2 -> "closed";
      default -> "bad state";
    };
  }

  private static String number(double value) {
    return plain(value, Double.toString(value));
  }

  private static String number(float value) {
    return plain(value, Float.toString(value));
  }

  private static String plain(double value, String text) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return text;
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e15 || size < 1e-6) {
      return text;
    }
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }
}
