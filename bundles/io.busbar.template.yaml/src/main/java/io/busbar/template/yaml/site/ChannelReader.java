package io.busbar.template.yaml.site;

import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Problems;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.List;

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
      var settings = fields.others(List.of("type", "note"));
      if (!fields.has("type") && !fields.isWrong()) {
        fields.error(entry.keyAt(), "no-type", "channel \"" + entry.key() + "\" has no \"type\". Write for example \"" + entry.key() + ": "
            + "" + EXAMPLE + "\".");
      }
      if (named && type != null) {
        channels.add(new ChannelSpec(entry.key(), type.text(), settings, type.at()));
      }
    }
    return channels;
  }
}
