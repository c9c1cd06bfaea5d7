package io.busbar.engine;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.testkit.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One device a line of {@code site.txt} and of files in {@code more}; a line that is no name is a mistake. */
final class LinesLoader implements TemplateLoader {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("lines", "For tests.", "", "", List.of());
  }

  @Override
  public boolean recognises(SiteFiles files) {
    return files.names().contains("site.txt");
  }

  @Override
  public Loaded load(SiteFiles files) {
    Models models = Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter");
    try {
      List<Problem> problems = new ArrayList<>();
      for (String name : files.names()) {
        if (name.startsWith("more/")) {
          files.read(name).lines().forEach(line -> models.device(line, "feeder", "bus1"));
        }
      }
      files.read("site.txt").lines().forEach(line -> {
        if (line.contains("?")) {
          problems.add(Problem.error(new SourceLocation("site.txt", 1, 1), "odd", "odd line"));
        }
        models.device(line, line.startsWith("X") ? "nothing" : "feeder", "bus1");
      });
      return new Loaded(problems.isEmpty() ? models.build() : null, problems);
    } catch (IOException failure) {
      return new Loaded(null, List.of(Problem.error(SourceLocation.NONE, "io", failure.getMessage())));
    }
  }
}
