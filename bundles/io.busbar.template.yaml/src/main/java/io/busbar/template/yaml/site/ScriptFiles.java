package io.busbar.template.yaml.site;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the text of {@code scripts/NAME} into the stages {@code script(NAME)}, as the argument {@code source}: a script is a part of
 * the model, so that it is planned, compared, applied and undone with the rest of the site.
 */
final class ScriptFiles {
  private static final String FOLDER = "scripts/";
  private static final String FILTER = "script";
  private static final String FILE = "file";
  private static final String SOURCE = "source";

  private final SiteFiles files;
  private final Problems problems;

  ScriptFiles(SiteFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** The template with its scripts in it. */
  TemplateSpec into(TemplateSpec template) {
    if (template.points().stream().allMatch(point -> point.stages().stream().noneMatch(stage -> stage.filter().equals(FILTER)))) {
      return template;
    }
    return new TemplateSpec(template.name(), template.settings(), template.points().stream().map(this::into).toList(), template.at());
  }

  private PointSpec into(PointSpec point) {
    return point.with(into(point.flow()), new PointSpec.Report(into(point.report().stages()), point.report().statesToo()));
  }

  private List<StageSpec> into(List<StageSpec> stages) {
    return stages.stream().map(stage -> stage.filter().equals(FILTER) ? into(stage) : stage).toList();
  }

  private StageSpec into(StageSpec stage) {
    Setting file = stage.positional().isEmpty() ? stage.named().get(FILE) : stage.positional().get(0);
    if (file == null || file.text().isEmpty() || stage.named().containsKey(SOURCE)) {
      return stage;
    }
    String name = FOLDER + file.text();
    Map<String, Setting> named = new LinkedHashMap<>(stage.named());
    named.put(SOURCE, Setting.of(text(name, file), new SourceLocation(name, 0, 0)));
    return new StageSpec(stage.filter(), stage.positional(), named, stage.id(), stage.at());
  }

  private String text(String name, Setting file) {
    List<String> there = files.names().stream().filter(each -> each.startsWith(FOLDER)).toList();
    if (!there.contains(name)) {
      problems.error(file.at(), "missing-script", "there is no file " + name + " in the site folder." + Nearest.hint(name, there)
          + (there.isEmpty() ? " Scripts are files in its folder scripts/." : " There are: " + String.join(", ", there) + "."));
      return "";
    }
    try {
      return files.read(name);
    } catch (IOException unreadable) {
      problems.error(file.at(), "unreadable-file", String.valueOf(unreadable.getMessage()));
      return "";
    }
  }
}
