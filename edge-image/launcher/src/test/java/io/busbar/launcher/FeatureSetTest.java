package io.busbar.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureSetTest {

  @TempDir
  Path folder;

  @Test
  void includedFeaturesComeFirstAndEachBundleOnce() throws Exception {
    feature("base", "", bundle("g:lib:1", 1));
    feature("driver-b", "base", bundle("g:b:1", 40), bundle("g:lib:1", 1));
    feature("driver-a", "base", bundle("g:a:1", 40));
    feature("gateway", "base\", \"driver-*", bundle("g:core:1", 30));
    FeatureSet set = FeatureSet.read(folder, "gateway");
    assertThat(set.bundles()).extracting(BundleFile::fileName).containsExactly("lib-1.jar", "core-1.jar", "a-1.jar", "b-1.jar");
    assertThat(set.bundles()).extracting(BundleFile::startLevel).isSorted();
    assertThat(set.features()).containsOnlyKeys("base", "driver-a", "driver-b", "gateway");
  }

  @Test
  void theConfigurationNearestToTheTopWins() throws Exception {
    write("low", "{\"feature-resource-version\": \"1.0\", \"id\": \"g:low:1\", \"configurations\": {\"pid\": {\"port:Integer\": 1}}}");
    write("top", "{\"feature-resource-version\": \"1.0\", \"id\": \"g:top:1\", \"configurations\": {\"pid\": {\"port:Integer\": 2}},"
        + includes("low") + "}");
    FeatureSet set = FeatureSet.read(folder, "top");
    assertThat(set.configurations().get("pid").getValues()).containsEntry("port", 2);
    assertThat(Configurations.json(set)).contains("\"pid\"", "\"port:Integer\": 2", ":configurator:symbolic-name");
  }

  @Test
  void saysWhichFeatureIsMissing() throws Exception {
    feature("top", "nothing", bundle("g:a:1", 1));
    assertThatThrownBy(() -> FeatureSet.read(folder, "top")).isInstanceOf(Problem.class).hasMessageContaining("nothing.json");
  }

  @Test
  void refusesACircle() throws Exception {
    feature("a", "b", bundle("g:a:1", 1));
    feature("b", "a", bundle("g:b:1", 1));
    assertThatThrownBy(() -> FeatureSet.read(folder, "a")).isInstanceOf(Problem.class).hasMessageContaining("a > b > a");
  }

  @Test
  void refusesTwoVersionsOfABundle() throws Exception {
    feature("low", "", bundle("g:a:1", 1));
    feature("top", "low", bundle("g:a:2", 1));
    assertThatThrownBy(() -> FeatureSet.read(folder, "top")).isInstanceOf(Problem.class).hasMessageContaining("g:a");
  }

  @Test
  void refusesAStartOrderThatIsNone() throws Exception {
    feature("top", "", "{\"id\": \"g:a:1\", \"start-order\": 100}");
    assertThatThrownBy(() -> FeatureSet.read(folder, "top")).isInstanceOf(Problem.class).hasMessageContaining("start-order", "1 to 99");
  }

  @Test
  void saysWhichFileIsMalformed() throws Exception {
    write("top", "{\"id\": ");
    assertThatThrownBy(() -> FeatureSet.read(folder, "top")).isInstanceOf(Problem.class).hasMessageContaining("top.json");
  }

  @Test
  void aNameThatIsAPathIsNoFeature() throws Exception {
    feature("top", "", bundle("g:a:1", 1));
    assertThat(FeatureSet.exists(folder, "top")).isTrue();
    assertThat(FeatureSet.exists(folder, "../top")).isFalse();
    assertThat(FeatureSet.exists(folder, "Top")).isFalse();
  }

  @Test
  void aBundleIsUsedOnlyWithTheRightChecksum() throws Exception {
    Path file = Files.writeString(folder.resolve("a-1.jar"), "content");
    String right = Sha256.of(file);
    assertThat(new BundleFile("g:a:1", "a-1.jar", 1, right).verifiedIn(folder)).isEqualTo(file);
    assertThatThrownBy(() -> new BundleFile("g:a:1", "a-1.jar", 1, "").verifiedIn(folder)).hasMessageContaining("no checksum");
    assertThatThrownBy(() -> new BundleFile("g:b:1", "b-1.jar", 1, right).verifiedIn(folder)).hasMessageContaining("missing");
    Files.writeString(file, "Content");
    assertThatThrownBy(() -> new BundleFile("g:a:1", "a-1.jar", 1, right).verifiedIn(folder)).hasMessageContaining("SHA-256");
  }

  private void feature(String name, String include, String... bundles) throws IOException {
    write(name, "{\"feature-resource-version\": \"1.0\", \"id\": \"g:" + name + ":1\"" + (include.isEmpty() ? "" : "," + includes(include))
        + ", \"bundles\": [" + String.join(",", bundles) + "]}");
  }

  private static String includes(String names) {
    return "\"extensions\": {\"busbar.includes\": {\"type\": \"text\", \"kind\": \"optional\", \"text\": [\"" + names + "\"]}}";
  }

  private static String bundle(String id, int order) {
    return "{\"id\": \"" + id + "\", \"start-order\": " + order + "}";
  }

  private void write(String name, String json) throws IOException {
    Files.writeString(folder.resolve(name + ".json"), json);
  }
}
