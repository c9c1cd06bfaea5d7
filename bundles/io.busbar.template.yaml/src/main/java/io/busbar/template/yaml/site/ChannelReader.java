package io.busbar.template.yaml.site;

import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Settings;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code channels:}. */
final class ChannelReader {
  private static final String EXAMPLE = "{type: modbus-tcp, host: 10.1.0.7}";

  private ChannelReader() {}

  static List<ChannelSpec> read(Value value, Problems problems) {
    List<ChannelSpec> channels = new ArrayList<>();
    Value.Mapping mapping = Fields.mapping("channels", value, "\"channels: {bus1: " + EXAMPLE + "}\"", problems);
    if (mapping == null) {
      return channels;
    }
    for (Value.Entry entry : mapping.entries().values()) {
      boolean named = Names.check("channel", entry.key(), entry.keyAt(), problems);
      Value.Mapping written = Fields.mapping(entry.key(), entry.value(), entry.key() + ": " + EXAMPLE, problems);
      if (written == null) {
        continue;
      }
      Fields fields = new Fields(written, problems);
      Value.Scalar type = fields.scalar("type", "modbus-tcp");
      Settings settings = fields.others(List.of("type", "note"));
      if (!fields.has("type") && !fields.isWrong()) {
        fields.error(entry.keyAt(), "no-type", "channel \"" + entry.key() + "\" has no \"type\". Write for example \"" + entry.key() + ": "
            + "" + EXAMPLE + "\".");
      }
      if (named && type != null) {
        channels.add(new ChannelSpec(entry.key(), type.text(), new Settings(settings.values(), type.at()), type.at()));
      }
    }
    sameLine(channels, problems);
    return channels;
  }

  /** Two channels on one serial port or one TCP port would take each other's answers. */
  private static void sameLine(List<ChannelSpec> channels, Problems problems) {
    Map<String, ChannelSpec> lines = new HashMap<>();
    for (ChannelSpec channel : channels) {
      Settings settings = channel.settings();
      boolean tcp = settings.get("host") != null;
      if (!tcp && settings.get("port") == null) {
        continue;
      }
      String line = tcp ? settings.text("host", "") + " port " + settings.text("port", "of " + channel.type()) : settings.text("port", "");
      ChannelSpec first = lines.putIfAbsent(line, channel);
      if (first != null) {
        problems.error(settings.where(tcp ? "host" : "port"), "same-line", "channel \"" + first.name() + "\" (line " + first.at().line()
            + ") is on " + line + " already. One line is one channel: put the devices of both on it.");
      }
    }
  }
}
