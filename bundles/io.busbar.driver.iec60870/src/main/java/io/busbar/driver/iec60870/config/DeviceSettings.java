package io.busbar.driver.iec60870.config;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Problems;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device's settings, checked.
 *
 * @param station its common address
 * @param link address of its link on 101
 * @param zone of its times
 */
public record DeviceSettings(int station, int link, ZoneId zone) {
  /** Reads a device that was checked before. */
  public static DeviceSettings of(DeviceSpec device, Procedures channel) {
    Fields fields = new Fields(device.settings(), device.at(), new Problems());
    int station = fields.integer(Keys.STATION);
    int link = fields.has(Keys.LINK) ? fields.integer(Keys.LINK) : station;
    return new DeviceSettings(station, link, fields.has(Keys.ZONE) ? Procedures.zone(fields) : channel.zone());
  }

  /** Checks the devices of one channel together. */
  public static void check(String channel, List<DeviceSpec> devices, Procedures procedures, Problems problems) {
    Map<Integer, DeviceSpec> byStation = new HashMap<>();
    for (DeviceSpec device : devices) {
      Fields fields = new Fields(device.settings(), device.at(), problems);
      for (String name : device.settings().names()) {
        // Other columns may belong to filters or people; one that is nearly ours is a slip of the pen.
        boolean ours = Keys.device().stream().anyMatch(key -> key.name().equals(name));
        String hint = ours || fields.has(Keys.STATION) ? "" : Nearest.hint(name, List.of(Keys.STATION.name()));
        if (!hint.isEmpty()) {
          problems.error(fields.where(name), "unknown-setting", "\"" + name + "\" is not a setting of an IEC 60870-5 device." + hint);
        }
      }
      int station = fields.integer(Keys.STATION);
      Procedures.zone(fields);
      if (station >= procedures.format().broadcast()) {
        fields.error(Keys.STATION, "station " + station + " of " + device.name() + " does not fit a common address of one byte. Write 1 to 254, or"
            + " commonAddressBytes: 2 at the channel.");
      }
      DeviceSpec first = byStation.putIfAbsent(station, device);
      if (first != null) {
        fields.error(Keys.STATION, "station " + station + " on " + channel + " is already " + first.name() + " (line " + first.at().line()
            + "). What comes from it can only go to one of them. Write the common address of " + device.name() + ".");
      }
    }
  }
}
