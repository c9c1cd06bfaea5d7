package io.busbar.driver.modbus.codec;

import java.util.Arrays;
import java.util.List;

/**
 * The patterns by which a device says that it has no value, as the registers joined to one number. Hexadecimal is the
 * pattern itself, decimal a value of the type, {@code NaN} any of the floats that are no number.
 */
public final class Sentinels {
  /** Most patterns of one point. */
  public static final int MAX = 8;
  /** None. */
  public static final Sentinels NONE = new Sentinels(new long[0]);

  private final long[] patterns;

  private Sentinels(long[] patterns) {
    this.patterns = patterns;
  }

  /** Whether joined registers are one of the patterns. */
  public boolean contains(long raw) {
    for (long pattern : patterns) {
      if (pattern == raw) {
        return true;
      }
    }
    return false;
  }

  /** Parses {@code 0xFFFF}, {@code -32768}, {@code 0x7FFF, 0x8000}, {@code NaN}. */
  public static Parsed<Sentinels> parse(String text, Encoding encoding) {
    DataType type = encoding.type();
    if (type == DataType.BOOL || type == DataType.STRING) {
      return Parsed.wrong("not-available", "a "
          + (type == DataType.BOOL ? "single bit" : "string") + " has no pattern for \"not available\". Remove it.");
    }
    List<String> words = Arrays.stream(text.split("[\\s,\\[\\]]+")).filter(w -> !w.isEmpty()).toList();
    if (words.isEmpty() || words.size() > MAX) {
      return Parsed.wrong("not-available", "write one to " + MAX + " patterns, for example 0xFFFF.");
    }
    long[] patterns = new long[words.size()];
    for (int i = 0; i < patterns.length; i++) {
      try {
        patterns[i] = pattern(words.get(i), type);
      } catch (NumberFormatException e) {
        return Parsed.wrong("not-available", "\"" + words.get(i) + "\" is not a " + type.word() + ". Write its pattern in hexadecimal, for example "
            + "0x" + "F".repeat(4 * type.registers()) + ", or its value.");
      }
    }
    return Parsed.of(new Sentinels(patterns));
  }

  private static long pattern(String word, DataType type) {
    int bits = 16 * type.registers();
    long all = bits == 64 ? -1L : (1L << bits) - 1;
    if (Numbers.isHex(word)) {
      long raw = Long.parseUnsignedLong(word.substring(2), 16);
      return check(raw, (raw & ~all) == 0, word);
    }
    switch (type) {
      case FLOAT32:
        return Float.floatToIntBits(Float.parseFloat(word)) & all;
      case FLOAT64:
        return Double.doubleToLongBits(Double.parseDouble(word));
      case BCD16, BCD32, BCD64:
        return check(Long.parseUnsignedLong(word, 16), word.length() <= bits / 4 && word.chars().allMatch(Character::isDigit), word);
      case UINT64:
        return Long.parseUnsignedLong(word);
      default:
        long value = Long.parseLong(word);
        boolean signed = type == DataType.INT16 || type == DataType.INT32 || type == DataType.INT64;
        long least = signed ? -1L << (bits - 1) : 0;
        long greatest = signed ? ~least : all;
        return check(value & all, value >= least && value <= greatest, word);
    }
  }

  private static long check(long raw, boolean fits, String word) {
    if (!fits) {
      throw new NumberFormatException(word);
    }
    return raw;
  }
}
