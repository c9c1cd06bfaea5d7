package io.busbar.infer.list;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cells as a template can have them. Stateless; null where a cell is nothing that it should be. */
final class Words {
  private static final int MAX_NAME = 64;
  private static final int MAX_STATES = 256;
  private static final Pattern STATE = Pattern.compile("\\s*(-?\\d{1,9}|0[xX][0-9a-fA-F]{1,8})\\s*[=:]\\s*(\\S.*?)\\s*");

  private Words() {}

  /** A name: what it may not have becomes a dot, and no longer than it may be. */
  static String name(String text) {
    String bare = text.strip().replaceAll("^[/.\\s]+|[/.\\s]+$", "").replaceAll("[/\",;\\s&&[^ ]]|\\p{Cntrl}", ".");
    return bare.length() <= MAX_NAME ? bare : bare.substring(0, MAX_NAME);
  }

  /** The point's name without that of its device in front of it: {@code FDR07_IA} of {@code FDR-07}. */
  static String within(String device, String point) {
    int at = 0;
    int of = 0;
    while (of < device.length() && at < point.length()) {
      char wanted = device.charAt(of);
      char there = point.charAt(at);
      if (Character.toLowerCase(wanted) == Character.toLowerCase(there)) {
        at++;
        of++;
      } else if (!Character.isLetterOrDigit(wanted)) {
        of++;
      } else if (!Character.isLetterOrDigit(there)) {
        at++;
      } else {
        return point;
      }
    }
    boolean whole = of == device.length() && at > 0 && at < point.length() - 1 && !Character.isLetterOrDigit(point.charAt(at));
    return whole ? point.substring(at + 1) : point;
  }

  /** A number without what does not matter; empty for none. */
  static @Nullable String number(String text) {
    if (text.isEmpty()) {
      return "";
    }
    try {
      BigDecimal number = new BigDecimal(text.replace(',', '.'));
      return Math.abs((long) number.scale()) > 30 || number.precision() > 30 ? null : plain(number);
    } catch (NumberFormatException expected) {
      return null;
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** One over a number. */
  static @Nullable String inverse(String text) {
    String number = number(text);
    if (number == null || number.isEmpty() || number.equals("0")) {
      return number == null || number.equals("0") ? null : "";
    }
    return plain(BigDecimal.ONE.divide(new BigDecimal(number), MathContext.DECIMAL64));
  }

  /** A period: with its unit, or a number of seconds or milliseconds. */
  static @Nullable String period(String text, boolean inMs) {
    String bare = text.toLowerCase(Locale.ROOT).replace(" ", "").replaceAll("sec(onds?)?$", "s").replaceAll("m(inutes?)$", "min");
    if (bare.isEmpty() || bare.matches("\\d+(\\.\\d+)?(ms|s|min|h|d)")) {
      return bare;
    }
    String number = number(bare);
    return number == null || number.startsWith("-") ? null : number.equals("0") ? "" : number + (inMs ? "ms" : "s");
  }

  /** States of an enumeration as a mapping of YAML: {@code 0=off;1=on} becomes {@code 0: "off", 1: "on"}; null if it is none. */
  static @Nullable String states(String text) {
    if (text.isEmpty()) {
      return "";
    }
    Map<Long, String> states = new TreeMap<>();
    for (String part : text.split("[;|,\\n]")) {
      var matcher = STATE.matcher(part);
      if (!matcher.matches() || states.size() == MAX_STATES) {
        return null;
      }
      String number = matcher.group(1);
      states.putIfAbsent(number.toLowerCase(Locale.ROOT).startsWith("0x") ? Long.parseLong(number.substring(2), 16) : Long.parseLong(number),
          matcher.group(2).replace("\\", "").replace("\"", "'"));
    }
    StringBuilder all = new StringBuilder();
    states.forEach((number, name) -> all.append(all.isEmpty() ? "" : ", ").append(number).append(": \"").append(name).append('"'));
    return all.toString();
  }

  /** Whether a unit is really a list of states. */
  static boolean looksLikeStates(String unit) {
    return unit.indexOf('=') > 0 && Character.isDigit(unit.charAt(0));
  }
}
