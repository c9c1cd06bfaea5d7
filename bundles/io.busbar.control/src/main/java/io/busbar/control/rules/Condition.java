package io.busbar.control.rules;

import io.busbar.api.data.Quality;
import io.busbar.api.filter.formula.Formula;
import java.util.List;

/**
 * An interlock: an expression over points.
 *
 * @param text as written; empty for none
 * @param points {@code device/point} of each name in the formula, in its order
 */
public record Condition(String text, List<String> points) {
  /** No condition. */
  public static final Condition NONE = new Condition("", List.of());

  /** Copies the list. */
  public Condition {
    points = List.copyOf(points);
  }

  /**
   * A condition as written in a template: a plain name is a point of the device, {@code [other/point]} one of another.
   *
   * @throws IllegalArgumentException if it is no formula
   */
  public static Condition of(String text, String device) {
    return text.isEmpty() ? NONE : new Condition(text, Formula.parse(text).names().stream()
        .map(name -> name.indexOf('/') >= 0 ? name : device + "/" + name).toList());
  }

  /** Why it does not hold, with values and qualities; empty if it holds. What is not known for certain does not hold. */
  public String complaint(Image image) {
    if (text.isEmpty()) {
      return "";
    }
    double[] values = new double[points.size()];
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      Image.Reading reading = image.read(points.get(i));
      if (reading == null || !Quality.isGood(reading.quality())) {
        return points.get(i) + (reading == null ? " has no value" : " is not good") + ", and the interlock \"" + text + "\" needs it";
      }
      values[i] = reading.value();
      seen.append(i == 0 ? "" : ", ").append(points.get(i)).append(" = ").append(values[i]);
    }
    double held = Formula.parse(text).value(values);
    return held != 0 && !Double.isNaN(held) ? "" : "the interlock \"" + text + "\" does not hold (" + seen + ")";
  }
}
