package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.vectors.VectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Vectors of specifications in their files. {@code -Dbusbar.vectors.write=true} writes what the implementation makes of them, for a
 * new version of the protocol.
 */
final class Vectors {
  private Vectors() {}

  /** Those of a bundle, by the way to its folder. */
  static VectorFile read(String bundle, String name) throws IOException {
    return new VectorFile(Files.readString(path(bundle, name)));
  }

  /** The file is what was made of it. */
  static void check(VectorFile file, String bundle, String name) throws IOException {
    if (Boolean.getBoolean("busbar.vectors.write")) {
      Files.writeString(path(bundle, name), file.made());
    }
    assertThat(file.made()).isEqualTo(Files.readString(path(bundle, name)));
  }

  private static Path path(String bundle, String name) {
    return Path.of(bundle, "src", "test", "resources", "vectors", name + ".txt");
  }
}
