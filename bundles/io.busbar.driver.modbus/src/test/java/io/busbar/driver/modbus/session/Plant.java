package io.busbar.driver.modbus.session;

import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small plant in a few words. Handles count from 0 over the points of a device, in order of writing. */
final class Plant {
  private Plant() {}

  static Settings settings(String... namesAndTexts) {
    Map<String, Setting> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      values.put(namesAndTexts[i], Setting.of(namesAndTexts[i + 1], SourceLocation.NONE));
    }
    return new Settings(values, SourceLocation.NONE);
  }

  static ChannelSpec tcp(String... more) {
    return channel("modbus-tcp", more, "host", "10.1.0.7");
  }

  static ChannelSpec rtu(String... more) {
    return channel("modbus-rtu", more, "port", "/dev/ttyS1");
  }

  private static ChannelSpec channel(String type, String[] more, String... own) {
    List<String> all = new ArrayList<>(List.of(own));
    all.addAll(List.of(more));
    return new ChannelSpec("bus1", type, settings(all.toArray(new String[0])), SourceLocation.NONE);
  }

  /** A point: name, read, period in ms and settings of its own. */
  static PointSpec point(String name, String read, long everyMs, String... own) {
    return new PointSpec(name, List.of(new ReadSpec(read, SourceLocation.NONE)), settings(own), "", List.of(), PublishClass.MEASUREMENT,
        Duration.ofMillis(everyMs), new SourceLocation("feeder.yaml", 6, 3));
  }

  static DeviceBinding device(int index, int unit, int epoch, PointSpec... points) {
    return device(index, unit, epoch, settings("addressing", "modicon"), points);
  }

  static DeviceBinding device(int index, int unit, int epoch, Settings template, PointSpec... points) {
    List<PointBinding> bindings = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      bindings.add(new PointBinding(points[i], new int[] {index * 100 + i}));
    }
    TemplateSpec spec = new TemplateSpec("feeder", template, List.of(points), SourceLocation.NONE);
    DeviceSpec device = new DeviceSpec("FDR-0" + unit, "feeder", "bus1", settings("unit", "" + unit), SourceLocation.NONE);
    return new DeviceBinding(index, device, spec, bindings, epoch);
  }
}
