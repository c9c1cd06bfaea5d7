package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the checks of these filters have in common. */
final class Checks {
  private Checks() {}

  /** The argument by name or position, or null. */
  static @Nullable Setting argument(StageSpec stage, int position, String name) {
    Setting named = stage.named().get(name);
    if (named != null) {
      return named;
    }
    return position < stage.positional().size() ? stage.positional().get(position) : null;
  }

  /** Whether there is one input and it has a number; else a problem is reported. */
  static boolean oneNumber(List<Kind> inputs, StageSpec stage, Problems problems) {
    if (inputs.size() != 1) {
      problems.error(stage.at(), "filter-inputs", stage.filter() + " takes one input, not " + inputs.size()
          + ". Join the inputs first, for example with words or doublePoint.");
      return false;
    }
    Kind kind = inputs.get(0);
    if (kind.isBlob() || kind == Kind.DEVICE_STATE) {
      problems.error(stage.at(), "filter-kind", stage.filter() + " needs a number and gets "
          + kind.name().toLowerCase(Locale.ROOT) + ". Read the point as a number or leave the filter out.");
      return false;
    }
    return true;
  }

  /** A finite number, or NaN if it is missing or none (the descriptor's check reports that). */
  static double number(@Nullable Setting setting) {
    return setting == null ? Double.NaN : ParameterText.number(ParameterType.NUMBER, setting.text());
  }

  /** A whole number, decimal or 0x-hexadecimal up to 64 bits, or 0 if it is missing or none. */
  static long integer(@Nullable Setting setting) {
    return setting == null ? 0 : integer(setting.text());
  }

  /** A whole number, decimal or 0x-hexadecimal up to 64 bits, or 0 if it is none. */
  static long integer(String text) {
    try {
      return text.startsWith("0x") || text.startsWith("0X")
          ? Long.parseUnsignedLong(text.substring(2), 16)
          : Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
