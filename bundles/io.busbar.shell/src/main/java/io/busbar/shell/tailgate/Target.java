package io.busbar.shell.tailgate;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.shell.words.WrongUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to read from: {@code rtu:/dev/ttyS1}, {@code tcp:10.1.0.7:502}, {@code modbus-rtu-over-tcp:10.1.0.8:4001}, or the
 * name of a channel of the running gateway.
 *
 * @param type channel type as written before the first colon; empty for a channel's name
 * @param rest the port, the address, or the channel's name
 */
record Target(String type, String rest) {
  private static final SourceLocation TYPED = new SourceLocation("command line", 0, 0);
  private static final String DEFAULT_PROTOCOL = "modbus-";
  private static final String DEFAULT_PORT = "502";

  static Target parse(String text) throws WrongUsage {
    int colon = text.indexOf(':');
    if (colon == 0 || colon == text.length() - 1 || text.isBlank()) {
      throw new WrongUsage("\"" + text + "\" is no line. Write rtu:/dev/ttyS1, tcp:10.1.0.7:502, or the name of a channel.");
    }
    return colon < 0 ? new Target("", text) : new Target(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The channel type that is meant, of those that are installed; null if none. */
  @Nullable Descriptor among(List<Descriptor> types) {
    for (Descriptor each : types) {
      if (each.name().equals(type) || each.name().equals(DEFAULT_PROTOCOL + type)) {
        return each;
      }
    }
    return null;
  }

  /** Whether a channel's line, as a gateway shows it ({@code /dev/ttyS1 9600-8E1}, {@code 10.1.0.7 502}), is this one. */
  boolean isLine(String channel, String line) {
    if (type.isEmpty()) {
      return channel.equals(rest);
    }
    List<String> words = List.of(line.split("[ :]+"));
    for (String part : rest.split(":")) {
      boolean defaultPort = part.equals(DEFAULT_PORT) && words.stream().noneMatch(word -> word.matches("[0-9]+"));
      if (!words.contains(part) && !defaultPort) {
        return false;
      }
    }
    return true;
  }

  /** The channel to open for it. */
  ChannelSpec channel(Descriptor descriptor, Map<String, String> options) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    List<String> names = descriptor.parameters().stream().map(Parameter::name).toList();
    if (names.contains("host")) {
      int colon = rest.lastIndexOf(':');
      boolean hasPort = colon > 0 && rest.substring(colon + 1).matches("[0-9]{1,5}");
      settings.put("host", Setting.of(hasPort ? rest.substring(0, colon) : rest, TYPED));
      if (hasPort) {
        settings.put("port", Setting.of(rest.substring(colon + 1), TYPED));
      }
    } else {
      settings.put("port", Setting.of(rest, TYPED));
    }
    options.forEach((name, value) -> settings.put(name, Setting.of(value, TYPED)));
    return new ChannelSpec("read", descriptor.name(), new Settings(settings, TYPED), TYPED);
  }
}
