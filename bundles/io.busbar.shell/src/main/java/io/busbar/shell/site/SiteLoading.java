package io.busbar.shell.site;

import io.busbar.api.template.TemplateLoader;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.shell.words.CannotDo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Loads a site folder by the loader that recognises it. */
public final class SiteLoading {
  private SiteLoading() {}

  /**
   * The site with its mistakes.
   *
   * @throws CannotDo where there is no site folder, or none that can be read
   */
  public static Loaded load(Path folder, Collection<TemplateLoader> loaders) throws CannotDo {
    SiteFolder files = open(folder);
    for (TemplateLoader loader : loaders) {
      if (loader.recognises(files)) {
        return loader.load(files);
      }
    }
    throw new CannotDo(folder + " is not a site folder: it has no site.yaml. Write one, with at least \"site: NAME\", \"channels:\" and "
        + "\"devices:\".");
  }

  /**
   * The files of a site folder.
   *
   * @throws CannotDo where there is no folder that may be read
   */
  public static SiteFolder open(Path folder) throws CannotDo {
    if (!Files.isDirectory(folder)) {
      throw new CannotDo(folder + (Files.exists(folder) ? " is not a folder." : " does not exist.") + " Give the folder that holds site.yaml.");
    }
    if (!Files.isReadable(folder)) {
      throw new CannotDo(folder + " cannot be read. Give this user (" + System.getProperty("user.name") + ") the right to read it.");
    }
    return new SiteFolder(folder);
  }
}
