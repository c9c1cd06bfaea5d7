package io.busbar.deploy.keys;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.FileEntry;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The bundles of a release with their files: those of an installation ({@code deploy/FEATURE.list}, written by the build), some of them replaced. */
final class ReleaseList {
  private static final int NEW_LEVEL = 40;
  private static final int WORDS = 4;

  private final Map<String, BundleEntry> bundles = new LinkedHashMap<>();
  private final Map<String, Path> files = new LinkedHashMap<>();

  /** Those of an installation; each line is {@code SYMBOLIC-NAME VERSION START-LEVEL FILE}. */
  static ReleaseList of(Path home, String feature) throws IOException, Refused {
    ReleaseList list = new ReleaseList();
    Path file = home.resolve("deploy").resolve(feature + ".list");
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
          throw new Refused(file + " is damaged. Install the package again.");
        }
        list.add(words[0], words[1], Integer.parseInt(words[2]), home.resolve("bundles").resolve(words[3]));
      }
    } catch (NoSuchFileException e) {
      throw new Refused("\"" + feature + "\" is no feature that can be signed; there are gateway and central. (There is no " + file + ".)");
    }
    return list;
  }

  private void add(String name, String version, int level, Path file) throws IOException, Refused {
    if (Files.size(file) > FeatureManifest.MAX_FILE_BYTES) {
      throw new Refused(file + " has more than 64 MiB.");
    }
    bundles.put(name, new BundleEntry(name, version, level, new FileEntry(Disk.digest(file), Files.size(file))));
    files.put(name, file);
  }

  /** Puts a jar in the place of the bundle of its name, or adds it. */
  void with(Path jar) throws IOException, Refused {
    try (JarFile open = new JarFile(jar.toFile())) {
      Manifest manifest = open.getManifest();
      Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String name = headers.getValue("Bundle-SymbolicName");
      String version = headers.getValue("Bundle-Version");
      if (name == null) {
        throw new Refused(jar + " is no bundle: its manifest has no Bundle-SymbolicName.");
      }
      String plain = name.split(";", -1)[0].strip();
      BundleEntry before = bundles.get(plain);
      add(plain, version == null ? "0.0.0" : version.strip(), before == null ? NEW_LEVEL : before.startLevel(), jar);
    }
  }

  /** Takes a bundle out. */
  void without(String name) throws Refused {
    if (bundles.remove(name) == null) {
      throw new Refused("the feature has no bundle " + name + ".");
    }
    files.remove(name);
  }

  List<BundleEntry> entries() {
    return new ArrayList<>(bundles.values());
  }

  Path file(BundleEntry bundle) {
    return java.util.Objects.requireNonNull(files.get(bundle.name()));
  }
}
