package io.busbar.driver.modbus.codec;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a value lie in its registers. A is the most significant byte; the letters are in the order in which
 * the bytes come over the wire.
 *
 * <pre>
 *                 16 bit  32 bit  64 bit
 *  BIG            AB      ABCD    ABCDEFGH   the standard's way
 *  WORD_SWAPPED   AB      CDAB    GHEFCDAB   least significant register first
 *  BYTE_SWAPPED   BA      BADC    BADCFEHG
 *  LITTLE         BA      DCBA    HGFEDCBA
 * </pre>
 */
public enum Order {
  /** Most significant byte first. */
  BIG(false, false, "AB", "ABCD", "ABCDEFGH"),
  /** Least significant register first, bytes in a register as the standard has them. */
  WORD_SWAPPED(true, false, "AB", "CDAB", "GHEFCDAB"),
  /** Most significant register first, bytes in each swapped. */
  BYTE_SWAPPED(false, true, "BA", "BADC", "BADCFEHG"),
  /** Least significant byte first. */
  LITTLE(true, true, "BA", "DCBA", "HGFEDCBA");

  private final boolean swapWords;
  private final boolean swapBytes;
  private final List<String> texts;

  Order(boolean swapWords, boolean swapBytes, String... texts) {
    this.swapWords = swapWords;
    this.swapBytes = swapBytes;
    this.texts = List.of(texts);
  }

  /** The letters for a value of 1, 2 or 4 registers. */
  public String text(int registers) {
    return texts.get(registers == 4 ? 2 : registers - 1);
  }

  /** The order with those letters; null if none has them. {@code AB} and {@code BA} are the first that match. */
  public static @Nullable Order parse(String text) {
    String letters = text.toUpperCase(Locale.ROOT);
    for (Order order : new Order[] {BIG, BYTE_SWAPPED, WORD_SWAPPED, LITTLE}) {
      if (order.texts.contains(letters)) {
        return order;
      }
    }
    return null;
  }

  /** Whether a text consists of order letters only, so that an order was meant. */
  public static boolean looksLike(String text) {
    return (text.length() == 2 || text.length() == 4 || text.length() == 8)
        && text.toUpperCase(Locale.ROOT).chars().allMatch(c -> c >= 'A' && c <= 'H');
  }

  /**
   * Joins registers to a number, most significant bit first.
   *
   * @param bytes as received, two a register
   * @param offset of the first
   * @param registers 1, 2 or 4
   */
  public long gather(byte[] bytes, int offset, int registers) {
    long joined = 0;
    for (int i = 0; i < registers; i++) {
      int at = offset + 2 * (swapWords ? registers - 1 - i : i);
      int high = bytes[swapBytes ? at + 1 : at] & 0xFF;
      int low = bytes[swapBytes ? at : at + 1] & 0xFF;
      joined = (joined << 16) | (high << 8) | low;
    }
    return joined;
  }

  /** The reverse of {@link #gather}: lays a number into registers. */
  public void scatter(long value, byte[] bytes, int offset, int registers) {
    for (int i = 0; i < registers; i++) {
      int word = (int) (value >>> (16 * (registers - 1 - i)));
      int at = offset + 2 * (swapWords ? registers - 1 - i : i);
      bytes[swapBytes ? at + 1 : at] = (byte) (word >> 8);
      bytes[swapBytes ? at : at + 1] = (byte) word;
    }
  }

  /** Whether the two bytes of a register are swapped. */
  public boolean swapsBytes() {
    return swapBytes;
  }
}
