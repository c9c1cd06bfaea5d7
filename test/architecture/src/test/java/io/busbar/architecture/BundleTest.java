package io.busbar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a bundle looks like from outside: name, manifest, packages, features. */
class BundleTest {

  private static final Pattern EXPORTED = Pattern.compile("(?:^|,)([a-zA-Z][a-zA-Z0-9_.]*)(?=[;,]|$)");

  /** The contract, and what tests of other bundles and of third parties stand on; the simulator is such a one. */
  private static final Set<String> EXPORTING = Set.of("io.busbar.api", "io.busbar.testkit", "io.busbar.sim");

  /** Largest project file that a bundle needs; what is more belongs in the parent. */
  /** For whoever writes a bundle, and the library that its users embed. */
  private static final Set<String> NOT_DEPLOYED = Set.of("io.busbar.testkit", "io.busbar.iec60870");
  private static final int MAX_POM_LINES = 35;

  @Test
  void onlyApiAndTestkitPackagesAreExported() {
    List<String> wrong = new ArrayList<>();
    Workspace.BUNDLES.forEach((name, folder) -> {
      String exports = Workspace.manifest(folder).getMainAttributes().getValue("Export-Package");
      if (exports != null) {
        EXPORTED.matcher(exports.replaceAll("\"[^\"]*\"", "")).results().map(match -> match.group(1))
            .filter(exported -> EXPORTING.stream().noneMatch(bundle -> exported.equals(bundle) || exported.startsWith(bundle + ".")))
            .forEach(exported -> wrong.add(name + " exports " + exported));
      }
    });
    assertThat(wrong).isEmpty();
  }

  @Test
  void manifestsImportAndWireByPackageOnly() {
    Workspace.BUNDLES.forEach((name, folder) -> {
      Attributes manifest = Workspace.manifest(folder).getMainAttributes();
      assertThat(manifest.getValue("Bundle-SymbolicName")).as("symbolic name is the folder's name").isEqualTo(name);
      for (String header : List.of("Require-Bundle", "DynamicImport-Package", "Fragment-Host", "Bundle-ClassPath")) {
        assertThat(manifest.getValue(header)).as(header + " of " + name).isNull();
      }
    });
  }

  /** Class {@code XyzVerb} is what {@code busbar xyz} does: without a feature of that name nobody can call it. */
  @Test
  void everyVerbHasItsFeatureAndItsHelp() throws IOException {
    String help = Files.readString(Workspace.ROOT.resolve("edge-image/launcher/src/main/resources/io/busbar/launcher/help.txt"));
    List<String> verbs = new ArrayList<>();
    Workspace.BUNDLES.forEach((name, folder) -> {
      for (Path file : Workspace.files(folder.resolve("src/main/java"), "Verb.java")) {
        String type = file.getFileName().toString().replace("Verb.java", "");
        if (!type.isEmpty()) {
          verbs.add(type.toLowerCase(Locale.ROOT));
        }
      }
    });
    assertThat(verbs).contains("gateway", "status");
    assertThat(verbs).allSatisfy(verb -> {
      assertThat(Workspace.ROOT.resolve("features").resolve(verb + ".json")).exists();
      assertThat(help).contains("  busbar " + verb + " ");
    });
  }

  @Test
  void packagesStartWithTheNameOfTheirBundle() {
    Workspace.BUNDLES.forEach((name, folder) -> {
      Path java = folder.resolve("src/main/java");
      for (Path file : Workspace.files(java, ".java")) {
        String type = java.relativize(file).getParent().toString().replace('/', '.').replace('\\', '.');
        assertThat(type.equals(name) || type.startsWith(name + ".")).as(name + " holds " + type).isTrue();
      }
    });
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatItIs() {
    Workspace.BUNDLES.forEach((name, folder) -> {
      for (Path file : Workspace.files(folder.resolve("src/main/java"), "package-info.java")) {
        assertThat(Workspace.text(file)).as(file.toString()).contains("/**").contains("@NullMarked");
      }
    });
  }

  @Test
  void componentsAreFinal() {
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : Workspace.CLASSES) {
      if (type.isAnnotatedWith("org.osgi.service.component.annotations.Component") && !type.getModifiers().contains(JavaModifier.FINAL)) {
        wrong.add(type.getName());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aBundlesProjectFileIsShort() {
    Workspace.BUNDLES.forEach((name, folder) ->
        assertThat(Workspace.text(folder.resolve("pom.xml")).lines().count()).as(name + "/pom.xml").isLessThanOrEqualTo(MAX_POM_LINES));
  }

  @Test
  void everyBundleIsListedAndNamedByAFeature() {
    String modules = Workspace.text(Workspace.ROOT.resolve("bundles/pom.xml"));
    StringBuilder features = new StringBuilder();
    Workspace.files(Workspace.ROOT.resolve("features"), ".json").forEach(file -> features.append(Workspace.text(file)));
    for (String name : Workspace.BUNDLES.keySet()) {
      assertThat(modules).contains("<module>" + name + "</module>");
      if (!NOT_DEPLOYED.contains(name)) {
        assertThat(features.toString()).as("features/*.json").contains("\"io.busbar:" + name + ":${project.version}\"");
      }
    }
  }
}
