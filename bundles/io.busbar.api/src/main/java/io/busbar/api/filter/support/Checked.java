package io.busbar.api.filter.support;

import io.busbar.api.data.Kind;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import java.util.List;

/**
 * A stage under check, its inputs found right and its arguments valid by the descriptor.
 *
 * @param inputs kinds of what comes in, at least one
 * @param arguments with defaults
 * @param spec as written
 * @param problems takes what is found
 */
public record Checked(List<Kind> inputs, StageArguments arguments, StageSpec spec, Problems problems) {
  /** Copies the list. */
  public Checked {
    inputs = List.copyOf(inputs);
  }

  /** Kind of the first input. */
  public Kind kind() {
    return inputs.get(0);
  }

  /** Number of an argument or its default, durations in seconds. */
  public double number(String parameter) {
    return arguments.number(parameter);
  }

  /** Text of an argument or its default. */
  public String text(String parameter) {
    return arguments.text(parameter);
  }

  /** Where an argument is written, or the stage where it is not. */
  public SourceLocation at(String parameter) {
    Setting setting = arguments.setting(parameter);
    return setting == null ? spec.at() : setting.at();
  }

  /** Reports a mistake in the stage as a whole; the message starts with the filter's name. */
  public void error(String code, String message) {
    problems.error(spec.at(), code, spec.filter() + ": " + message);
  }

  /** Reports a mistake in one argument; the message starts with the filter's name. */
  public void error(String parameter, String code, String message) {
    problems.error(at(parameter), code, spec.filter() + ": " + message);
  }

  /** Reports an error if one number is not below another. */
  public void ascending(String lower, String upper) {
    if (number(lower) >= number(upper)) {
      error(upper, "empty-range", lower + " " + text(lower) + " is not below " + upper + " " + text(upper)
          + ". Write the lower limit first.");
    }
  }
}
