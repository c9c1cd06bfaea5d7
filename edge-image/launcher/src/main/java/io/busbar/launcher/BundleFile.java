package io.busbar.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.ID;

/**
 * One bundle of a feature.
 *
 * @param id Maven coordinates, for messages
 * @param fileName name of its file in the image's {@code bundles} folder
 * @param startLevel OSGi start level, 1 to 99; {@code start-order} of the feature, 50 where it says nothing
 * @param sha256 expected checksum in lower-case hexadecimal; empty where the feature was not packaged by the build
 */
public record BundleFile(String id, String fileName, int startLevel, String sha256) {

  /** Start level of a bundle whose feature does not say {@code start-order}. */
  public static final int DEFAULT_START_LEVEL = 50;

  /** Highest start level that a feature may ask for. */
  public static final int MAX_START_LEVEL = 99;

  static BundleFile from(FeatureBundle bundle, String feature) throws Problem {
    ID id = bundle.getID();
    Map<String, Object> metadata = bundle.getMetadata();
    String order = String.valueOf(metadata.getOrDefault("start-order", DEFAULT_START_LEVEL));
    int level;
    try {
      level = Integer.parseInt(order);
    } catch (NumberFormatException e) {
      level = -1;
    }
    if (level < 1 || level > MAX_START_LEVEL) {
      throw new Problem("feature " + feature + ": start-order of " + id + " is \"" + order + "\"; write a number from 1 to "
          + MAX_START_LEVEL);
    }
    return new BundleFile(id.toString(), fileName(id), level, String.valueOf(metadata.getOrDefault(Sha256.METADATA, "")));
  }

  /** Name of the file that holds the bundle {@code id}, as Maven names it. */
  public static String fileName(ID id) {
    return id.getArtifactId() + "-" + id.getVersion() + id.getClassifier().map(c -> "-" + c).orElse("") + ".jar";
  }

  /**
   * Finds the file and compares its checksum.
   *
   * @param folder the image's {@code bundles} folder
   * @return the file, which is what the build packaged
   * @throws Problem if the file is missing, is another one, or the feature has no checksum for it
   */
  public Path verifiedIn(Path folder) throws Problem {
    Path file = folder.resolve(fileName);
    if (!Files.isRegularFile(file)) {
      throw new Problem("bundle " + id + " is missing: there is no " + file + ". Install the package again.");
    }
    if (sha256.isEmpty()) {
      throw new Problem("bundle " + id + " has no checksum in its feature. Use a feature that the build packaged.");
    }
    String actual;
    try {
      actual = Sha256.of(file);
    } catch (IOException e) {
      throw new Problem("cannot read " + file + ": " + e.getMessage(), e);
    }
    if (!actual.equals(sha256)) {
      throw new Problem(file + " is not the file that was packaged: its SHA-256 is " + actual + ", the feature says " + sha256
          + ". Install the package again.");
    }
    return file;
  }
}
