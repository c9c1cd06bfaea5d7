package io.busbar.driver.modbus.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four tables of a device (Modbus Application Protocol V1.1b3 §4.3). */
public enum Table {
  /** Single bits that can be written; Modicon 00001. */
  COIL("coil", 1, 2000, 0),
  /** Single bits that cannot; Modicon 10001. */
  DISCRETE("discrete", 2, 2000, 1),
  /** Registers that cannot be written; Modicon 30001. */
  INPUT("input", 4, 125, 3),
  /** Registers that can; Modicon 40001. */
  HOLDING("holding", 3, 125, 4);

  private final String word;
  private final int readFunction;
  private final int maxPerRequest;
  private final int modiconDigit;

  Table(String word, int readFunction, int maxPerRequest, int modiconDigit) {
    this.word = word;
    this.readFunction = readFunction;
    this.maxPerRequest = maxPerRequest;
    this.modiconDigit = modiconDigit;
  }

  /** As written in {@code read:}. */
  public String word() {
    return word;
  }

  /** Function code that reads it. */
  public int readFunction() {
    return readFunction;
  }

  /** Most bits or registers in one request (V1.1b3 §6.1 to 6.4). */
  public int maxPerRequest() {
    return maxPerRequest;
  }

  /** First digit of a Modicon number. */
  public int modiconDigit() {
    return modiconDigit;
  }

  /** Whether its cells are single bits. */
  public boolean isBits() {
    return this == COIL || this == DISCRETE;
  }

  /** The Modicon number of an offset, five digits where it fits: {@code 40101}. */
  public String modicon(int offset) {
    return offset < 9_999 ? String.format("%d%04d", modiconDigit, offset + 1) : String.format("%d%05d", modiconDigit, offset + 1);
  }

  /** The table with that word, plural allowed; null if there is none. */
  public static @Nullable Table ofWord(String text) {
    for (Table table : values()) {
      if (text.equalsIgnoreCase(table.word) || text.equalsIgnoreCase(table.word + "s")) {
        return table;
      }
    }
    return null;
  }

  /** The table with that first digit of a Modicon number; null if there is none. */
  public static @Nullable Table ofModiconDigit(int digit) {
    for (Table table : values()) {
      if (table.modiconDigit == digit) {
        return table;
      }
    }
    return null;
  }

  /** The table that a function code reads; null if it reads none. */
  public static @Nullable Table ofReadFunction(int function) {
    for (Table table : values()) {
      if (table.readFunction == function) {
        return table;
      }
    }
    return null;
  }

  /** All words. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Table table : values()) {
      words.add(table.word);
    }
    return words;
  }
}
