package io.busbar.engine.site;

import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of a site as texts by name. Immutable. */
final class TextFiles implements SiteFiles {
  /** Characters of all files at most. */
  static final int MAX_CHARACTERS = 16 << 20;
  private static final int MAX_PARTS = 4;

  private final Map<String, String> texts;

  /**
   * Files.
   *
   * @throws IllegalArgumentException if a name is none of a site's file, or there is too much
   */
  TextFiles(Map<String, String> texts) {
    if (texts.size() > SiteFiles.MAX_FILES) {
      throw new IllegalArgumentException("a site has at most " + SiteFiles.MAX_FILES + " files, not " + texts.size());
    }
    texts.keySet().forEach(TextFiles::check);
    if (texts.values().stream().mapToLong(String::length).sum() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("the files of a site have at most 16 MiB");
    }
    this.texts = new TreeMap<>(texts);
  }

  private static void check(String name) {
    String[] parts = name.split("/", -1);
    boolean good = parts.length <= MAX_PARTS && !parts[0].equals("data");
    for (String part : parts) {
      good &= !part.isEmpty() && !SiteFiles.isIgnored(part) && part.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':');
    }
    if (!good) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a file in a site folder. Write it like site.yaml or "
          + "templates/feeder.yaml.");
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }

  @Override
  public String read(String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw new IOException(name + " is not there");
    }
    return text;
  }
}
