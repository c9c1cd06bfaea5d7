package io.busbar.api.describe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a driver, filter, loader or sink.
 *
 * @param name as written in a configuration, unit last ({@code timeoutMs}) unless the type is a duration
 * @param type what its text may be
 * @param required whether it must be given
 * @param defaultText the default as one would write it; null where there is none
 * @param unit the unit of a number, else empty
 * @param minimum least number allowed, −∞ for none; of durations in seconds
 * @param maximum greatest number allowed, +∞ for none; of durations in seconds
 * @param choices the allowed texts of a {@link ParameterType#CHOICE}
 * @param help one sentence
 */
public record Parameter(String name, ParameterType type, boolean required, @Nullable String defaultText, String unit,
    double minimum, double maximum, List<String> choices, String help) {

  /** Makes the lists immutable. */
  public Parameter {
    choices = List.copyOf(choices);
  }

  /** A required parameter without limits. */
  public static Parameter required(String name, ParameterType type, String help) {
    return new Parameter(name, type, true, null, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(), help);
  }

  /** An optional parameter without limits. */
  public static Parameter optional(String name, ParameterType type, String defaultText, String help) {
    return new Parameter(name, type, false, defaultText, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
        List.of(), help);
  }

  /** A choice; the first is the default unless required. */
  public static Parameter choice(String name, boolean required, List<String> choices, String help) {
    return new Parameter(name, ParameterType.CHOICE, required, required ? null : choices.get(0), "",
        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, choices, help);
  }

  /** The same with limits. */
  public Parameter within(double least, double greatest) {
    return new Parameter(name, type, required, defaultText, unit, least, greatest, choices, help);
  }

  /** The same with a unit. */
  public Parameter in(String newUnit) {
    return new Parameter(name, type, required, defaultText, newUnit, minimum, maximum, choices, help);
  }
}
