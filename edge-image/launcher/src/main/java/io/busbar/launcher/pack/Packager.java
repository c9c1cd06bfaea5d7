package io.busbar.launcher.pack;

import io.busbar.launcher.BundleFile;
import io.busbar.launcher.FeatureSet;
import io.busbar.launcher.Problem;
import io.busbar.launcher.Sha256;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.BuilderFactory;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBuilder;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureBundleBuilder;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;

/**
 * Lays out an installation: {@code features/} with a checksum for each bundle, {@code bundles/} with exactly the bundles that
 * some feature names, {@code launcher/} with the launcher and its class path, {@code deploy/} with what {@code busbar sign} needs.
 */
public final class Packager {

  private final FeatureService service = new FeatureServiceImpl();
  private final Path jars;
  private final Path image;

  private Packager(Path jars, Path image) {
    this.jars = jars;
    this.image = image;
  }

  /** @param args folder of features, folder of jars, file name of the launcher's jar, folder to lay out, bill of materials of the image */
  public static void main(String[] args) throws IOException, Problem {
    Packager packager = new Packager(Path.of(args[1]), Path.of(args[3]));
    packager.packFeatures(Path.of(args[0]));
    packager.packLauncher(args[2]);
    new Releases(packager.image, Path.of(args[4])).write(emptied(packager.image.resolve("deploy")));
  }

  private void packFeatures(Path source) throws IOException, Problem {
    Path features = emptied(image.resolve("features"));
    Path bundles = emptied(image.resolve("bundles"));
    Set<String> packed = new TreeSet<>();
    for (Path file : list(source, "*.json")) {
      Feature feature;
      try (Reader reader = Files.newBufferedReader(file)) {
        feature = service.readFeature(reader);
      }
      for (FeatureBundle bundle : feature.getBundles()) {
        String name = BundleFile.fileName(bundle.getID());
        if (packed.add(name)) {
          copy(name, bundles, "feature " + file.getFileName() + " names " + bundle.getID());
        }
      }
      try (Writer writer = Files.newBufferedWriter(features.resolve(file.getFileName()))) {
        service.writeFeature(withChecksums(feature, bundles), writer);
      }
    }
    for (Path file : list(features, "*.json")) {
      String name = String.valueOf(file.getFileName());
      FeatureSet.read(features, name.substring(0, name.length() - ".json".length())); // fails the build on a bad include
    }
    for (Path jar : list(jars, "io.busbar.*.jar")) {
      String name = String.valueOf(jar.getFileName());
      if (!packed.contains(name) && !name.startsWith("io.busbar.launcher-")) {
        throw new Problem(name + " is built for the image but no feature names it");
      }
    }
  }

  private Feature withChecksums(Feature feature, Path bundles) throws IOException {
    BuilderFactory factory = service.getBuilderFactory();
    FeatureBuilder builder = factory.newFeatureBuilder(feature.getID()).setComplete(feature.isComplete());
    feature.getName().ifPresent(builder::setName);
    feature.getDescription().ifPresent(builder::setDescription);
    feature.getLicense().ifPresent(builder::setLicense);
    feature.getVendor().ifPresent(builder::setVendor);
    builder.addConfigurations(feature.getConfigurations().values().toArray(FeatureConfiguration[]::new));
    builder.addExtensions(feature.getExtensions().values().toArray(FeatureExtension[]::new));
    for (FeatureBundle bundle : feature.getBundles()) {
      FeatureBundleBuilder copy = factory.newBundleBuilder(bundle.getID());
      bundle.getMetadata().forEach(copy::addMetadata);
      copy.addMetadata(Sha256.METADATA, Sha256.of(bundles.resolve(BundleFile.fileName(bundle.getID()))));
      builder.addBundles(copy.build());
    }
    return builder.build();
  }

  private void packLauncher(String name) throws IOException, Problem {
    Path folder = emptied(image.resolve("launcher"));
    copy(name, folder, "the launcher");
    try (JarFile jar = new JarFile(folder.resolve(name).toFile())) {
      String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      for (String each : classPath.split(" ", -1)) {
        copy(each, folder, "the launcher's class path names " + each);
      }
    }
    Files.move(folder.resolve(name), folder.resolve("busbar-launcher.jar")); // the command need not know the version
  }

  private void copy(String name, Path target, String why) throws IOException, Problem {
    Path jar = jars.resolve(name);
    if (!Files.isRegularFile(jar)) {
      throw new Problem(why + ", but there is no " + name + " among the image's dependencies (edge-image/image/pom.xml)");
    }
    Files.copy(jar, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path old : list(folder, "*")) {
      Files.delete(old);
    }
    return folder;
  }

  private static List<Path> list(Path folder, String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      stream.forEach(files::add);
    }
    files.sort(null);
    return files;
  }
}
