package io.busbar.sink.iec104.image;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.iec60870.codec.Cp56;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.PointType;
import java.util.Objects;

/** Values and times as they stand on the line. Pure. */
public final class WireValue {
  private static final int OFF = 1;
  private static final int ON = 2;

  private WireValue() {}

  /** Fills an object with a value; what does not fit is cut to the range and marked as overflow, what is no number is invalid. */
  public static void fill(MappedPoint point, double number, int quality, InformationObject object) {
    PointType type = Objects.requireNonNull(point.type(), "a point that is shown has a type");
    object.set(point.object(), 0);
    object.quality = quality;
    if (Double.isNaN(number)) {
      object.quality = Quality.invalid(quality, 0);
      return;
    }
    double scaled = number * point.scaling().factor() + point.scaling().offset();
    switch (type) {
      case SINGLE -> single(point, number, object);
      case DOUBLE -> object.value = point.scaling().otherStatus() ? (number != 0 ? ON : OFF) : (long) number & 3;
      case STEP -> object.value = (cut(scaled, -64, 63, object) & 0xFF) | ((quality & Quality.IN_TRANSIT) != 0 ? 0x100 : 0);
      case NORMALISED -> object.value = cut(scaled * 32_768, Short.MIN_VALUE, Short.MAX_VALUE, object);
      case SCALED -> object.value = cut(scaled, Short.MIN_VALUE, Short.MAX_VALUE, object);
      case FLOAT -> object.value = shortFloat(scaled, object);
      case COUNTER -> object.value = (int) Math.round(scaled);
      case BITSTRING -> object.value = (long) scaled & 0xFFFF_FFFFL;
    }
  }

  private static void single(MappedPoint point, double number, InformationObject object) {
    if (!point.scaling().otherStatus()) {
      object.value = number != 0 ? 1 : 0;
      return;
    }
    object.value = number == ON ? 1 : 0;
    if (number != ON && number != OFF) {
      object.quality = Quality.invalid(object.quality, 0); // between two positions, or a bad state: a single point has no word for it
    }
  }

  private static long cut(double scaled, long least, long most, InformationObject object) {
    long rounded = Math.round(scaled);
    if (rounded < least || rounded > most) {
      object.quality = Quality.questionable(object.quality, Quality.OVERFLOW);
    }
    return Math.max(least, Math.min(most, rounded));
  }

  private static long shortFloat(double scaled, InformationObject object) {
    float narrow = (float) scaled;
    if (Float.isInfinite(narrow)) {
      object.quality = Quality.questionable(object.quality, Quality.OVERFLOW);
      narrow = narrow > 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
    }
    return Float.floatToRawIntBits(narrow) & 0xFFFF_FFFFL;
  }

  /**
   * A time with its IV and SU bits. It is invalid where its source says so, where the gateway stamped in the source's place, or where nothing
   * is known of it; a clock that coasts within its stated drift and the middle of a poll are good.
   *
   * @param otherwiseNs stands in for a time that is missing, marked invalid
   */
  public static long time(DeviceZone zone, long sourceNs, byte timeQuality, int quality, long otherwiseNs) {
    if (sourceNs == SampleBatch.NO_TIME) {
      return Cp56.invalid(zone.cp56(otherwiseNs));
    }
    long time = zone.cp56(sourceNs);
    boolean bad = switch (TimeQuality.origin(timeQuality)) {
      case TimeQuality.SYNCHRONISED, TimeQuality.POLL, TimeQuality.HOLDOVER -> false;
      default -> true;
    };
    return bad || (timeQuality & TimeQuality.CLOCK_FAILURE) != 0 || (quality & Quality.BAD_TIME) != 0 ? Cp56.invalid(time) : time;
  }

  /** The number that a command means. Inverse of {@link #fill} for measured values. */
  public static double commanded(MappedPoint point, double line) {
    return (line - point.scaling().offset()) / point.scaling().factor();
  }
}
