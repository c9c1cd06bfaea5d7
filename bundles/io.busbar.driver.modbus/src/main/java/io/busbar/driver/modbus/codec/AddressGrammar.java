package io.busbar.driver.modbus.codec;

import org.jspecify.annotations.Nullable;

/** Where a number points to: the part of the {@code read:} grammar before the type. */
final class AddressGrammar {
  private static final int LAST_OFFSET = 0xFFFF;

  private AddressGrammar() {}

  /**
   * A place.
   *
   * @param table which
   * @param offset as in the request
   */
  record Place(Table table, int offset) {}

  /**
   * Reads a number.
   *
   * @param table the table if a word said it, else null
   * @param number its text
   */
  static Parsed<Place> parse(@Nullable Table table, String number, Addressing addressing) {
    int value = Numbers.unsigned(number);
    if (value < 0) {
      return Parsed.wrong("read-address", "\"" + number + "\" is not an address. Write a number, for example 40101, holding 100 or input 0x10.");
    }
    Place modicon = modicon(number);
    if (table != null) {
      return withTable(table, number, value, modicon, addressing);
    }
    if (Numbers.isHex(number) || addressing == Addressing.ZERO_BASED) {
      return place(Table.HOLDING, value, number);
    }
    if (addressing == Addressing.MODICON) {
      return modicon != null ? Parsed.of(modicon) : Parsed.wrong("read-address", notModicon(number, value));
    }
    String both = modicon == null ? "number as in the manual) or \"zeroBased\" (as in the request)"
        : "offset " + modicon.offset() + ") or \"zeroBased\"";
    return Parsed.wrong("read-ambiguous", number + " is ambiguous. Add \"addressing: modicon\" (" + both + ".");
  }

  private static Parsed<Place> withTable(Table table, String number, int value, @Nullable Place modicon, Addressing addressing) {
    if (modicon == null || addressing == Addressing.ZERO_BASED) {
      return place(table, value, number);
    }
    if (modicon.table() != table || number.length() < 5) {
      return place(table, value, number);
    }
    if (table == Table.COIL) {
      return addressing == Addressing.MODICON && number.startsWith("0") ? Parsed.of(modicon) : place(table, value, number);
    }
    if (addressing == Addressing.MODICON) {
      return Parsed.of(modicon);
    }
    return Parsed.wrong("read-ambiguous", table.word() + " " + number + " is ambiguous. Write \"" + table.word() + " " + modicon.offset()
        + "\" for " + number + " of a manual, or add \"addressing: zeroBased\" if the request carries " + value + ".");
  }

  private static Parsed<Place> place(Table table, int offset, String number) {
    return offset <= LAST_OFFSET ? Parsed.of(new Place(table, offset))
        : Parsed.wrong("read-address", number + " is too large: an address in a request is 0 to 65535.");
  }

  /** The place of a Modicon number of five or six digits, or null if it is none. */
  static @Nullable Place modicon(String number) {
    if (Numbers.isHex(number) || number.length() < 5 || number.length() > 6) {
      return null;
    }
    Table table = Table.ofModiconDigit(number.charAt(0) - '0');
    int offset = Numbers.unsigned(number.substring(1)) - 1;
    return table == null || offset < 0 || offset > LAST_OFFSET ? null : new Place(table, offset);
  }

  private static String notModicon(String number, int value) {
    if (number.length() < 5) {
      return number + " is not a Modicon number: those have five or six digits, 0xxxx coils, 1xxxx discrete inputs, 3xxxx input registers, "
          + "4xxxx holding registers. For a place as in the request write \"holding " + value + "\".";
    }
    if (number.length() <= 6 && number.substring(1).chars().allMatch(c -> c == '0')) {
      return number + " is not a Modicon number: they begin at " + number.substring(0, number.length() - 1) + "1.";
    }
    return number + " is not a Modicon number: 00001 to 065536 are coils, 10001 to 165536 discrete inputs, 30001 to 365536 input registers, "
        + "40001 to 465536 holding registers.";
  }
}
