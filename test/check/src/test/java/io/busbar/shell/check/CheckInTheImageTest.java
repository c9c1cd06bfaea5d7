package io.busbar.shell.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is shipped: launcher, feature, bundles. */
class CheckInTheImageTest {
  private static final long LIMIT_S = 180;

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  private Ended check() throws Exception {
    Path command = Path.of(System.getProperty("busbar.image"), "bin", "busbar");
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process = new ProcessBuilder(command.toString(), "check", folder.resolve("site").toString())
        .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("busbar check ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
  }

  private void site(String text) throws Exception {
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/site.yaml"), text);
  }

  @Test
  void findsMistakesOfLoaderDriverAndFilterAtOnce() throws Exception {
    site("""
        site: shed
        channels:
          net: {type: modbus-tcp, host: 10.1.0.7, timout: 1s}
        devices:
          inverter: {channel: net, unit: 1, points: {power: {read: inputt 4 int32, flow: "dbAsb(20)", evry: 1s},
            state: {read: input 4, flow: "dbAsb(2)"}}}
        """);
    Ended ended = check();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out().lines().map(line -> line.split(" ", 2)[0])).startsWith("site.yaml:3:51", "site.yaml:5:95");
    assertThat(ended.out()).contains("Did you mean \"timeout\"?", "Did you mean \"every\"?", "Did you mean \"dbAbs\"?");
  }

  @Test
  void estimatesAGoodSite() throws Exception {
    site("""
        site: shed
        channels: {net: {type: modbus-tcp, host: 10.1.0.7}}
        devices: {inverter: {channel: net, unit: 1, points: {power: {read: input 4 int32, unit: W, report: dbAbs(20)}}}}
        """);
    Ended ended = check();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out()).startsWith("No mistakes. shed: 1 channel, 1 template, 1 device, 1 point.").contains("net          1 device, busy ");
  }
}
