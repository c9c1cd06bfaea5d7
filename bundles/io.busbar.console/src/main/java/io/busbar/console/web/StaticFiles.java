package io.busbar.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the pages, read from the bundle once. Immutable. */
public final class StaticFiles {
  private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
      "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

  private final Map<String, Reply> byPath = new LinkedHashMap<>();

  /**
   * Reads files that lie beside a class.
   *
   * @param beside class whose package holds the folder {@code pages}
   * @param paths file name by the path at which it is served
   */
  public StaticFiles(Class<?> beside, Map<String, String> paths) {
    paths.forEach((path, file) -> byPath.put(path, read(beside, file)));
  }

  private static Reply read(Class<?> beside, String file) {
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    try (InputStream in = beside.getResourceAsStream("pages/" + file)) {
      if (in == null || type == null) {
        throw new IllegalArgumentException("the bundle has no page " + file);
      }
      return new Reply(200, type, Reply.bytes(in.readAllBytes()), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file at a path, or null. */
  public @Nullable Reply find(String path) {
    return byPath.get(path);
  }
}
