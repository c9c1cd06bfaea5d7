package io.busbar.api.describe;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a {@link Parameter}. Pure. */
public final class ParameterText {
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");
  private static final Pattern DURATION = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)\\s*(us|ms|s|min|h|d)");

  private ParameterText() {}

  /**
   * The number that a text stands for: integers and numbers as they are, durations in seconds, booleans as 0 and 1.
   *
   * @return NaN if the text is not one of that type, or the type has no number
   */
  public static double number(ParameterType type, String text) {
    return switch (type) {
      case INTEGER -> integer(text);
      case NUMBER -> NUMBER.matcher(text).matches() ? Double.parseDouble(text) : integer(text);
      case DURATION -> seconds(text);
      case BOOLEAN -> text.equals("true") ? 1 : text.equals("false") ? 0 : Double.NaN;
      case CHOICE, TEXT, POINT, MAP -> Double.NaN;
    };
  }

  private static double integer(String text) {
    if (HEX.matcher(text).matches()) {
      return new BigInteger(text.substring(2), 16).doubleValue();
    }
    return INTEGER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  /** Seconds of {@code 250ms}, {@code 1s}, {@code 5min}, {@code 1h}, {@code 1d}; NaN if it is no duration. */
  public static double seconds(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Double.NaN;
    }
    double count = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> count / 1e6;
      case "ms" -> count / 1e3;
      case "min" -> count * 60;
      case "h" -> count * 3_600;
      case "d" -> count * 86_400;
      default -> count;
    };
  }

  /**
   * What is wrong with a text as the value of a parameter, with what to write instead, as the end of a sentence that
   * starts with the parameter's name; empty if nothing is.
   */
  public static String complaint(Parameter parameter, String text) {
    switch (parameter.type()) {
      case CHOICE:
        return parameter.choices().contains(text) ? ""
            : "is one of " + String.join(", ", parameter.choices()) + ", not \"" + text + "\"."
                + Nearest.hint(text, parameter.choices());
      case TEXT, POINT, MAP:
        return "";
      default:
        break;
    }
    double value = number(parameter.type(), text);
    if (Double.isNaN(value)) {
      return "is " + form(parameter.type()) + ", not \"" + text + "\".";
    }
    if (value < parameter.minimum() || value > parameter.maximum()) {
      return "is " + range(parameter) + ", not " + text + ".";
    }
    return "";
  }

  private static String form(ParameterType type) {
    return switch (type) {
      case INTEGER -> "a whole number, decimal or 0x-hexadecimal";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case DURATION -> "a duration such as 250ms, 1s, 5min, 1h or 1d";
      default -> "a text";
    };
  }

  private static String range(Parameter parameter) {
    String unit = parameter.type() == ParameterType.DURATION ? " s" : parameter.unit().isEmpty() ? "" : " " + parameter.unit();
    if (parameter.maximum() >= Double.MAX_VALUE) {
      return "at least " + plain(parameter.minimum()) + unit;
    }
    if (parameter.minimum() <= -Double.MAX_VALUE) {
      return "at most " + plain(parameter.maximum()) + unit;
    }
    return plain(parameter.minimum()) + " to " + plain(parameter.maximum()) + unit;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }
}
