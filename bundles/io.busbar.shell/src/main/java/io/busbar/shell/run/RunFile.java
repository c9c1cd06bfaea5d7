package io.busbar.shell.run;

import io.busbar.shell.json.Json;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says that a process runs and where its page is: {@code ROLE.run} in its data folder, and a copy in the first of the
 * well-known {@link #places()} that can be written. Files of a process that was killed stay; whoever reads them checks the
 * process id.
 */
public final class RunFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunFile.class.getName());

  private final List<Path> written = new ArrayList<>();

  private RunFile() {}

  /** Where copies are looked for: {@code $XDG_RUNTIME_DIR/busbar}, {@code /run/busbar}, the temporary folder's {@code busbar-USER}. */
  public static List<Path> places() {
    List<Path> places = new ArrayList<>();
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && !runtime.isBlank()) {
      places.add(Path.of(runtime, "busbar"));
    }
    places.add(Path.of("/run/busbar"));
    places.add(Path.of(System.getProperty("java.io.tmpdir"), "busbar-" + System.getProperty("user.name")));
    return places;
  }

  /**
   * Writes both files. A place that cannot be written is passed over: the gateway runs all the same.
   *
   * @param role {@code gateway} or {@code central}
   * @param content fields besides {@code role} and {@code pid}
   */
  static RunFile write(Path data, String role, Map<String, Object> content) {
    RunFile file = new RunFile();
    long pid = ProcessHandle.current().pid();
    Map<String, Object> all = new java.util.LinkedHashMap<>();
    all.put("role", role);
    all.put("pid", pid);
    all.putAll(content);
    String json = Json.write(all) + "\n";
    file.put(data.resolve(role + ".run"), json);
    for (Path place : places()) {
      sweep(place, role);
      if (file.put(place.resolve(role + "-" + pid + ".run"), json)) {
        break;
      }
    }
    return file;
  }

  /** Takes away what processes left that were killed. */
  private static void sweep(Path place, String role) {
    if (!Files.isDirectory(place)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(place, role + "-*.run")) {
      for (Path each : left) {
        String pid = each.getFileName().toString().replaceAll("[^0-9]", "");
        if (pid.length() < 10 && !pid.isEmpty() && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.DEBUG, "run files in {0} are not swept: {1}", place, e);
    }
  }

  private boolean put(Path file, String json) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(part, json);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written.add(file);
      return true;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no run file at {0}: {1}", file, e);
      return false;
    }
  }

  @Override
  public void close() {
    for (Path file : written) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "run file {0} stays: {1}", file, e);
      }
    }
    written.clear();
  }
}
