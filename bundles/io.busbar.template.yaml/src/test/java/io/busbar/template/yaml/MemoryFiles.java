package io.busbar.template.yaml;

import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A site folder in memory. */
final class MemoryFiles implements SiteFiles {
  private final Map<String, String> texts = new TreeMap<>();

  MemoryFiles with(String name, String... lines) {
    texts.put(name, String.join("\n", lines) + "\n");
    return this;
  }

  @Override
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }

  @Override
  public String read(String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw new IOException(name + " is missing.");
    }
    return text;
  }
}
