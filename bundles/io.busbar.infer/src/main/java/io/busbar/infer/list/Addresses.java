package io.busbar.infer.list;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an address means, as lists write them: {@code 40101}, {@code holding 100}, {@code 3:0x00BA}, {@code HR100.3}. Immutable. */
final class Addresses {
  private static final Map<String, String> TABLES = Map.ofEntries(Map.entry("holding", "holding"), Map.entry("holdingregister", "holding"),
      Map.entry("holdingregisters", "holding"), Map.entry("hr", "holding"), Map.entry("h", "holding"), Map.entry("3", "holding"),
      Map.entry("03", "holding"), Map.entry("0x03", "holding"), Map.entry("fc3", "holding"), Map.entry("fc03", "holding"),
      Map.entry("4x", "holding"),
      Map.entry("input", "input"), Map.entry("inputregister", "input"), Map.entry("inputregisters", "input"), Map.entry("ir", "input"),
      Map.entry("4", "input"), Map.entry("04", "input"), Map.entry("0x04", "input"), Map.entry("fc4", "input"),
      Map.entry("fc04", "input"),
      Map.entry("3x", "input"), Map.entry("discrete", "discrete"), Map.entry("discreteinput", "discrete"),
      Map.entry("discreteinputs", "discrete"),
      Map.entry("di", "discrete"), Map.entry("2", "discrete"), Map.entry("02", "discrete"), Map.entry("0x02", "discrete"),
      Map.entry("fc2", "discrete"),
      Map.entry("fc02", "discrete"), Map.entry("1x", "discrete"), Map.entry("coil", "coil"), Map.entry("coils", "coil"), Map.entry("co", "coil"),
      Map.entry("1", "coil"), Map.entry("01", "coil"), Map.entry("0x01", "coil"), Map.entry("fc1", "coil"), Map.entry("fc01", "coil"),
      Map.entry("0x", "coil"));
  /** Word of a table with or without a separator, number, and what follows it. */
  private static final Pattern FORM = Pattern.compile("(?:(.*?[^\\s:/]?)[\\s:/]+|([A-Za-z]+))?(0[xX][0-9a-fA-F]{1,5}|\\d{1,6})(?:[.\\s]+(.*))?");
  private static final Pattern MODICON = Pattern.compile("0\\d{4}|[134]\\d{4}|[134]\\d{5}");
  private static final int CELLS = 65_536;

  private final boolean modicon;

  private Addresses(boolean modicon) {
    this.modicon = modicon;
  }

  /** An address taken apart; the tail is what stands behind the number: {@code bit 3}. */
  record Parsed(String space, int number, String tail) {}

  /**
   * For a list.
   *
   * @param wished {@code modicon}, {@code zeroBased}, or empty: modicon if all addresses look like it and none says its table
   * @param all addresses of the list
   * @param tables whether a column says the table
   */
  static Addresses of(String wished, Collection<String> all, boolean tables) {
    boolean looks = !tables && !all.isEmpty() && all.stream().allMatch(text -> MODICON.matcher(text.replaceFirst("[.\\s].*", "")).matches());
    return new Addresses(wished.isEmpty() ? looks : wished.equals("modicon"));
  }

  boolean isModicon() {
    return modicon;
  }

  /** What an address means; null if its number is none of a device's. */
  @Nullable Parsed parse(String text, String tableText) {
    String table = tableText.isEmpty() ? "" : TABLES.getOrDefault(tableText.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", ""), tableText);
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return new Parsed((table + " " + text).strip(), -1, "");
    }
    String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2) != null ? matcher.group(2) : "";
    String known = TABLES.get(word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", ""));
    if (!word.isEmpty() && known == null) {
      return new Parsed((table + " " + text).strip(), -1, "");
    }
    String number = matcher.group(3);
    boolean hex = number.startsWith("0x") || number.startsWith("0X");
    int value = hex ? Integer.parseInt(number.substring(2), 16) : Integer.parseInt(number);
    String tail = matcher.group(4) == null ? "" : matcher.group(4).strip();
    tail = tail.matches("\\d{1,2}") ? "bit " + tail : tail;
    if (modicon && table.isEmpty() && known == null && !hex) {
      int digit = number.charAt(0) - '0';
      String of = digit == 0 ? "coil" : digit == 1 ? "discrete" : digit == 3 ? "input" : "holding";
      value = Integer.parseInt(number.substring(1)) - 1;
      return value < 0 || value >= CELLS ? null : new Parsed(of, value, tail);
    }
    return value >= CELLS ? null : new Parsed(known != null ? known : table.isEmpty() ? "holding" : table, value, tail);
  }
}
