package io.busbar.driver.modbus.codec;

import io.busbar.api.data.Kind;

/** Where one input of a point comes from. */
public sealed interface ReadTarget {
  /** Kind of its samples. */
  Kind kind();

  /**
   * Cells of a table.
   *
   * @param table which
   * @param offset of the first, 0…65,535, as it stands in the request
   * @param encoding how the value lies there
   */
  record Cells(Table table, int offset, Encoding encoding) implements ReadTarget {
    /** How many registers or bits. */
    public int count() {
      return table.isBits() ? 1 : encoding.registers();
    }

    @Override
    public Kind kind() {
      return encoding.kind();
    }

    /** For people: {@code holding 100 (40101)}. */
    public String words() {
      return table.word() + " " + offset + " (" + table.modicon(offset) + ")";
    }
  }

  /**
   * A point of the device's own event buffer.
   *
   * @param number the point's number in the event records
   * @param kind of its samples
   */
  record Event(int number, Kind kind) implements ReadTarget {}
}
