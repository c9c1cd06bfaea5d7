package io.busbar.benchmarks.engine;

import io.busbar.api.data.Kind;
import io.busbar.api.driver.InputType;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import io.busbar.benchmarks.SiteText;
import io.busbar.driver.modbus.ModbusDriverFactory;
import io.busbar.template.yaml.YamlTemplateLoader;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All filters that run in the engine's process, found in the source tree, and a site for the example of each. */
final class Filters {
  private static final String PREFIX = "io.busbar.filter.";
  private static final String OTHERS = """
        breaker: {read: holding 900 uint16}
        maintenance: {read: coil 901}
        reset: {read: coil 902}
        testSwitch: {read: coil 903}
      """;

  private Filters() {}

  /** Filters by name; scripts run in a process of their own and are none. */
  static Map<String, FilterFactory> all() throws IOException, ReflectiveOperationException {
    Map<String, FilterFactory> filters = new TreeMap<>();
    Path bundles = Path.of(System.getProperty("busbar.root"), "bundles");
    try (Stream<Path> folders = Files.list(bundles)) {
      for (Path folder : folders.filter(path -> path.getFileName().toString().startsWith(PREFIX)).sorted().toList()) {
        String name = folder.getFileName().toString();
        if (!name.equals(PREFIX + "script")) {
          try (Stream<Path> files = Files.list(folder.resolve("src/main/java/" + name.replace('.', '/')))) {
            for (String file : files.map(path -> path.getFileName().toString()).filter(path -> path.endsWith("Filter.java")).toList()) {
              Class<?> type = Class.forName(name + "." + file.replace(".java", ""));
              if (FilterFactory.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                FilterFactory filter = (FilterFactory) type.getConstructor().newInstance();
                filters.put(filter.descriptor().name(), filter);
              }
            }
          }
        }
      }
    }
    return filters;
  }

  /** A site with devices whose point {@code it} is the filter's own example, read by the scripted driver as Modbus would give it. */
  static SiteModel site(FilterFactory filter, int devices) {
    String example = filter.descriptor().example();
    String text = example.startsWith("read:") ? example : "read: holding 1 uint16, flow: '" + example.replace("'", "''") + "'";
    SiteText site = new SiteText("example", "modbus-tcp, host: 127.0.0.1");
    site.file("templates/kind.yaml", "addressing: modicon\npoints:\n" + OTHERS + "  it: {" + text + "}\n");
    for (int d = 0; d < devices; d++) {
      site.device("D" + d, "kind", d);
    }
    var loaded = new YamlTemplateLoader().load(site);
    SiteModel model = loaded.model();
    if (model == null) {
      throw new IllegalStateException("the example of " + filter.descriptor().name() + " does not load: " + loaded.problems());
    }
    List<ChannelSpec> channels = List.of(new ChannelSpec("bus0", "scripted", Settings.NONE, model.channels().get(0).at()));
    return new SiteModel(model.site(), model.gateway(), model.central(), channels, model.templates().stream().map(Filters::withKinds).toList(),
        model.devices());
  }

  private static TemplateSpec withKinds(TemplateSpec template) {
    List<PointSpec> points = template.points().stream().map(point -> {
      List<ReadSpec> reads = new ModbusDriverFactory().checkPoint(template, point, new Problems()).stream().map(InputType::kind)
          .map(Kind::name).map(kind -> new ReadSpec(kind.toLowerCase(Locale.ROOT), point.at())).toList();
      return new PointSpec(point.name(), reads, point.settings(), point.unit(), point.flow(), point.publish(), point.every(), point.at());
    }).toList();
    return new TemplateSpec(template.name(), Settings.NONE, points, template.at());
  }
}
