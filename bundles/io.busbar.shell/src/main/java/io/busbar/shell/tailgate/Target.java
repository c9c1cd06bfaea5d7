package io.busbar.shell.tailgate;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.shell.words.WrongUsage;
import java.io.IOException;
import java.nio.file.Path;
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
  private static final String PORT = "[0-9]{1,5}";

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
    List<String> words = List.of(line.split(" +"));
    if (rest.startsWith("/")) {
      return words.stream().anyMatch(word -> word.startsWith("/") && real(word).equals(real(rest)));
    }
    String port = words.size() > 1 && words.get(1).matches(PORT) ? words.get(1) : DEFAULT_PORT;
    return words.get(0).equals(host()) && port.equals(portOr(DEFAULT_PORT));
  }

  /** A port has several names: {@code /dev/serial/by-id/…} is a link. */
  private static Path real(String device) {
    try {
      return Path.of(device).toRealPath();
    } catch (IOException e) {
      return Path.of(device); // unplugged: its name is all there is
    }
  }

  private boolean hasPort() {
    return rest.substring(rest.lastIndexOf(':') + 1).matches(PORT) && rest.lastIndexOf(':') > 0;
  }

  private String host() {
    return hasPort() ? rest.substring(0, rest.lastIndexOf(':')) : rest;
  }

  private String portOr(String otherwise) {
    return hasPort() ? rest.substring(rest.lastIndexOf(':') + 1) : otherwise;
  }

  /** The channel to open for it. */
  ChannelSpec channel(Descriptor descriptor, Map<String, String> options) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    List<String> names = descriptor.parameters().stream().map(Parameter::name).toList();
    if (names.contains("host")) {
      settings.put("host", Setting.of(host(), TYPED));
      if (hasPort()) {
        settings.put("port", Setting.of(portOr(""), TYPED));
      }
    } else {
      settings.put("port", Setting.of(rest, TYPED));
    }
    options.forEach((name, value) -> settings.put(name, Setting.of(value, TYPED)));
    return new ChannelSpec("read", descriptor.name(), new Settings(settings, TYPED), TYPED);
  }
}
