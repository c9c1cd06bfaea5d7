package io.busbar.driver.modbus.config;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.driver.modbus.codec.Nearest;
import io.busbar.driver.modbus.codec.ReadTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device's settings, checked.
 *
 * @param unit its address
 */
public record DeviceSettings(int unit) {
  /** Reads a device that was checked before. */
  public static DeviceSettings of(DeviceSpec device) {
    return new DeviceSettings(new Fields(device.settings(), device.at(), new Problems()).integer(Keys.UNIT));
  }

  /** Checks the devices of one channel together. */
  public static void check(ChannelType type, String channel, List<DeviceSpec> devices, Problems problems) {
    Map<Integer, DeviceSpec> byUnit = new HashMap<>();
    for (DeviceSpec device : devices) {
      Fields fields = new Fields(device.settings(), device.at(), problems);
      for (String name : device.settings().names()) {
        // Other columns may belong to filters or people; one that is nearly ours is a slip of the pen.
        String hint = name.equals(Keys.UNIT.name()) ? "" : Nearest.hint(name, List.of(Keys.UNIT.name()));
        if (!hint.isEmpty() && !fields.has(Keys.UNIT)) {
          problems.error(fields.where(name), "unknown-setting", "\"" + name + "\" is not a setting of a Modbus device." + hint);
        }
      }
      checkUnit(type, channel, device, fields, byUnit, problems);
    }
  }

  /**
   * Checks that what the devices read lies in their tables.
   *
   * @param templates by name
   */
  public static void checkBases(List<DeviceSpec> devices, Map<String, TemplateSpec> templates, Problems problems) {
    Map<Object, Boolean> fine = new HashMap<>();
    for (DeviceSpec device : devices) {
      Fields fields = new Fields(device.settings(), device.at(), problems);
      TemplateSpec template = templates.get(device.template());
      if (template == null || !Bases.saidBy(fields)) {
        continue;
      }
      Bases bases = Bases.of(fields);
      if (fine.computeIfAbsent(List.of(template.name(), bases), each -> beyond(template, bases).isEmpty())) {
        continue;
      }
      problems.error(fields.where(Keys.BASE.name()), "base-too-large", device.name() + ": with this base " + beyond(template, bases)
          + " of template " + template.name() + " lies behind the last of the device's addresses, 65535. Look at the base.");
    }
  }

  /** The first point that lies outside of its table; empty if none does. */
  private static String beyond(TemplateSpec template, Bases bases) {
    TemplateReads reads = new TemplateReads(template, new Problems());
    for (PointSpec point : template.points()) {
      for (ReadTarget target : reads.point(point).targets()) {
        if (target instanceof ReadTarget.Cells cells && !Bases.isInside(bases.moved(cells))) {
          return point.name();
        }
      }
    }
    return "";
  }

  private static void checkUnit(ChannelType type, String channel, DeviceSpec device, Fields fields, Map<Integer, DeviceSpec> byUnit,
      Problems problems) {
    SourceLocation at = fields.where(Keys.UNIT.name());
    boolean serial = type != ChannelType.TCP;
    if (!fields.has(Keys.UNIT) && serial) {
      problems.error(at, "missing-unit", device.name() + " has no unit. Write the device's address on " + channel + ", 1 to 247.");
      return;
    }
    Problems own = new Problems();
    int unit = new Fields(device.settings(), device.at(), own).integer(Keys.UNIT);
    if (own.hasErrors() || (serial && (unit < 1 || unit > 247))) {
      problems.error(at, "bad-unit", "unit " + device.settings().text(Keys.UNIT.name(), "") + " of " + device.name() + " is not possible. Write "
          + (serial ? "1 to 247 (0 is for all, 248 to 255 are reserved)." : "0 to 255."));
      return;
    }
    DeviceSpec first = byUnit.putIfAbsent(unit, device);
    boolean parts = first != null && Bases.saidBy(fields) && Bases.saidBy(new Fields(first.settings(), first.at(), problems));
    if (first != null && parts && first.template().equals(device.template()) && Bases.of(first).equals(Bases.of(device))) {
      problems.error(at, "duplicate-unit", "unit " + unit + " on " + channel + " with the same base is already " + first.name() + ".");
    } else if (first != null && !parts) {
      String file = first.at().file().equals(device.at().file()) ? "" : first.at().file() + " ";
      problems.error(at, "duplicate-unit", "unit " + unit + " on " + channel + " is already " + first.name() + " (" + file + "line "
          + first.at().line() + "). Both would answer."
          + (Bases.saidBy(fields) || Bases.saidBy(new Fields(first.settings(), first.at(), problems))
              ? " If they are parts of one unit, give each of them a base." : ""));
    }
  }
}
