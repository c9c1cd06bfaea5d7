package io.busbar.driver.modbus.session;

import io.busbar.driver.modbus.codec.Crc16;
import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.codec.Table;
import io.busbar.driver.modbus.wire.J2modMessages;

/** What a frame says, in one line for a trace. */
final class Explainer {
  private static final int MBAP_HEADER = 7;
  private static final int MOST_VALUES = 16;

  private Explainer() {}

  static String explain(boolean tcp, boolean sent, byte[] bytes) {
    if (tcp) {
      return bytes.length < MBAP_HEADER + 2 || bytes[2] != 0 || bytes[3] != 0 ? "piece of a frame, or not Modbus TCP"
          : String.format("#%d unit %d ", word(bytes, 0), bytes[6] & 0xFF)
              + pdu(sent, bytes[6] & 0xFF, bytes, MBAP_HEADER, bytes.length - MBAP_HEADER);
    }
    if (!Crc16.isGood(bytes, 0, bytes.length)) {
      return "piece of a frame, or damaged (checksum)";
    }
    return String.format("unit %d ", bytes[0] & 0xFF) + pdu(sent, bytes[0] & 0xFF, bytes, 1, bytes.length - 3);
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static String pdu(boolean sent, int unit, byte[] bytes, int at, int length) {
    int function = bytes[at] & 0xFF;
    Table table = Table.ofReadFunction(function & 0x7F);
    if (!sent && function >= 0x80) {
      return ExceptionCode.explain(length > 1 ? bytes[at + 1] & 0xFF : 0, table == null ? Table.HOLDING : table);
    }
    if (table == null) {
      return other(sent, unit, bytes, at, length);
    }
    if (sent && length >= 5) {
      int start = word(bytes, at + 1);
      int count = word(bytes, at + 3);
      String to = count > 1 ? " to " + (start + count - 1) : "";
      return "read " + table.word() + " " + start + to + " (" + table.modicon(start) + ", " + count + ")";
    }
    StringBuilder text = new StringBuilder(table.word());
    int step = table.isBits() ? 1 : 2;
    for (int i = at + 2, n = 0; i + step <= at + length; i += step, n++) {
      if (n == MOST_VALUES) {
        return text.append(" … (").append(length - 2).append(" bytes)").toString();
      }
      text.append(step == 2 ? String.format(" %04X", word(bytes, i)) : String.format(" %02X", bytes[i]));
    }
    return text.toString();
  }

  private static String other(boolean sent, int unit, byte[] bytes, int at, int length) {
    String name = J2modMessages.name(sent, unit, bytes, at, length);
    return length >= 5 ? String.format("%s %d: %04X", name, word(bytes, at + 1), word(bytes, at + 3)) : name;
  }
}
