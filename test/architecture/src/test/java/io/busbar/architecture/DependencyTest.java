package io.busbar.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may use whom. */
class DependencyTest {

  private static final String API = "io.busbar.api";

  /** Bundles that may use another one than the API, and why. */
  private static final Map<String, Set<String>> ALSO = Map.of(
      "io.busbar.demo", Set.of("io.busbar.sim"), // the demonstration directs the simulated devices and the radio
      "io.busbar.sim", Set.of("io.busbar.iec60870"), // embedded, as in the next: codec and sessions of one protocol, without I/O
      "io.busbar.driver.iec60870", Set.of("io.busbar.iec60870"),
      "io.busbar.sink.iec104", Set.of("io.busbar.iec60870"));

  /** Annotations are read by the compiler and bnd; nothing of them is there at run time. */
  private static final DescribedPredicate<JavaClass> BUILD_ANNOTATION =
      resideInAnyPackage("org.jspecify..", "org.osgi.annotation..").as("annotations of the build");

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith("io.busbar") ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    }).should().beFreeOfCycles().check(Workspace.CLASSES);
  }

  @Test
  void aBundleUsesTheApiAndNoOtherBundle() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : Workspace.CLASSES) {
      String from = Workspace.bundleOf(type);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = Workspace.bundleOf(dependency.getTargetClass());
        if (!to.isEmpty() && !to.equals(from) && !to.equals(API) && !ALSO.getOrDefault(from, Set.of()).contains(to)) {
          wrong.add(from + " uses " + to + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theApiUsesNothingButTheJdkAndBuildAnnotations() {
    classes().that().resideInAPackage("io.busbar.api..").should().onlyDependOnClassesThat(
        resideInAnyPackage("io.busbar.api..", "java.lang..", "java.util..", "java.nio", "java.nio.charset", "java.time..", "java.math")
            .or(BUILD_ANNOTATION)
            .or(describe("I/O exceptions, streams and check sums", type -> Set.of("java.io.IOException", "java.io.UncheckedIOException",
                "java.io.PrintStream", "java.io.InputStream", "java.io.Closeable", "java.security.MessageDigest",
                "java.security.NoSuchAlgorithmException").contains(type.getName()))))
        .check(Workspace.CLASSES);
  }

  @Test
  void theApiHasNoThreadsAndNoLogging() {
    noClasses().that().resideInAPackage("io.busbar.api..").should()
        .dependOnClassesThat(describe("threads, executors or loggers", DependencyTest::isThreadOrLogger)).check(Workspace.CLASSES);
  }

  /** The bundle of the sample codec has a component like any other. */
  private static final DescribedPredicate<JavaClass> CODECS =
      resideInAPackage("..codec..").and(DescribedPredicate.not(resideInAPackage("..codec.component..")));

  @Test
  void codecsAreFreeOfOsgiInputOutputThreadsAndLogging() {
    DescribedPredicate<JavaClass> outside = resideInAnyPackage(
            "org.osgi..", "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "javax.net..", "org.slf4j..", "java.util.logging..")
        .and(DescribedPredicate.not(BUILD_ANNOTATION))
        .or(describe("threads, executors or loggers", DependencyTest::isThreadOrLogger));
    noClasses().that(CODECS).should().dependOnClassesThat(outside).check(Workspace.CLASSES);
  }

  @Test
  void codecsDoNotKnowSessionsOrComponents() {
    noClasses().that(CODECS).should()
        .dependOnClassesThat(resideInAnyPackage("..session..", "..component..")).allowEmptyShould(true).check(Workspace.CLASSES);
    noClasses().that().resideInAPackage("..session..").should()
        .dependOnClassesThat(resideInAPackage("..component..")).allowEmptyShould(true).check(Workspace.CLASSES);
  }

  @Test
  void nobodyLogsPastTheSystemLogger() {
    noClasses().should().dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.log4j.."))
        .check(Workspace.CLASSES);
  }

  private static boolean isThreadOrLogger(JavaClass type) {
    String name = type.getName();
    return name.equals("java.lang.Thread") || name.startsWith("java.lang.System$Logger") || name.startsWith("java.util.concurrent.Executor")
        || name.startsWith("java.util.concurrent.ScheduledExecutor") || name.startsWith("java.util.concurrent.locks.LockSupport")
        || name.startsWith("java.util.Timer") || name.startsWith("java.util.logging.");
  }
}
