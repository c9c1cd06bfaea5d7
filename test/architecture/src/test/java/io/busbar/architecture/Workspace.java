package io.busbar.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** What the build made of this source tree. */
final class Workspace {

  static final Path ROOT = Path.of(System.getProperty("busbar.root"));

  /** Bundle name to its folder. */
  static final Map<String, Path> BUNDLES = bundles();

  /** Product classes of all bundles. */
  static final JavaClasses CLASSES =
      new ClassFileImporter().importPaths(BUNDLES.values().stream().map(folder -> folder.resolve("target/classes")).toList());

  private Workspace() {}

  /** The bundle that a product class belongs to, or an empty string. Packages start with their bundle's name. */
  static String bundleOf(JavaClass type) {
    String best = "";
    for (String bundle : BUNDLES.keySet()) {
      String name = type.getPackageName();
      if ((name.equals(bundle) || name.startsWith(bundle + ".")) && bundle.length() > best.length()) {
        best = bundle;
      }
    }
    return best;
  }

  static Manifest manifest(Path bundle) {
    try (InputStream in = Files.newInputStream(bundle.resolve("target/classes/META-INF/MANIFEST.MF"))) {
      return new Manifest(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Path> bundles() {
    try (Stream<Path> folders = Files.list(ROOT.resolve("bundles"))) {
      Map<String, Path> found = new TreeMap<>();
      folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
          .forEach(folder -> found.put(folder.getFileName().toString(), folder));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
