package io.busbar.template.yaml.site;

import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.template.yaml.text.Hints;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes devices from whatever lists them, and checks that their names are new and that channel and template exist. */
final class DeviceSink {
  private final Set<String> channels;
  private final Set<String> templates;
  private final Problems problems;
  private final Map<String, SourceLocation> seen = new LinkedHashMap<>();
  private final Set<String> usedTemplates = new HashSet<>();
  private final Set<String> usedChannels = new HashSet<>();
  private final List<DeviceSpec> devices = new ArrayList<>();

  DeviceSink(Set<String> channels, Set<String> templates, Problems problems) {
    this.channels = channels;
    this.templates = templates;
    this.problems = problems;
  }

  /** A name with the place where it is written. */
  record Named(String text, SourceLocation at) {}

  void add(Named device, Named template, Named channel, Settings settings) {
    boolean good = Names.check("device", device.text(), device.at(), problems);
    SourceLocation first = seen.putIfAbsent(device.text(), device.at());
    if (good && first != null) {
      problems.error(device.at(), "duplicate-device", "device \"" + device.text() + "\" is there already ("
          + (first.file().equals(device.at().file()) ? "line " + first.line() : first.toString()) + "). Give one of them another name.");
      good = false;
    }
    usedTemplates.add(template.text());
    usedChannels.add(channel.text());
    good &= known("template", template, templates, "make templates/" + template.text() + ".yaml with its points");
    good &= known("channel", channel, channels, "add \"" + channel.text() + ": {type: modbus-tcp, host: 10.1.0.7}\" below \"channels:\" in "
        + "site.yaml");
    if (good) {
      devices.add(new DeviceSpec(device.text(), template.text(), channel.text(), settings, device.at()));
    }
  }

  private boolean known(String what, Named name, Set<String> known, String otherwise) {
    if (known.contains(name.text())) {
      return true;
    }
    if (name.text().isEmpty()) {
      problems.error(name.at(), "no-" + what, "the " + what + " of this device is missing." + Hints.nearestOrAll("", known));
      return false;
    }
    String hint = Hints.nearestOrAll(name.text(), known);
    problems.error(name.at(), "unknown-" + what, what + " \"" + name.text() + "\" is unknown." + (hint.startsWith(" Did") ? hint : hint
        + " Or " + otherwise + "."));
    return false;
  }

  List<DeviceSpec> devices() {
    return devices;
  }

  boolean usesTemplate(String name) {
    return usedTemplates.contains(name);
  }

  boolean usesChannel(String name) {
    return usedChannels.contains(name);
  }
}
