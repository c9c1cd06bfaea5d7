package io.busbar.deploy.swap;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.FileEntry;
import io.busbar.deploy.manifest.Target;
import io.busbar.deploy.store.Disk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes bundles of nothing but headers, and feature files of them. */
final class Features {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;

  Features(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** A jar with so many headers as pairs of name and value. */
  Path bundle(String name, String version, String... headers) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Bundle-Version", version);
    for (int i = 0; i < headers.length; i += 2) {
      main.putValue(headers[i], headers[i + 1]);
    }
    Path file = folder.resolve(name + "-" + version + ".jar");
    try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out)) {
      ZipEntry entry = new ZipEntry("META-INF/MANIFEST.MF");
      entry.setTime(0);
      jar.putNextEntry(entry);
      manifest.write(jar);
      jar.closeEntry();
    }
    return file;
  }

  /** A bundle as a ground has it. */
  static Part part(long id, Path file, int startLevel) throws IOException {
    String name = String.valueOf(file.getFileName());
    int dash = name.lastIndexOf('-');
    return new Part(id, name.substring(0, dash), name.substring(dash + 1, name.length() - ".jar".length()), startLevel, Disk.digest(file), file);
  }

  /** A feature file; bundles of the API lie at level 10, all others at 40. */
  Path feature(long sequence, Path... bundles) throws IOException {
    List<BundleEntry> entries = new ArrayList<>();
    for (Path bundle : bundles) {
      Part part = part(0, bundle, bundle.toString().contains("api") ? 10 : 40);
      entries.add(new BundleEntry(part.name(), part.version(), part.startLevel(), new FileEntry(part.sha256(), Files.size(bundle))));
    }
    FileEntry small = new FileEntry(Disk.digest(NOTHING), NOTHING.length);
    Instant expires = Instant.parse("2100-01-01T00:00:00Z");
    byte[] manifest = new FeatureManifest("gateway", "0.1.0", sequence, expires, Target.ALL, small, small, entries).bytes();
    Path file = folder.resolve("gateway-" + sequence + ".busbar");
    try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "manifest", manifest);
      put(zip, "signatures", new byte[0]);
      put(zip, "bom.json", NOTHING);
      put(zip, "configuration.json", NOTHING);
      for (Path bundle : bundles) {
        put(zip, "bundles/" + Disk.digest(bundle) + ".jar", Files.readAllBytes(bundle));
      }
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
