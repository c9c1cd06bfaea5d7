package io.busbar.template.yaml.site;

import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one template: {@code points}, and beside them what holds for every point that does not say otherwise, some of it
 * the loader's ({@link #DEFAULTS}), the rest the driver's.
 */
final class TemplateReader {
  /** Keys beside {@code points} that are the loader's. */
  static final List<String> DEFAULTS = List.of("every", "publish", "report");

  private static final List<String> KEYS = List.of("points", "note", "every", "publish", "report");

  private final Problems problems;

  TemplateReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads a template; what is wrong in it is reported and left out. */
  TemplateSpec read(String name, Value value, SourceLocation at) {
    Value.Mapping mapping = Fields.mapping("template " + name, value, "{points: {power: {read: 40101 uint16, unit: W}}}", problems);
    if (mapping == null) {
      return new TemplateSpec(name, Settings.NONE, List.of(), at);
    }
    Fields fields = new Fields(mapping, problems);
    PointReader.Defaults defaults = new PointReader.Defaults(PointReader.every(fields), PointReader.publish(fields), PointReader.report(fields));
    Settings settings = fields.others(KEYS);
    List<PointSpec> points = new ArrayList<>();
    Value list = fields.value("points");
    if (list == null && fields.isWrong()) {
      return new TemplateSpec(name, settings, points, at);
    }
    if (list == null) {
      problems.error(at, "no-points", "template \"" + name + "\" has no \"points:\"."
          + " Write the points below it, for example \"power: {read: 40101 uint16, unit: W}\".");
    } else {
      points(name, list, new PointReader(problems, defaults), points);
    }
    return new TemplateSpec(name, settings, points, at);
  }

  private void points(String name, Value list, PointReader reader, List<PointSpec> points) {
    if (!(list instanceof Value.Mapping mapping) || mapping.entries().isEmpty()) {
      problems.error(list.at(), "no-points", "\"points\" of template \"" + name + "\" must name the points, each as \"name: {read: …}\", not "
          + list.kind() + ".");
      return;
    }
    for (Value.Entry entry : mapping.entries().values()) {
      reader.read(entry).ifPresent(points::add);
    }
  }
}
