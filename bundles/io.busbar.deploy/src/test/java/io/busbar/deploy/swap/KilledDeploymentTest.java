package io.busbar.deploy.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.store.Pointer;
import io.busbar.deploy.trust.Trust;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes killed by SIGKILL at any moment of a deployment: what boots afterwards is whole, and is the set that was committed last or the one that
 * was just being committed. {@code -Dbusbar.deployKills=1000} for the campaign, {@code -Dbusbar.seed=S} for another one.
 */
class KilledDeploymentTest {
  private static final int KILLS = Integer.getInteger("busbar.deployKills", 8);
  private static final long SEED = Long.getLong("busbar.seed", System.nanoTime());
  private static final int MAX_LIFE_MS = 1_200;

  @TempDir Path temporary;
  private final Trust trust = new Trust(null, null, "oak", "");
  private DeployFolder folder;
  private long told;
  private long booted;

  @Test
  void whatBootsIsTheOldOrTheNewAndWhole() throws Exception {
    SplittableRandom dice = new SplittableRandom(SEED);
    folder = new DeployFolder(temporary.resolve("deploy"), "gateway");
    int ahead = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      life(dice.nextInt(MAX_LIFE_MS), bootable());
      String after = bootable();
      long sequence = after.equals(Pointer.IMAGE) ? 0 : folder.read(after, trust).manifest().sequence();
      assertThat(sequence).as("seed %d: what was told as committed stays", SEED).isBetween(told, folder.floor().sequence());
      ahead += sequence > told ? 1 : 0;
      told = sequence;
    }
    assertThat(booted).isEqualTo(KILLS);
    System.out.println(KILLS + " processes killed while they deployed; " + told + " sets committed, " + ahead + " of them in the moment of the kill");
  }

  /** The set that the launcher would boot; it is whole. */
  private String bootable() throws Exception {
    Pointer pointer = folder.pointer();
    if (!pointer.active().equals(Pointer.IMAGE)) {
      folder.checked(pointer.active(), trust);
    }
    return pointer.active();
  }

  private void life(int killAfterMs, String active) throws IOException, InterruptedException {
    List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
        "-Xmx64m", "-cp", System.getProperty("java.class.path"), DeployingProcess.class.getName(), temporary.resolve("features").toString(),
        folder.path().toString(), Long.toString(folder.floor().sequence() + 1), active);
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread killer = new Thread(() -> kill(process, killAfterMs));
    try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        assertThat(line).as("seed %d", SEED).doesNotStartWith("refused");
        if (line.equals("booted")) {
          booted++;
          killer.start();
        } else if (line.matches("committed \\d+ [0-9a-f]{16}")) {
          told = Long.parseLong(line.split(" ")[1]);
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
      killer.interrupt();
    }
  }

  private static void kill(Process process, int afterMs) {
    try {
      Thread.sleep(afterMs);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
