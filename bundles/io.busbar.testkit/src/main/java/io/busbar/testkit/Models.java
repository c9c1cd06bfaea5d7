package io.busbar.testkit;

import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes models in a few words. One thread. */
public final class Models {
  private final String site;
  private final List<ChannelSpec> channels = new ArrayList<>();
  private final Map<String, List<PointSpec>> templates = new LinkedHashMap<>();
  private final List<DeviceSpec> devices = new ArrayList<>();

  private Models(String site) {
    this.site = site;
  }

  /** A model of that site, with nothing in it. */
  public static Models site(String name) {
    return new Models(name);
  }

  /** Adds a channel. */
  public Models channel(String name, String type) {
    channels.add(new ChannelSpec(name, type, Settings.NONE, at("site.yaml", channels.size() + 3)));
    return this;
  }

  /**
   * Adds a point to a template, which is made by its first one.
   *
   * @param read one for each input, separated by blanks
   * @param flow stages with positional arguments, {@code dbAbs(2) | onChange}; empty for none
   */
  public Models point(String template, String name, String read, PublishClass publish, String flow) {
    List<PointSpec> points = templates.computeIfAbsent(template, key -> new ArrayList<>());
    SourceLocation at = at("templates/" + template + ".yaml", points.size() + 2);
    List<ReadSpec> reads = Arrays.stream(read.split(" ")).filter(text -> !text.isEmpty())
        .map(text -> new ReadSpec(text, at)).toList();
    points.add(new PointSpec(name, reads, Settings.NONE, "", stages(flow, at), publish, Duration.ofSeconds(1), at));
    return this;
  }

  /**
   * Adds a point that is made of others of its template.
   *
   * @param from names of these, separated by blanks
   * @param flow as above
   */
  public Models derived(String template, String name, String from, PublishClass publish, String flow) {
    List<PointSpec> points = templates.computeIfAbsent(template, key -> new ArrayList<>());
    SourceLocation at = at("templates/" + template + ".yaml", points.size() + 2);
    List<Setting> sources = Arrays.stream(from.split(" ")).map(text -> Setting.of(text, at)).toList();
    points.add(new PointSpec(name, List.of(), sources, Settings.NONE, "", stages(flow, at), PointSpec.Report.ALL, publish, Duration.ZERO, at));
    return this;
  }

  private static List<StageSpec> stages(String flow, SourceLocation at) {
    List<StageSpec> stages = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String part : flow.split("\\|")) {
      String text = part.trim();
      if (!text.isEmpty()) {
        int open = text.indexOf('(');
        String filter = open < 0 ? text : text.substring(0, open);
        String arguments = open < 0 ? "" : text.substring(open + 1, text.length() - 1);
        List<Setting> positional = Arrays.stream(arguments.split(",")).map(String::trim).filter(one -> !one.isEmpty())
            .map(one -> Setting.of(one, at)).toList();
        int count = seen.merge(filter, 1, Integer::sum);
        stages.add(new StageSpec(filter, positional, Map.of(), count == 1 ? filter : filter + "#" + count, at));
      }
    }
    return stages;
  }

  /** Adds a device; settings are pairs of name and text. */
  public Models device(String name, String template, String channel, String... settings) {
    Map<String, Setting> values = new LinkedHashMap<>();
    SourceLocation at = at("devices.csv", devices.size() + 2);
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], Setting.of(settings[i + 1], at));
    }
    devices.add(new DeviceSpec(name, template, channel, new Settings(values, at), at));
    return this;
  }

  /** The model so far. */
  public SiteModel build() {
    List<TemplateSpec> specs = new ArrayList<>();
    templates.forEach((name, points) ->
        specs.add(new TemplateSpec(name, Settings.NONE, points, at("templates/" + name + ".yaml", 1))));
    return new SiteModel(site, Settings.NONE, Settings.NONE, channels, specs, devices);
  }

  private static SourceLocation at(String file, int line) {
    return new SourceLocation(file, line, 1);
  }
}
