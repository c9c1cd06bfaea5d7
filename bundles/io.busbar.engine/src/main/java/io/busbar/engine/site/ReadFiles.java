package io.busbar.engine.site;

import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files that remember which of them were read: those are the site, what else lies in the folder is none of ours. One thread. */
final class ReadFiles implements SiteFiles {
  private final SiteFiles files;
  private final Map<String, String> read = new TreeMap<>();

  ReadFiles(SiteFiles files) {
    this.files = files;
  }

  @Override
  public List<String> names() {
    return files.names();
  }

  @Override
  public String read(String name) throws IOException {
    String text = files.read(name);
    read.put(name, text);
    return text;
  }

  /** What was read, by name. */
  Map<String, String> texts() {
    return read;
  }
}
