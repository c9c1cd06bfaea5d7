package io.busbar.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.FrameworkFactory;

/** A Felix framework in this process, with bundles from the class path. */
public final class Framework implements AutoCloseable {
  private static final long STOP_LIMIT_MS = 10_000;

  private final org.osgi.framework.launch.Framework running;
  private final Path cache;

  private Framework(org.osgi.framework.launch.Framework running, Path cache) {
    this.running = running;
    this.cache = cache;
  }

  /**
   * Starts an empty one.
   *
   * @param properties of the framework
   * @param shared packages that its bundles take from this class path, with versions
   */
  public static Framework start(Map<String, String> properties, List<String> shared) throws IOException, BundleException {
    Path cache = Files.createTempDirectory("busbar-framework");
    Map<String, String> all = new HashMap<>(properties);
    all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
    all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", shared));
    FrameworkFactory factory = new org.apache.felix.framework.FrameworkFactory();
    org.osgi.framework.launch.Framework running = factory.newFramework(all);
    running.start();
    return new Framework(running, cache);
  }

  /** Its own context. */
  public BundleContext context() {
    return running.getBundleContext();
  }

  /** The jar of a name on the class path. */
  public static Path jar(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith(name + "-") && path.toString().endsWith(".jar")).findFirst()
        .orElseThrow(() -> new IllegalStateException("no jar of " + name + " on the class path"));
  }

  /** Installs and starts a bundle of the class path. */
  public Bundle install(String name) throws BundleException {
    Bundle bundle = context().installBundle(jar(name).toUri().toString());
    bundle.start();
    return bundle;
  }

  @Override
  public void close() throws Exception {
    running.stop();
    running.waitForStop(STOP_LIMIT_MS);
    try (Stream<Path> all = Files.walk(cache)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
