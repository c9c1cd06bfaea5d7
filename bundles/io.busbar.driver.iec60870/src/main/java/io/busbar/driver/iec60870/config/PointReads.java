package io.busbar.driver.iec60870.config;

import io.busbar.api.driver.InputType;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.TemplateSpec;
import io.busbar.iec60870.codec.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what points say about IEC 60870-5. A template does not know its channel: addresses are checked against three bytes. */
public final class PointReads {
  private static final int MAX_ADDRESS = 0xFF_FFFF;

  private PointReads() {}

  /** Where the inputs of a point are read; one per read, anything where a problem was reported. */
  public static List<PointAddress> addresses(PointSpec point, Problems problems) {
    List<PointAddress> all = new ArrayList<>();
    for (ReadSpec read : point.reads()) {
      PointAddress.Parsed parsed = PointAddress.parse(read.text(), MAX_ADDRESS);
      if (!parsed.complaint().isEmpty()) {
        problems.error(read.at(), "bad-read", parsed.complaint());
      }
      all.add(parsed.value());
    }
    return all;
  }

  /** Where commands for a point go; null if it takes none or a mistake was reported. */
  public static @Nullable CommandAddress command(PointSpec point, Problems problems) {
    Setting setting = point.settings().get(Keys.COMMAND.name());
    if (setting == null) {
      return null;
    }
    CommandAddress.Parsed parsed = CommandAddress.parse(setting.text(), MAX_ADDRESS);
    if (!parsed.complaint().isEmpty()) {
      problems.error(setting.at(), "bad-command", parsed.complaint());
    }
    return parsed.value();
  }

  /** Checks a point. */
  public static List<InputType> check(TemplateSpec template, PointSpec point, Problems problems) {
    if (point.equals(template.points().stream().filter(each -> !each.reads().isEmpty()).findFirst().orElse(point))) {
      new Fields(template.settings(), template.at(), problems).refuseUnknown("a template of IEC 60870-5 devices", List.of());
    }
    new Fields(point.settings(), point.at(), problems).refuseUnknown("a point of an IEC 60870-5 device", Keys.point());
    command(point, problems);
    List<PointAddress> addresses = addresses(point, problems);
    if (addresses.stream().anyMatch(each -> each.element() == Element.SEGMENT) && point.publish() != PublishClass.MEASUREMENT) {
      problems.warning(point.at(), "files-as-events", "files of \"" + point.name() + "\" travel in order with alarms and events, which wait for them."
          + " Write \"publish: measurement\".");
    }
    return addresses.stream().map(PointAddress::type).toList();
  }
}
