package io.busbar.infer.site;

import io.busbar.infer.list.FlatDevice;
import io.busbar.infer.list.FlatPoint;
import io.busbar.infer.list.FlatPoint.Place;
import io.busbar.infer.list.FlatPoint.Traits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** A template as YAML, one line a point, in order of addresses. Stateless. */
final class TemplateText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z°µΩ%][A-Za-z0-9_./°µΩ%² -]*");
  private static final Pattern WORD_OF_YAML = Pattern.compile("(?i)true|false|yes|no|on|off|null|none");

  /** From here on a number may be taken for that of a manual. */
  private static final int LEAST_MODICON = 9_999;

  private TemplateText() {}

  /**
   * The text.
   *
   * @param device with the addresses that the template shall have
   * @param comment what its first lines say
   */
  static String of(FlatDevice device, List<String> comment) {
    StringBuilder text = new StringBuilder();
    comment.forEach(line -> text.append("# ").append(line).append('\n'));
    if (device.points().stream().anyMatch(point -> point.place().number() >= LEAST_MODICON)) {
      text.append("addressing: zeroBased\n");
    }
    text.append("points:\n");
    List<FlatPoint> points = new ArrayList<>(device.points());
    points.sort(Comparator.comparing((FlatPoint point) -> point.place().space()).thenComparing(point -> point.place().number()));
    for (FlatPoint point : points) {
      text.append("  ").append(quoted(point.name())).append(": {").append(settings(point.place(), point.traits())).append("}\n");
    }
    return text.toString();
  }

  private static String settings(Place place, Traits traits) {
    List<String> all = new ArrayList<>();
    all.add("read: " + quoted(place.words()));
    add(all, "scale", traits.scale());
    add(all, "offset", traits.offset());
    add(all, "unit", traits.unit().isEmpty() ? "" : quoted(traits.unit()));
    add(all, "enum", traits.states().isEmpty() ? "" : "{" + traits.states() + "}");
    add(all, "every", traits.every());
    add(all, "publish", traits.publish());
    return String.join(", ", all);
  }

  private static void add(List<String> all, String key, String value) {
    if (!value.isEmpty()) {
      all.add(key + ": " + value);
    }
  }

  /** As YAML takes it for a text. */
  static String quoted(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches() && !text.endsWith(" ");
    return plain && !text.startsWith("%") ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
