package io.busbar.driver.modbus.codec;

import io.busbar.api.data.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Raw registers with every reading that they allow, for a person who does not know the device's map. */
public final class Readings {
  private Readings() {}

  /**
   * Lines for people.
   *
   * @param title first line
   * @param wanted what was asked for, marked if it is more than a plain register
   * @param bytes where the reply's data is
   * @param count registers or bits in it
   */
  public static List<String> of(String title, ReadTarget.Cells wanted, byte[] bytes, int offset, int count) {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    if (wanted.table().isBits()) {
      lines.add("value     " + (bytes[offset] & 1));
      StringBuilder bits = new StringBuilder("next      ");
      for (int i = 0; i < count; i++) {
        bits.append((bytes[offset + i / 8] >> (i % 8)) & 1).append(i % 8 == 7 ? " " : "");
      }
      lines.add(bits.toString().stripTrailing());
      return lines;
    }
    lines.add(String.format("%-10s%s", "value", value(wanted.encoding(), bytes, offset)));
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < count; i++) {
      raw.append(i == 0 ? "" : " ").append(String.format("%02X%02X", bytes[offset + 2 * i], bytes[offset + 2 * i + 1]));
    }
    lines.add(String.format("%-10s%s", "raw", raw));
    for (DataType type : DataType.values()) {
      if (type.registers() >= 1 && type.registers() <= count) {
        lines.add(readings(type, bytes, offset));
      }
    }
    lines.add(String.format("%-10s%s", "bits", bits(Order.BIG.gather(bytes, offset, 1))));
    lines.add(String.format("%-10s%s", "string", value(new Encoding(DataType.STRING, Order.BIG, -1, 0, 2 * count), bytes, offset)));
    return lines;
  }

  private static String readings(DataType type, byte[] bytes, int offset) {
    StringBuilder line = new StringBuilder(String.format("%-10s", type.word()));
    for (Order order : Order.values()) {
      boolean repeats = type.registers() == 1 && (order == Order.WORD_SWAPPED || order == Order.LITTLE);
      if (!repeats) {
        line.append(String.format("%s %s   ", order.text(type.registers()), value(Encoding.of(type, order), bytes, offset)));
      }
    }
    return line.toString().stripTrailing();
  }

  /** A value as text; a dash where the registers hold none. */
  public static String value(Encoding encoding, byte[] bytes, int offset) {
    if (encoding.type() == DataType.STRING) {
      StringBuilder text = new StringBuilder("\"");
      int length = encoding.stringLength(bytes, offset);
      for (int i = 0; i < length; i++) {
        char c = (char) (encoding.stringByte(bytes, offset, i) & 0xFF);
        text.append(c < ' ' || c > '~' ? '.' : c);
      }
      return text.append('"').toString();
    }
    long raw = encoding.raw(bytes, offset);
    if (!encoding.isValid(raw)) {
      return "–";
    }
    long bits = encoding.bits(raw);
    if (encoding.kind() == Kind.FLOAT32) {
      return String.format(Locale.ROOT, "%.7g", Double.longBitsToDouble(bits));
    }
    if (encoding.kind().isFloating()) {
      return String.format(Locale.ROOT, "%.10g", Double.longBitsToDouble(bits));
    }
    return encoding.kind() == Kind.UINT64 ? Long.toUnsignedString(bits) : Long.toString(bits);
  }

  private static String bits(long word) {
    StringBuilder text = new StringBuilder();
    for (int bit = 15; bit >= 0; bit--) {
      text.append((word >> bit) & 1).append(bit % 4 == 0 && bit > 0 ? " " : "");
    }
    return text + "  (15 … 0)";
  }
}
