package io.busbar.template.yaml;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.template.yaml.edit.SiteEditor;
import io.busbar.template.yaml.site.SiteReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The loader of site folders. The model that it returns beside errors is what could be read without them: enough for the
 * model's check to find the drivers' and filters' mistakes too, never to be applied.
 */
@Component
public final class YamlTemplateLoader implements TemplateLoader {
  /** Called by DS. */
  @Activate
  public YamlTemplateLoader() {}

  @Override
  public Descriptor descriptor() {
    return new Descriptor("yaml", "A site folder: site.yaml, templates/*.yaml and devices.csv.",
        "Every mistake is reported with file, line and column. The model beside errors holds what could be read.",
        "site: oak-street", List.of());
  }

  @Override
  public boolean recognises(SiteFiles files) {
    return files.names().contains(SiteReader.SITE);
  }

  @Override
  public Loaded load(SiteFiles files) {
    Problems problems = new Problems();
    SiteModel model = new SiteReader(files, problems).read();
    List<Problem> sorted = problems.list().stream().sorted(Comparator.comparing((Problem p) -> p.at().file())
        .thenComparingInt(p -> p.at().line()).thenComparingInt(p -> p.at().column())).toList();
    return new Loaded(model, sorted);
  }

  @Override
  public Map<String, String> edit(SiteFiles files, List<SiteEdit> edits, Problems problems) {
    return new SiteEditor(files, problems).edit(edits);
  }
}
