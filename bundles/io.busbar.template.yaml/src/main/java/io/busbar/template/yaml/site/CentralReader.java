package io.busbar.template.yaml.site;

import io.busbar.api.link.KeyLine;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.template.yaml.text.Hints;
import io.busbar.template.yaml.text.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code central:}. The settings come out in one form whatever was written: {@code to} with its port or as the serial port,
 * {@code roundTrip} as a number of ms, and everything flat.
 */
final class CentralReader {
  private static final List<String> KEYS = List.of("to", "rate", "mtu", "roundTrip", "halfDuplex", "budget", "windows",
      "polled", "order", "backup", "key", "note");
  private static final List<String> BACKUP_KEYS = List.of("to", "rate", "mtu", "halfDuplex", "note");
  private static final List<String> ORDERS = List.of("live-first", "oldest-first");
  private static final String KEY_PREFIX = "busbar1:";
  private static final String EXAMPLE = "central: {to: 10.9.0.5, rate: 9600, mtu: 296}";
  private static final String BACKUP_EXAMPLE = "backup: {to: tcp://10.20.0.5:20501, rate: 256000}";
  private static final Duration GREATEST_ROUND_TRIP = Duration.ofMinutes(2);

  private CentralReader() {}

  static Settings read(Value value, Problems problems) {
    Value.Mapping mapping = Fields.mapping("central", value, "\"" + EXAMPLE + "\"", problems);
    if (mapping == null) {
      return Settings.NONE;
    }
    Fields fields = new Fields(mapping, problems);
    fields.onlyThese(KEYS, "central");
    Map<String, Setting> values = new LinkedHashMap<>();
    new WayReader(fields, values).read("to", "rate", "mtu",
        "\"central\" does not say where central is. Write for example \"" + EXAMPLE + "\".");
    new RadioReader(fields, values).read(problems);
    put(values, "order", order(fields));
    backup(fields, values);
    put(values, "roundTrip", roundTrip(fields));
    put(values, "key", key(fields));
    return new Settings(values, mapping.at());
  }

  private static @Nullable Setting key(Fields fields) {
    Value.Scalar key = fields.has("key") ? fields.scalar("key", KEY_PREFIX + "…") : null;
    if (key == null) {
      return null;
    }
    if (!key.text().startsWith(KEY_PREFIX)) {
      fields.error(key.at(), "not-a-key", "\"key\" is the line that \"busbar key\" prints at central; it begins with " + KEY_PREFIX + ".");
      return null;
    }
    try {
      KeyLine.central(key.text());
    } catch (IllegalArgumentException e) {
      fields.error(key.at(), "damaged-key", "\"key\" cannot be used: " + e.getMessage() + ".");
      return null;
    }
    return Setting.of(key.text(), fields.keyAt("key"));
  }

  private static void put(Map<String, Setting> values, String key, @Nullable Setting setting) {
    if (setting != null) {
      values.put(key, setting);
    }
  }

  private static @Nullable Setting order(Fields fields) {
    Value.Scalar written = fields.scalar("order", ORDERS.get(0));
    if (written == null) {
      return null;
    }
    if (!ORDERS.contains(written.text())) {
      fields.error(written.at(), "unknown-order", "\"order\" says what goes first after an outage, not \"" + written.text() + "\"."
          + Hints.nearestOrAll(written.text(), ORDERS));
      return null;
    }
    return Setting.of(written.text(), written.at());
  }

  private static void backup(Fields fields, Map<String, Setting> values) {
    Value written = fields.value("backup");
    Value.Mapping mapping = written == null ? null : Fields.mapping("backup", written, "\"" + BACKUP_EXAMPLE + "\"", fields.problems());
    if (mapping == null) {
      return;
    }
    Fields way = new Fields(mapping, fields.problems());
    way.onlyThese(BACKUP_KEYS, "backup");
    new WayReader(way, values).read("backupTo", "backupRate", "backupMtu",
        "\"backup\" does not say where central is heard on that way. Write for example \"" + BACKUP_EXAMPLE + "\".");
    new RadioReader(way, values).halfDuplex("backupKeyUpMs", "backupTurnAroundMs");
    Setting first = values.get("to");
    Setting second = values.get("backupTo");
    if (first != null && second != null && first.text().equals(second.text())) {
      way.error(second.at(), "same-way", "\"backup\" is the same way as \"to\" (" + first.text() + "), so it would fail together with it. Write the"
          + " address of central that is reached over the other radio or network.");
    }
  }

  private static @Nullable Setting roundTrip(Fields fields) {
    Value.Scalar written = fields.scalar("roundTrip", "600ms");
    if (written == null) {
      return null;
    }
    Optional<Duration> time = Durations.parse(written.text());
    if (time.isEmpty() || time.get().compareTo(GREATEST_ROUND_TRIP) > 0 || time.get().toMillis() < 1) {
      fields.error(written.at(), "bad-duration", "\"roundTrip\" is a time from 1ms to 2min, not \"" + written.text() + "\". Write for "
          + "example 600ms.");
      return null;
    }
    return Setting.of(Long.toString(time.get().toMillis()), written.at());
  }
}
