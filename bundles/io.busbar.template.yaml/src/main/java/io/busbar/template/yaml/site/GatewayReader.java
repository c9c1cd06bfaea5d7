package io.busbar.template.yaml.site;

import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.template.yaml.text.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code time}, {@code control}, {@code console} and {@code journal} of site.yaml. The settings come out in one form whatever was written:
 * {@code journal.capacity} as a number of megabytes, {@code journal.commitInterval} as a number of ms.
 */
final class GatewayReader {
  static final long LEAST_MEGABYTES = 16;
  static final long GREATEST_MEGABYTES = 1_048_576;
  static final Duration LEAST_INTERVAL = Duration.ofMillis(10);
  static final Duration GREATEST_INTERVAL = Duration.ofMinutes(1);

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,7}) ?(MB|GB)");
  private static final long GIGABYTE = 1024;

  private final Problems problems;

  GatewayReader(Problems problems) {
    this.problems = problems;
  }

  /** What is written of them. */
  Settings read(Fields site) {
    Map<String, Setting> values = new LinkedHashMap<>();
    put(values, "time", section(site, "time", "time: {ntp: [10.1.0.1]}", List.of("ntp", "note"), fields -> Map.of("ntp", ntp(fields))));
    put(values, "console", section(site, "console", "console: {page: 127.0.0.1:8081}", List.of("page", "note"),
        fields -> Map.of("page", page(fields))));
    put(values, "journal", section(site, "journal", "journal: {capacity: 1GB}", List.of("capacity", "commitInterval", "note"),
        fields -> Map.of("capacity", capacity(fields), "commitInterval", interval(fields))));
    new ControlReader(problems).site(site).ifPresent(control -> values.put("control", control));
    return new Settings(values, site.at());
  }

  private static void put(Map<String, Setting> values, String key, @Nullable Setting setting) {
    if (setting != null) {
      values.put(key, setting);
    }
  }

  /** Takes the entries of a section. */
  private interface Entries {
    Map<String, Optional<Setting>> of(Fields fields);
  }

  private @Nullable Setting section(Fields site, String name, String example, List<String> keys, Entries entries) {
    Value written = site.value(name);
    Value.Mapping mapping = written == null ? null : Fields.mapping(name, written, "\"" + example + "\"", problems);
    if (mapping == null) {
      return null;
    }
    Fields fields = new Fields(mapping, problems);
    fields.onlyThese(keys, name);
    Map<String, Setting> found = new LinkedHashMap<>();
    entries.of(fields).forEach((key, setting) -> setting.ifPresent(value -> found.put(key, value)));
    return new Setting("", found, mapping.at());
  }

  private static Optional<Setting> ntp(Fields fields) {
    Value written = fields.value("ntp");
    if (written == null) {
      return Optional.empty();
    }
    List<Value> servers = written instanceof Value.Sequence list ? list.items() : List.of(written);
    List<String> names = new ArrayList<>();
    for (Value server : servers) {
      if (!(server instanceof Value.Scalar scalar) || scalar.isEmpty() || !isHost(scalar.text())) {
        fields.error(server.at(), "bad-address", "\"ntp\" names time servers, not " + server.kind() + ". Write names or IP addresses "
            + "without a port, for example ntp: [10.1.0.1, 10.1.0.2].");
      } else {
        names.add(scalar.text());
      }
    }
    if (servers.isEmpty()) {
      fields.error(written.at(), "no-value", "\"ntp\" names no time server. Write for example ntp: [10.1.0.1], or remove it.");
    }
    return Optional.of(Setting.of(String.join(", ", names), written.at()));
  }

  /** A name or an address without a port. */
  private static boolean isHost(String text) {
    return WayReader.hostAndPort(text).isPresent() && (text.indexOf(':') < 0 || text.indexOf(':') != text.lastIndexOf(':'))
        && !text.contains("]:");
  }

  private static Optional<Setting> page(Fields fields) {
    Value.Scalar written = fields.scalar("page", "127.0.0.1:8080");
    if (written == null) {
      return Optional.empty();
    }
    String text = written.text();
    if (text.matches("[0-9]{1,5}")) {
      text = "127.0.0.1:" + text;
    }
    Optional<String> address = text.indexOf(':') < 0 ? Optional.empty() : WayReader.hostAndPort(text);
    if (address.isEmpty()) {
      fields.error(written.at(), "bad-address", "\"" + written.text() + "\" is no address for a page. Write an address of this machine and a "
          + "port from 1 to 65535, for example 127.0.0.1:8080.");
    }
    return address.map(found -> Setting.of(found, written.at()));
  }

  private static Optional<Setting> capacity(Fields fields) {
    Value.Scalar written = fields.scalar("capacity", "256MB");
    if (written == null) {
      return Optional.empty();
    }
    Matcher size = SIZE.matcher(written.text());
    long megabytes = size.matches() ? Long.parseLong(size.group(1)) * (size.group(2).equals("GB") ? GIGABYTE : 1) : -1;
    if (megabytes < LEAST_MEGABYTES || megabytes > GREATEST_MEGABYTES) {
      fields.error(written.at(), "out-of-range", "\"capacity\" is a size from " + LEAST_MEGABYTES + "MB to " + GREATEST_MEGABYTES / GIGABYTE
          + "GB, not \"" + written.text() + "\". Write for example 256MB.");
      return Optional.empty();
    }
    return Optional.of(Setting.of(Long.toString(megabytes), written.at()));
  }

  private static Optional<Setting> interval(Fields fields) {
    Value.Scalar written = fields.scalar("commitInterval", "200ms");
    if (written == null) {
      return Optional.empty();
    }
    Optional<Duration> time = Durations.parse(written.text());
    if (time.isEmpty() || time.get().compareTo(LEAST_INTERVAL) < 0 || time.get().compareTo(GREATEST_INTERVAL) > 0) {
      fields.error(written.at(), "bad-duration", "\"commitInterval\" is a time from 10ms to 1min, not \"" + written.text() + "\". Write for "
          + "example 200ms.");
      return Optional.empty();
    }
    return Optional.of(Setting.of(Long.toString(time.get().toMillis()), written.at()));
  }
}
