package io.busbar.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.url;

import io.busbar.launcher.BundleFile;
import io.busbar.launcher.Configurations;
import io.busbar.launcher.FeatureSet;
import io.busbar.launcher.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ops4j.pax.exam.Option;

/** Options that put a packaged feature into the container, read and verified by the launcher's own code. */
final class Shipped {

  private static final Path IMAGE = Path.of(System.getProperty("busbar.image"));

  /** What Pax Exam itself needs in the framework. */
  private static final List<String> PAX = List.of("org.ops4j.pax.exam", "org.ops4j.pax.exam.inject", "org.ops4j.pax.extender.service",
      "org.ops4j.pax.exam.invoker.junit", "org.ops4j.base", "org.ops4j.pax.swissbox.core", "org.ops4j.pax.swissbox.extender",
      "org.ops4j.pax.swissbox.framework", "org.ops4j.pax.swissbox.lifecycle", "org.ops4j.pax.swissbox.tracker", "jakarta.inject-api",
      "org.apache.servicemix.bundles.junit", "org.apache.servicemix.bundles.hamcrest");

  private Shipped() {}

  /** The feature {@code name} with everything that it includes. */
  static Option feature(String name) throws Problem {
    FeatureSet features = FeatureSet.read(IMAGE.resolve("features"), name);
    List<Option> options = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (BundleFile file : features.bundles()) {
      options.add(bundle("reference:" + file.verifiedIn(IMAGE.resolve("bundles")).toUri()).startLevel(file.startLevel()));
      names.add(file.fileName());
    }
    for (String library : List.of("slf4j-api", "slf4j-jdk14")) { // Pax Exam logs there; drivers bring it along
      BundleFile file = FeatureSet.read(IMAGE.resolve("features"), "driver-modbus").bundles().stream()
          .filter(each -> each.fileName().startsWith(library + "-")).findFirst().orElseThrow();
      if (names.add(file.fileName())) {
        options.add(bundle("reference:" + file.verifiedIn(IMAGE.resolve("bundles")).toUri()).startLevel(1));
      }
    }
    for (String link : PAX) {
      options.add(url("link:classpath:META-INF/links/" + link + ".link").startLevel(2));
    }
    options.add(frameworkProperty("configurator.initial").value(Configurations.json(features)));
    options.add(frameworkProperty("busbar.home").value(IMAGE.toString()));
    options.add(frameworkProperty("felix.bootdelegation.implicit").value("false"));
    options.add(frameworkStartLevel(BundleFile.MAX_START_LEVEL));
    options.add(systemProperty("pax.exam.invoker").value("junit")); // runs @Before and @After inside, too
    options.add(systemProperty("busbar.image").value(IMAGE.toString()));
    return composite(options.toArray(Option[]::new));
  }
}
