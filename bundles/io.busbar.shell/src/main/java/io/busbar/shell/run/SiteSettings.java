package io.busbar.shell.run;

import io.busbar.api.model.Setting;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.shell.site.SiteLoading;
import io.busbar.shell.words.CannotDo;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What site.yaml says about the gateway itself. It is taken at the start; a later edit of it counts from the next start. */
final class SiteSettings {
  private static final System.Logger LOG = System.getLogger(SiteSettings.class.getName());

  private final @Nullable SiteModel model;

  private SiteSettings(@Nullable SiteModel model) {
    this.model = model;
  }

  /** Those of a site folder; of one that cannot be loaded there are none, the engine will say why. */
  static SiteSettings of(Path site, Collection<TemplateLoader> loaders) {
    try {
      return new SiteSettings(SiteLoading.load(site, loaders).model());
    } catch (CannotDo e) {
      LOG.log(Level.DEBUG, "no settings from {0}: {1}", site, e.getMessage());
      return new SiteSettings(null);
    }
  }

  /** Where the page is, {@code host:port}. */
  String page(String otherwise) {
    return text("console", "page", otherwise);
  }

  /** Properties of the journal besides its folder. */
  Map<String, Object> journal() {
    Map<String, Object> properties = new HashMap<>();
    put(properties, "capacityMegabytes", text("journal", "capacity", ""));
    put(properties, "commitIntervalMs", text("journal", "commitInterval", ""));
    return properties;
  }

  private static void put(Map<String, Object> properties, String name, String number) {
    if (!number.isEmpty()) {
      properties.put(name, Long.parseLong(number));
    }
  }

  private String text(String part, String name, String otherwise) {
    Setting section = model == null ? null : model.gateway().get(part);
    Setting setting = section == null ? null : section.entries().get(name);
    return setting == null ? otherwise : setting.text();
  }
}
