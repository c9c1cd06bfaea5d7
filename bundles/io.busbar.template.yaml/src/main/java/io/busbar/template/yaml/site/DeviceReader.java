package io.busbar.template.yaml.site;

import io.busbar.api.model.Problems;
import io.busbar.api.model.Settings;
import io.busbar.api.model.TemplateSpec;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code devices:} of site.yaml, a mapping of names or a list. A device there may bring its points along, as
 * {@code points:} or as a whole template in place of a template's name; that template has the device's name.
 */
final class DeviceReader {
  private static final List<String> KEYS = List.of("device", "template", "channel", "points", "note");
  private static final String EXAMPLE = "{template: feeder, channel: bus1, unit: 7}";

  private final Problems problems;
  private final TemplateReader templates;
  private final List<Written> written = new ArrayList<>();
  private final Map<String, TemplateSpec> ownTemplates = new HashMap<>();

  private record Written(Fields fields, DeviceSink.Named name, DeviceSink.Named template) {}

  DeviceReader(Problems problems, TemplateReader templates) {
    this.problems = problems;
    this.templates = templates;
  }

  /** First pass: names and the templates that devices bring along. */
  void read(Value value) {
    if (value instanceof Value.Mapping mapping) {
      for (Value.Entry entry : mapping.entries().values()) {
        Value.Mapping device = Fields.mapping(entry.key(), entry.value(), entry.key() + ": " + EXAMPLE, problems);
        if (device != null) {
          device(new DeviceSink.Named(entry.key(), entry.keyAt()), new Fields(device, problems));
        }
      }
    } else if (value instanceof Value.Sequence list) {
      for (Value item : list.items()) {
        Value.Mapping device = Fields.mapping("a device", item, "{device: FDR-07, template: feeder, channel: bus1, unit: 7}", problems);
        if (device != null) {
          listed(new Fields(device, problems));
        }
      }
    } else {
      problems.error(value.at(), "wrong-type", "\"devices\" names the devices, each as \"FDR-07: " + EXAMPLE + "\", not " + value.kind() + ".");
    }
  }

  private void listed(Fields fields) {
    Value.Scalar name = fields.scalar("device", "FDR-07");
    if (name != null) {
      device(new DeviceSink.Named(name.text(), name.at()), fields);
    } else if (!fields.has("device")) {
      problems.error(fields.at(), "bad-name", "this device has no name. Write \"device: FDR-07\".");
    }
  }

  private void device(DeviceSink.Named name, Fields fields) {
    Value template = fields.value("template");
    Value points = fields.value("points");
    DeviceSink.Named templateName;
    if (points != null || template instanceof Value.Mapping) {
      if (points != null && template != null) {
        problems.error(fields.keyAt("points"), "two-templates", "device \"" + name.text() + "\" has a template and points of its own. "
            + "Remove one, or add the points to the template.");
      }
      Value source = template instanceof Value.Mapping ? template
          : new Value.Mapping(Map.of("points", new Value.Entry("points", fields.keyAt("points"), points == null ? fields.none()
          : points)), fields.keyAt("points"));
      ownTemplates.putIfAbsent(name.text(), templates.read(name.text(), source, source.at()));
      templateName = new DeviceSink.Named(name.text(), name.at());
    } else {
      Value.Scalar scalar = fields.scalar("template", "feeder");
      templateName = scalar == null ? new DeviceSink.Named("", fields.keyAt("template")) : new DeviceSink.Named(scalar.text(), scalar.at());
    }
    written.add(new Written(fields, name, templateName));
  }

  /** The templates that devices bring along. */
  Map<String, TemplateSpec> ownTemplates() {
    return ownTemplates;
  }

  /** Second pass: hands on the devices, once all channels and templates are known. */
  void deliver(DeviceSink sink) {
    for (Written each : written) {
      Fields fields = each.fields();
      Settings settings = fields.others(KEYS);
      Value.Scalar channel = fields.scalar("channel", "bus1");
      if (!fields.isWrong()) {
        sink.add(each.name(), each.template(), channel == null ? new DeviceSink.Named("", fields.keyAt("channel"))
            : new DeviceSink.Named(channel.text(), channel.at()), settings);
      }
    }
  }
}
