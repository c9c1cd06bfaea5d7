package io.busbar.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that the image was unpacked to: {@code bundles/}, {@code features/}, {@code launcher/}.
 *
 * @param home the folder; nothing in it is written to
 */
public record Installation(Path home) {

  static Installation find() throws Problem {
    String home = System.getProperty("busbar.home");
    if (home == null) {
      throw new Problem("start Busbar with the command \"busbar\", which knows where it is installed");
    }
    Installation found = new Installation(Path.of(home).toAbsolutePath().normalize());
    if (!Files.isDirectory(found.features()) || !Files.isDirectory(found.bundles())) {
      throw new Problem(found.home + " is not a complete installation: features or bundles are missing. Install the package again.");
    }
    return found;
  }

  /** The packaged features, one JSON file each. */
  public Path features() {
    return home.resolve("features");
  }

  /** The bundle files. */
  public Path bundles() {
    return home.resolve("bundles");
  }
}
