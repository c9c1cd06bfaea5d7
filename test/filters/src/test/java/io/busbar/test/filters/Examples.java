package io.busbar.test.filters;

import io.busbar.api.data.Kind;
import io.busbar.api.driver.InputType;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.driver.modbus.ModbusDriverFactory;
import io.busbar.template.yaml.YamlTemplateLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The example of each filter's own description, as a point of a template that the loader has read. */
final class Examples {
  private static final String SITE = """
      site: every-filter
      channels:
        lan: {type: modbus-tcp, host: 10.0.0.1}
      """;
  /** Points that examples look at. */
  private static final String OTHERS = """
        breaker: {read: holding 900 uint16}
        maintenance: {read: coil 901}
        reset: {read: coil 902}
        testSwitch: {read: coil 903}
      """;

  private Examples() {}

  /** A stage as the example has it, with what comes into it. */
  record Example(FilterFactory filter, StageSpec stage, List<Kind> inputs) {
    @Override
    public String toString() {
      return filter.descriptor().name();
    }
  }

  /** The line of a template that an example stands for; one that does not say where it is read reads a register. */
  static String point(String example) {
    String text = example.startsWith("read:") ? example : "read: holding 1 uint16, flow: '" + example.replace("'", "''") + "'";
    return "  it: {" + text + "}\n";
  }

  /** A site whose template is named as the filter, read by the loader. */
  static TemplateLoader.Loaded load(Map<String, String> exampleByTemplate) {
    Map<String, String> templates = new TreeMap<>();
    exampleByTemplate.forEach((name, example) -> templates.put(name, "addressing: modicon\npoints:\n" + OTHERS + point(example)));
    return loadTemplates(templates);
  }

  /** A site with these templates and one device of each. */
  static TemplateLoader.Loaded loadTemplates(Map<String, String> templates) {
    return loadTemplates(templates, Map.of());
  }

  /** The same with further files. */
  static TemplateLoader.Loaded loadTemplates(Map<String, String> templates, Map<String, String> further) {
    Map<String, String> files = new TreeMap<>();
    StringBuilder devices = new StringBuilder("device,template,channel,unit\n");
    int unit = 1;
    for (var entry : templates.entrySet()) {
      files.put("templates/" + entry.getKey() + ".yaml", entry.getValue());
      devices.append("D-").append(entry.getKey()).append(',').append(entry.getKey()).append(",lan,").append(unit++).append('\n');
    }
    files.put("site.yaml", SITE);
    files.putAll(scripts());
    files.put("devices.csv", devices.toString());
    files.putAll(further);
    return new YamlTemplateLoader().load(new SiteFiles() {
      @Override
      public List<String> names() {
        return List.copyOf(files.keySet());
      }

      @Override
      public String read(String name) throws IOException {
        String text = files.get(name);
        if (text == null) {
          throw new IOException(name + " is missing.");
        }
        return text;
      }
    });
  }

  /** The model on one channel of a scripted driver, with the kinds that Modbus would give in place of places. */
  static SiteModel withKinds(SiteModel model) {
    List<ChannelSpec> channels = List.of(new ChannelSpec("lan", "scripted", Settings.NONE, model.channels().get(0).at()));
    return new SiteModel(model.site(), model.gateway(), model.central(), channels, model.templates().stream().map(Examples::withKinds).toList(),
        model.devices());
  }

  private static TemplateSpec withKinds(TemplateSpec template) {
    List<PointSpec> points = template.points().stream().map(point -> {
      List<ReadSpec> reads = point.reads().isEmpty() ? List.of()
          : new ModbusDriverFactory().checkPoint(template, point, new Problems()).stream().map(InputType::kind)
              .map(kind -> new ReadSpec(kind.name().toLowerCase(Locale.ROOT), point.at())).toList();
      return new PointSpec(point.name(), reads, point.from(), Settings.NONE, point.unit(), point.flow(), point.report(), point.publish(),
          point.every(), point.at());
    }).toList();
    return new TemplateSpec(template.name(), Settings.NONE, points, template.at());
  }

  /** The example scripts, by name in a site folder. */
  private static Map<String, String> scripts() {
    Map<String, String> scripts = new TreeMap<>();
    try (Stream<Path> files = Files.list(FilterSets.ROOT.resolve("bundles/io.busbar.filter.script/src/test/resources/scripts"))) {
      for (Path file : files.toList()) {
        scripts.put("scripts/" + file.getFileName(), Files.readString(file));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return scripts;
  }

  /** The example of a filter, ready to run. */
  static Example of(FilterFactory filter) {
    String name = filter.descriptor().name();
    TemplateLoader.Loaded loaded = load(Map.of(name, filter.descriptor().example()));
    SiteModel model = loaded.model();
    if (model == null) {
      throw new AssertionError("the example of " + name + " does not load: " + loaded.problems());
    }
    TemplateSpec template = model.templates().get(0);
    PointSpec point = template.points().stream().filter(p -> p.name().equals("it")).findFirst().orElseThrow();
    Problems problems = new Problems();
    List<Kind> kinds = new ModbusDriverFactory().checkPoint(template, point, problems).stream().map(InputType::kind).toList();
    Map<String, FilterFactory> all = new TreeMap<>();
    FilterSets.all().forEach(each -> all.put(each.descriptor().name(), each));
    for (StageSpec stage : point.flow()) {
      FilterFactory each = all.get(stage.filter());
      if (each == null || problems.hasErrors()) {
        throw new AssertionError("the example of " + name + ": " + stage.filter() + " " + problems.list());
      }
      if (stage.filter().equals(name)) {
        return new Example(filter, stage, kinds);
      }
      StageArguments.of(each.descriptor(), stage, problems);
      kinds = List.of(each.check(kinds, stage, problems).kind());
    }
    throw new AssertionError("the example of " + name + " does not use it: " + filter.descriptor().example());
  }
}
