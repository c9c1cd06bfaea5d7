package io.busbar.deploy.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.deploy.Deployments;
import io.busbar.api.time.ClockState;
import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.store.FeatureSetOnDisk;
import io.busbar.deploy.store.Pointer;
import io.busbar.deploy.store.TrialNote;
import io.busbar.deploy.trust.Trust;
import io.busbar.testkit.driver.MachineClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From stage to commit, and back by itself, with a framework and a plant that a test plays. */
class DeploymentTest {
  private static final long WINDOW_MS = 1_000;
  private static final long LIMIT_S = 120;

  @TempDir Path temporary;
  private final MachineClock clock = new MachineClock(ClockState.SYNCHRONISED);
  private final FakeGround ground = new FakeGround();
  private final List<Deployer> deployers = new ArrayList<>();
  private Features features;
  private DeployFolder folder;
  private Path api;
  private Path driver;
  private Path filter;
  private Deployer deployer;

  @BeforeEach
  void begin() throws IOException {
    features = new Features(temporary.resolve("features"));
    folder = new DeployFolder(temporary.resolve("deploy"), "gateway");
    api = features.bundle("io.busbar.api", "1.0", "Export-Package", "io.busbar.api;version=\"1.0\"");
    driver = features.bundle("driver", "1.0", "Import-Package", "io.busbar.api,org.osgi.framework");
    filter = features.bundle("filter", "1.0");
    ground.parts.addAll(List.of(Features.part(1, api, 10), Features.part(2, driver, 40), Features.part(3, filter, 40)));
    deployer = boot(Pointer.IMAGE);
  }

  @AfterEach
  void end() {
    deployers.forEach(Deployer::close);
  }

  /** A framework starts with that set. */
  private Deployer boot(String running, String... notes) throws IOException {
    Deployer fresh = new Deployer(folder, new Trust(null, null, "oak", ""), ground, new AnyFile(), clock, new Deployer.Boot(running, List.of(notes)));
    deployers.add(fresh);
    return fresh;
  }

  private Ground.Device device(String name, boolean well) {
    return new Ground.Device(name, well, well ? clock.wallNs() : 0, well ? "" : "no answer");
  }

  private String stage(long sequence, Path... bundles) throws IOException {
    Deployments.Answer answer = deployer.stage(features.feature(sequence, bundles).toString(), "ann");
    assertThat(answer.done()).as("" + answer.lines()).isTrue();
    return DeployFolder.idOf(manifest(sequence));
  }

  private byte[] manifest(long sequence) throws IOException {
    try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(temporary.resolve("features/gateway-" + sequence + ".busbar").toFile())) {
      return zip.getInputStream(zip.getEntry("manifest")).readAllBytes();
    }
  }

  /** Applies what is staged and waits for the end; the last line of the history. */
  private String apply() throws Exception {
    Deployments.Answer answer = deployer.apply(WINDOW_MS, "ann");
    assertThat(answer.done()).as("" + answer.lines()).isTrue();
    return ended(deployer);
  }

  private static String ended(Deployer of) throws Exception {
    long limit = System.nanoTime() + LIMIT_S * 1_000_000_000L;
    while (!of.status().step().isEmpty()) {
      assertThat(System.nanoTime()).as(of.status().step()).isLessThan(limit);
      Thread.sleep(10);
    }
    List<String> history = of.history(1);
    return history.isEmpty() ? "" : history.get(0);
  }

  @Test
  void aSetThatDeliversIsKept() throws Exception {
    ground.plant = () -> List.of(device("FDR-1", true), device("FDR-2", true));
    Path better = features.bundle("driver", "1.1", "Import-Package", "io.busbar.api");
    String id = stage(1, api, better, filter);
    assertThat(deployer.preview().changes()).containsExactly("driver 1.0 becomes 1.1");
    assertThat(deployer.preview().pauses()).containsExactly("channel of driver");
    assertThat(deployer.preview().restart()).isFalse();
    assertThat(apply()).contains("committed " + id + "; 2 devices answered again");
    assertThat(ground.running()).containsExactly("driver 1.1", "filter 1.0", "io.busbar.api 1.0");
    assertThat(folder.pointer()).isEqualTo(new Pointer(id, Pointer.IMAGE));
    assertThat(folder.trial()).isEmpty();
    assertThat(folder.floor().sequence()).isEqualTo(1);
    assertThat(ground.asked).containsExactly("allow " + id, "settle");
  }

  /** The bundle starts, and its devices do not answer. */
  @Test
  void aSetThatDoesNotDeliverGoesBackByItself() throws Exception {
    ground.plant = () -> List.of(device("FDR-1", ground.running().contains("driver 1.0")), device("FDR-2", true));
    String id = stage(1, api, features.bundle("driver", "1.1"), filter);
    assertThat(apply()).contains("taken back " + id + ": 1 of 2 devices that were well did not answer within 1 s: FDR-1 (no answer)");
    assertThat(ground.running()).containsExactly("driver 1.0", "filter 1.0", "io.busbar.api 1.0");
    assertThat(folder.pointer()).isEqualTo(Pointer.FIRST);
    assertThat(folder.trial()).isEmpty();
    assertThat(folder.floor().sequence()).as("a better one with the same number may come").isZero();
    ground.plant = () -> List.of(device("FDR-1", true), device("FDR-2", true));
    assertThat(apply()).as("it can be tried again").contains("committed " + id);
  }

  @Test
  void aDeviceThatWasIllBeforeIsNoReasonToGoBack() throws Exception {
    ground.plant = () -> List.of(device("FDR-1", true), device("DEAD", false));
    String id = stage(1, api, features.bundle("driver", "1.1"), filter);
    assertThat(apply()).contains("committed " + id + "; 1 devices");
  }

  @Test
  void aDeviceThatIsGoneAfterwardsIsOne() throws Exception {
    ground.plant = () -> ground.running().contains("driver 1.0") ? List.of(device("FDR-1", true)) : List.of();
    String id = stage(1, api, features.bundle("driver", "1.1"), filter);
    assertThat(apply()).contains("taken back " + id).contains("FDR-1 (not there)");
  }

  @Test
  void aBundleThatDoesNotStartTakesThoseBackThatDid() throws Exception {
    ground.failing.put("filter 1.1", "its activator fails: boom");
    String id = stage(1, api, features.bundle("driver", "1.1"), features.bundle("filter", "1.1"));
    assertThat(apply()).contains("taken back " + id + ": filter 1.0 becomes 1.1: its activator fails: boom");
    assertThat(ground.running()).containsExactly("driver 1.0", "filter 1.0", "io.busbar.api 1.0");
    assertThat(ground.swapped).containsExactly("driver 1.0 > driver 1.1", "filter 1.0 > filter 1.1 no", "driver 1.1 > driver 1.0");
  }

  @Test
  void whatIsMissingIsToldBeforeAnythingIsTouched() throws Exception {
    Path needy = features.bundle("driver", "2.0", "Import-Package", "io.busbar.api;version=\"[2,3)\",org.missing;version=\"1.2\"",
        "Require-Capability", "osgi.service;filter:=\"(objectClass=org.missing.Service)\";effective:=active");
    stage(1, api, needy, filter);
    Deployments.Preview preview = deployer.preview();
    assertThat(preview.possible()).isFalse();
    assertThat(preview.problems()).hasSize(3).anySatisfy(it -> assertThat(it).isEqualTo(
            "driver 2.0 needs the package org.missing in version 1.2.0, which no bundle of the set has. Add one that has it."))
        .anySatisfy(it -> assertThat(it).isEqualTo(
            "driver 2.0 needs the package io.busbar.api in version [2.0.0,3.0.0); the set has [1.0.0]. Take builds that fit together."))
        .anySatisfy(it -> assertThat(it).isEqualTo(
            "driver 2.0 needs the service org.missing.Service, which no bundle of the set offers. Add one that does."));
    assertThat(deployer.apply(WINDOW_MS, "ann").done()).isFalse();
    assertThat(ground.swapped).isEmpty();
  }

  @Test
  void aRollbackBringsTheSetBefore() throws Exception {
    String first = stage(1, api, features.bundle("driver", "1.1"), filter);
    assertThat(apply()).contains("committed " + first);
    String second = stage(2, api, features.bundle("driver", "1.2"), filter);
    assertThat(apply()).contains("committed " + second);
    assertThat(folder.pointer()).isEqualTo(new Pointer(second, first));
    assertThat(deployer.rollback(WINDOW_MS, "bob").done()).isTrue();
    assertThat(ended(deployer)).contains("committed " + first);
    assertThat(ground.running()).contains("driver 1.1");
    assertThat(folder.pointer()).isEqualTo(new Pointer(first, second));
    assertThat(deployer.history(20)).anySatisfy(line -> assertThat(line).contains("rolled back by bob"));
    assertThat(deployer.stage(temporary.resolve("features/gateway-2.busbar").toString(), "eve").lines().toString())
        .as("an older or the same one is not installed again from outside").contains("sequence");
  }

  @Test
  void theCoreIsExchangedByARestartThatTheDevicesJudge() throws Exception {
    ground.plant = () -> List.of(device("FDR-1", true));
    Path core = features.bundle("io.busbar.api", "1.1", "Export-Package", "io.busbar.api;version=\"1.1\"");
    String id = stage(1, core, driver, filter);
    assertThat(deployer.preview().restart()).isTrue();
    assertThat(deployer.preview().pauses().get(0)).contains("everything pauses").contains("io.busbar.api belongs to the core");
    apply();
    assertThat(ground.asked).contains("restart " + id);
    assertThat(folder.trial()).isPresent();
    assertThat(folder.pointer()).as("until the devices have said so").isEqualTo(Pointer.FIRST);

    Deployer after = boot(id);
    assertThat(ended(after)).contains("committed " + id + "; 1 devices answered again");
    assertThat(folder.pointer()).isEqualTo(new Pointer(id, Pointer.IMAGE));
  }

  @Test
  void aRestartedSetThatDoesNotDeliverIsRestartedBack() throws Exception {
    ground.plant = () -> List.of(device("FDR-1", true));
    String id = stage(1, features.bundle("io.busbar.api", "1.1"), features.bundle("driver", "1.1"), filter);
    apply();
    ground.plant = () -> List.of(device("FDR-1", false));
    Deployer after = boot(id);
    assertThat(ended(after)).contains("taken back " + id + ": 1 of 1 devices");
    assertThat(ground.asked).endsWith("restart image");
    assertThat(folder.pointer()).isEqualTo(Pointer.FIRST);
    assertThat(folder.trial()).isEmpty();
  }

  @Test
  void aPowerCutDuringATrialBootsTheOldAndSaysSo() throws Exception {
    String id = stage(1, api, features.bundle("driver", "1.1"), filter);
    folder.beginTrial(new TrialNote(id, clock.wallNs(), WINDOW_MS, 0, List.of("FDR-1")));
    Deployer after = boot(Pointer.IMAGE);
    assertThat(after.history(1).get(0)).contains("taken back " + id + ": the process ended during the trial (power cut?); image runs");
    assertThat(folder.trial()).isEmpty();
    deployer = after;
    assertThat(after.status().staged()).as("it still waits").contains("sequence 1");
    assertThat(apply()).contains("committed " + id);
  }

  @Test
  void aSetWhoseFilesAreDamagedIsNotGoneBackTo() throws Exception {
    String first = stage(1, api, features.bundle("driver", "1.1"), filter);
    apply();
    String second = stage(2, api, features.bundle("driver", "1.2"), filter);
    apply();
    FeatureSetOnDisk set = folder.checked(first, new Trust(null, null, "oak", ""));
    Files.writeString(set.file(set.manifest().bundles().get(1)), "not a jar");
    assertThat(deployer.rollback(WINDOW_MS, "bob").done()).isTrue();
    ended(deployer);
    assertThat(deployer.status().last()).contains("is damaged");
    assertThat(folder.pointer()).isEqualTo(new Pointer(second, first));
    assertThat(ground.running()).contains("driver 1.2");
  }

  @Test
  void oneDeploymentAtATime() throws Exception {
    ground.plant = () -> List.of(device("FDR-1", ground.running().contains("driver 1.0")));
    stage(1, api, features.bundle("driver", "1.1"), filter);
    assertThat(deployer.apply(WINDOW_MS, "ann").done()).isTrue();
    assertThat(deployer.apply(WINDOW_MS, "bob").lines().toString()).contains("a deployment is under way");
    assertThat(deployer.stage(temporary.resolve("features/gateway-1.busbar").toString(), "bob").lines().toString()).contains("under way");
    ended(deployer);
  }
}
