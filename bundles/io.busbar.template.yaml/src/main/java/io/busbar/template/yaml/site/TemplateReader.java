package io.busbar.template.yaml.site;

import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.template.yaml.flow.FlowScope;
import io.busbar.template.yaml.flow.Parameters;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one template: {@code points}, and beside them what holds for every point that does not say otherwise, some of it
 * the loader's ({@link #DEFAULTS}), the rest the driver's.
 */
final class TemplateReader {
  /** Keys beside {@code points} that are the loader's. */
  static final List<String> DEFAULTS = List.of("every", "publish", "report");

  private static final List<String> KEYS = List.of("points", "note", "every", "publish", "report", "flows", "parameters");

  private final Problems problems;
  private final FlowScope siteFlows;
  private final Map<String, Parameters> parametersOf;

  /**
   * A reader of templates.
   *
   * @param siteFlows flows that belong to no template
   * @param parametersOf takes the parameters of each template by its name
   */
  TemplateReader(Problems problems, FlowScope siteFlows, Map<String, Parameters> parametersOf) {
    this.problems = problems;
    this.siteFlows = siteFlows;
    this.parametersOf = parametersOf;
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
      FlowScope scope = new FlowScope(siteFlows, problems);
      FlowsReader.read(fields.value("flows"), scope, problems);
      Map<String, SourceLocation> written = new LinkedHashMap<>();
      Parameters parameters = parameters(fields.value("parameters"), written);
      parametersOf.put(name, parameters);
      points(name, list, new PointReader(problems, defaults, scope, parameters), points);
      new ControlReader(problems).check(points);
      parameters.warnUnused(written);
    }
    return new TemplateSpec(name, settings, points, at);
  }

  private Parameters parameters(@Nullable Value value, Map<String, SourceLocation> written) {
    Parameters parameters = new Parameters(problems);
    Value.Mapping mapping = value == null ? null : Fields.mapping("parameters", value, "\"parameters: {ctRatio: 120}\"", problems);
    if (mapping != null) {
      Fields fields = new Fields(mapping, problems);
      for (Value.Entry entry : mapping.entries().values()) {
        Value.Scalar preset = fields.scalar(entry.key(), "120");
        if (preset != null) {
          parameters.add(entry.key(), Setting.of(preset.text(), preset.at()), entry.keyAt());
          written.put(entry.key(), entry.keyAt());
        }
      }
    }
    return parameters;
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
