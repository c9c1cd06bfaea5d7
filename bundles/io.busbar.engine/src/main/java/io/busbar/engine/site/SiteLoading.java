package io.busbar.engine.site;

import io.busbar.api.model.Problem;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.template.TemplateLoader.Loaded;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/** Loads files by whichever loader recognises them. Stateless. */
final class SiteLoading {
  private static final Logger LOG = System.getLogger(SiteLoading.class.getName());

  private SiteLoading() {}

  /**
   * What comes of the files.
   *
   * @param installed loaders
   * @param where the files are, for people
   */
  static Loaded load(SiteFiles files, List<TemplateLoader> installed, String where) {
    try {
      for (TemplateLoader loader : installed) {
        if (loader.recognises(files)) {
          return loader.load(files);
        }
      }
    } catch (UncheckedIOException | IllegalStateException failure) {
      LOG.log(Level.ERROR, "a loader failed", failure);
      return refuse("loader-fault", "the loader failed (" + failure + "). Install another version of its bundle.");
    }
    return refuse("no-loader", installed.isEmpty()
        ? "no template loader is installed. Install the bundle of one, such as io.busbar.template.yaml."
        : "nothing in " + where + " is a site that an installed loader reads ("
            + installed.stream().map(loader -> loader.descriptor().name()).sorted().collect(Collectors.joining(", "))
            + "). Is site.yaml there?");
  }

  static Loaded refuse(String code, String message) {
    return new Loaded(null, List.of(Problem.error(SourceLocation.NONE, code, message)));
  }
}
