package io.busbar.driver.modbus.config;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Problems;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.ReadTarget.Cells;
import io.busbar.driver.modbus.codec.Table;
import java.util.EnumMap;
import java.util.Map;

/** What a device adds to the offsets of its template, by table: the same layout that begins elsewhere. Immutable. */
public final class Bases {
  /** Offsets of a table end before it. */
  public static final int CELLS = 65_536;

  private final Map<Table, Integer> byTable = new EnumMap<>(Table.class);

  private Bases(Fields fields) {
    int all = fields.has(Keys.BASE) ? fields.integer(Keys.BASE) : 0;
    Keys.TABLE_BASES.forEach((table, key) -> byTable.put(table, fields.has(key) ? fields.integer(key) : all));
  }

  /** Those of a device; mistakes go to the problems. */
  static Bases of(Fields fields) {
    return new Bases(fields);
  }

  /** Those of a device that was checked before. */
  public static Bases of(DeviceSpec device) {
    return new Bases(new Fields(device.settings(), device.at(), new Problems()));
  }

  /** Whether a device says a base, be it 0: then it is a part of its unit, and another part may be another device. */
  static boolean saidBy(Fields fields) {
    return fields.has(Keys.BASE) || Keys.TABLE_BASES.values().stream().anyMatch(fields::has);
  }

  /** Where a place of the template is in the device; events keep their numbers. */
  public ReadTarget moved(ReadTarget target) {
    return target instanceof Cells cells ? moved(cells) : target;
  }

  /** Where a place of the template is in the device; may be beyond the table's end where the device was not checked. */
  public Cells moved(Cells cells) {
    int base = byTable.getOrDefault(cells.table(), 0);
    return base == 0 ? cells : new Cells(cells.table(), cells.offset() + base, cells.encoding());
  }

  /** Whether the device has a place for it. */
  static boolean isInside(Cells cells) {
    return cells.offset() + cells.count() <= CELLS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bases bases && bases.byTable.equals(byTable);
  }

  @Override
  public int hashCode() {
    return byTable.hashCode();
  }
}
