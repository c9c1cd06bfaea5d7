package io.busbar.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;

/**
 * A feature with everything that it includes: the list of what is deployed, in the OSGi Feature Service format (OSGi
 * Compendium 8, chapter 159).
 *
 * <p>A feature names the features that it builds on in the text extension {@value #INCLUDES}, each by file name without
 * {@code .json}; a trailing {@code *} takes all that fit, which is how a gateway gets every driver and filter set that is
 * installed. Included features come first; a bundle or configuration that several of them name counts once, and of a
 * configuration the one nearest to the top wins.
 */
public final class FeatureSet {

  /** Name of the extension that lists included features. */
  public static final String INCLUDES = "busbar.includes";

  private static final int MAX_FEATURES = 200;

  private final String name;
  private final Map<String, Feature> features = new LinkedHashMap<>();
  private final Map<String, BundleFile> bundles = new LinkedHashMap<>();
  private final Map<String, FeatureConfiguration> configurations = new LinkedHashMap<>();

  private FeatureSet(String name) {
    this.name = name;
  }

  /**
   * Reads {@code name.json} and what it includes.
   *
   * @param folder where the features are
   * @param name file name without {@code .json}
   * @throws Problem if a feature is missing, cannot be read, or contradicts another about a bundle's version
   */
  public static FeatureSet read(Path folder, String name) throws Problem {
    FeatureSet set = new FeatureSet(name);
    set.add(new FeatureServiceImpl(), folder, name, new ArrayList<>());
    return set;
  }

  /** Whether there is a feature of this name. */
  public static boolean exists(Path folder, String name) {
    return name.matches("[a-z][a-z0-9-]*") && Files.isRegularFile(folder.resolve(name + ".json"));
  }

  /** Name of the feature that was asked for. */
  public String name() {
    return name;
  }

  /** All features, included ones first, by name. */
  public Map<String, Feature> features() {
    return Map.copyOf(features);
  }

  /** The bundles in start order; bundles of one start level in the order of the features. */
  public List<BundleFile> bundles() {
    List<BundleFile> sorted = new ArrayList<>(bundles.values());
    sorted.sort(Comparator.comparingInt(BundleFile::startLevel));
    return sorted;
  }

  /** The configurations by PID (factory configurations: {@code factoryPid~name}). */
  public Map<String, FeatureConfiguration> configurations() {
    return Map.copyOf(configurations);
  }

  private void add(FeatureService service, Path folder, String feature, List<String> path) throws Problem {
    if (path.contains(feature)) {
      throw new Problem("features include each other in a circle: " + String.join(" > ", path) + " > " + feature);
    }
    if (features.containsKey(feature)) {
      return;
    }
    if (features.size() >= MAX_FEATURES) {
      throw new Problem("more than " + MAX_FEATURES + " features are included by " + name);
    }
    Feature read = readOne(service, folder.resolve(feature + ".json"));
    path.add(feature);
    FeatureExtension includes = read.getExtensions().get(INCLUDES);
    if (includes != null) {
      for (String include : includes.getText()) {
        for (String each : matching(folder, include)) {
          add(service, folder, each, path);
        }
      }
    }
    path.remove(path.size() - 1);
    features.put(feature, read);
    for (FeatureBundle bundle : read.getBundles()) {
      addBundle(BundleFile.from(bundle, feature), bundle);
    }
    configurations.putAll(read.getConfigurations());
  }

  private void addBundle(BundleFile file, FeatureBundle bundle) throws Problem {
    String key = bundle.getID().getGroupId() + ":" + bundle.getID().getArtifactId();
    BundleFile other = bundles.putIfAbsent(key, file);
    if (other != null && !other.equals(file)) {
      throw new Problem("features disagree about " + key + ": " + other + " and " + file);
    }
  }

  private static Feature readOne(FeatureService service, Path file) throws Problem {
    try (Reader reader = Files.newBufferedReader(file)) {
      return service.readFeature(reader);
    } catch (IOException e) {
      throw new Problem("cannot read feature " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) { // the reader's own parser throws unchecked on a malformed file
      throw new Problem("feature " + file + " is not a valid feature: " + e.getMessage(), e);
    }
  }

  private static List<String> matching(Path folder, String include) throws Problem {
    if (!include.endsWith("*")) {
      return List.of(include);
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, include + ".json")) {
      for (Path file : files) {
        String fileName = String.valueOf(file.getFileName());
        names.add(fileName.substring(0, fileName.length() - ".json".length()));
      }
    } catch (IOException e) {
      throw new Problem("cannot list features in " + folder + ": " + e.getMessage(), e);
    }
    names.sort(Comparator.naturalOrder()); // the same order on every file system
    return names;
  }
}
