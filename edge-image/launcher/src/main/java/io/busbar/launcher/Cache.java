package io.busbar.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The framework's private folder. Bundles are installed by reference and features say what runs, so nothing in it outlives
 * the process: it lies in the temporary folder (a RAM disk on most gateways, so flash is spared) and carries the process id,
 * by which the next start removes what a killed process left behind.
 */
final class Cache implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("busbar-([0-9]{1,9})-.*");

  private final Path folder;

  private Cache(Path folder) {
    this.folder = folder;
  }

  static Cache create() throws Problem {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    removeLeftovers(temporary);
    try {
      return new Cache(Files.createTempDirectory(temporary, "busbar-" + ProcessHandle.current().pid() + "-"));
    } catch (IOException e) {
      throw new Problem("cannot write to the temporary folder " + temporary + " (" + e.getMessage()
          + "). Free some space, or set TMPDIR to a folder that can be written.", e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete(folder);
  }

  private static void removeLeftovers(Path temporary) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "busbar-*")) {
      for (Path each : folders) {
        Matcher matcher = NAME.matcher(Objects.toString(each.getFileName()));
        if (matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()
            && Files.isDirectory(each) && Files.isWritable(each)) {
          delete(each);
        }
      }
    } catch (IOException e) {
      log("left-over folders in " + temporary + " stay: " + e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      log("left-over folder " + folder + " stays: " + e);
    }
  }

  private static void log(String line) {
    System.getLogger(Cache.class.getName()).log(System.Logger.Level.DEBUG, line);
  }
}
