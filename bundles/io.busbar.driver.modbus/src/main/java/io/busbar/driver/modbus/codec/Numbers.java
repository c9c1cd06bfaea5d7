package io.busbar.driver.modbus.codec;

/** Whole numbers as people write them. */
public final class Numbers {
  private Numbers() {}

  /** A decimal or 0x-hexadecimal number of 0 to 2³¹−1; −1 if the text is none. */
  public static int unsigned(String text) {
    boolean hex = isHex(text);
    String digits = hex ? text.substring(2) : text;
    if (digits.isEmpty() || digits.length() > 10) {
      return -1;
    }
    try {
      long value = digits.charAt(0) == '-' || digits.charAt(0) == '+' ? -1 : Long.parseLong(digits, hex ? 16 : 10);
      return value <= Integer.MAX_VALUE ? (int) value : -1;
    } catch (NumberFormatException expected) {
      return -1;
    }
  }

  /** Whether a text begins with {@code 0x}. */
  public static boolean isHex(String text) {
    return text.startsWith("0x") || text.startsWith("0X");
  }
}
