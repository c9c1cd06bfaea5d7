package io.busbar.deploy.store;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.FileEntry;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.trust.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A feature in one file, {@code gateway-17.busbar}: a ZIP archive of {@code manifest}, {@code signatures}, {@code bom.json},
 * {@code configuration.json} and {@code bundles/SHA256.jar}. A bundle that the machine has already need not be in it. Nothing in the archive is
 * believed but the manifest and its signatures: each file has to have the length and digest that the manifest says, and no more than that is read.
 */
public final class FeatureFile implements AutoCloseable {
  private static final int MAX_CONFIGURATION = 4 << 20;

  private final ZipFile zip;
  private final byte[] manifestText;
  private final byte[] signatures;
  private final FeatureManifest manifest;
  private final Function<String, @Nullable Path> present;

  private FeatureFile(ZipFile zip, byte[] manifestText, byte[] signatures, Function<String, @Nullable Path> present) throws Refused {
    this.zip = zip;
    this.manifestText = manifestText;
    this.signatures = signatures;
    this.manifest = FeatureManifest.parse(manifestText);
    this.present = present;
  }

  /**
   * Opens one and reads its manifest; nobody has judged it by that.
   *
   * @param present finds the file of a SHA-256 that the machine has already
   */
  public static FeatureFile open(Path file, Function<String, @Nullable Path> present) throws IOException, Refused {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new Refused(file + " is no feature file, or is damaged (" + e.getMessage() + "). Copy it again.");
    }
    try {
      return new FeatureFile(zip, small(zip, "manifest", FeatureManifest.MAX_BYTES), small(zip, "signatures", Signatures.MAX_BYTES), present);
    } catch (IOException | Refused | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static byte[] small(ZipFile zip, String name, int most) throws IOException, Refused {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new Refused("the file has no \"" + name + "\": it is no feature file, or is damaged. Copy it again.");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Refused("\"" + name + "\" in the file has more than " + most + " bytes.");
      }
      return bytes;
    } catch (ZipException e) {
      throw new Refused("\"" + name + "\" in the file is damaged (" + e.getMessage() + "). Copy it again.");
    }
  }

  /** What the manifest says. */
  public FeatureManifest manifest() {
    return manifest;
  }

  /** The manifest as it was signed. */
  public byte[] manifestText() {
    return manifestText.clone();
  }

  /** The signatures. */
  public byte[] signatures() {
    return signatures.clone();
  }

  byte[] bom() throws IOException, Refused {
    return part("bom.json", manifest.bom());
  }

  byte[] configuration() throws IOException, Refused {
    return part("configuration.json", manifest.configuration());
  }

  private byte[] part(String name, FileEntry expected) throws IOException, Refused {
    byte[] bytes = small(zip, name, MAX_CONFIGURATION);
    if (bytes.length != expected.length() || !Disk.digest(bytes).equals(expected.sha256())) {
      throw new Refused("\"" + name + "\" in the file is not the one that was signed. Copy the file again.");
    }
    return bytes;
  }

  /** Whether the archive brings a bundle along. */
  boolean brings(BundleEntry bundle) {
    return zip.getEntry(name(bundle)) != null;
  }

  private static String name(BundleEntry bundle) {
    return "bundles/" + bundle.file().sha256() + ".jar";
  }

  /** Writes a bundle to a file, synced, after which it is what was signed. */
  void extractBundle(BundleEntry bundle, Path to) throws IOException, Refused {
    ZipEntry entry = zip.getEntry(name(bundle));
    Path here = entry == null ? present.apply(bundle.file().sha256()) : null;
    if (entry == null && here == null) {
      throw new Refused("the file lacks the bundle " + bundle + ", and this machine does not have it either. Take the whole file: busbar sign"
          + " without --without.");
    }
    String found;
    try (InputStream in = here != null ? Files.newInputStream(here) : zip.getInputStream(entry)) {
      found = Disk.copy(in, to, bundle.file().length());
    } catch (ZipException e) {
      Files.deleteIfExists(to);
      throw new Refused("the bundle " + bundle + " in the file is damaged (" + e.getMessage() + "). Copy the file again.");
    }
    if (!found.equals(bundle.file().toString())) {
      Files.deleteIfExists(to);
      throw new Refused("the bundle " + bundle + " in the file is not the one that was signed: its SHA-256 differs. Copy the file again.");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
