package io.busbar.demo.check;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sample as the file sink wrote it.
 *
 * @param epoch    journal epoch, as written
 * @param position in its stream
 * @param index    in its record
 * @param time     source time, Unix nanoseconds
 * @param value    as a number: states by their code, false 0, true 1; NaN for text
 * @param good     whether its validity is good
 * @param received when central received it, Unix nanoseconds
 */
record SinkSample(String device, String point, String epoch, String stream, String lane, long position, int index, long time,
                  double value, boolean good, long received) {
  private static final Map<String, Double> STATES = Map.ofEntries(Map.entry("intermediate", 0.0), Map.entry("transit", 0.0),
      Map.entry("open", 1.0), Map.entry("off", 1.0), Map.entry("closed", 2.0), Map.entry("on", 2.0), Map.entry("bad", 3.0),
      Map.entry("false", 0.0), Map.entry("true", 1.0));

  /** Reads the members of a line that holds a sample. */
  static SinkSample of(Map<String, @Nullable Object> line) {
    return new SinkSample(text(line, "device"), text(line, "point"), text(line, "epoch"), text(line, "stream"), text(line, "lane"),
        whole(line, "pos"), (int) whole(line, "i"), whole(line, "t"), number(line.get("v")), text(line, "q").startsWith("GOOD"),
        whole(line, "rt"));
  }

  static String text(Map<String, @Nullable Object> line, String name) {
    Object value = line.get(name);
    return value == null ? "" : value.toString();
  }

  static long whole(Map<String, @Nullable Object> line, String name) {
    return line.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return value == null ? Double.NaN : STATES.getOrDefault(value.toString().toLowerCase(Locale.ROOT), Double.NaN);
  }
}
