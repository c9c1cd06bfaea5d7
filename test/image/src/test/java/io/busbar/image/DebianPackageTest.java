package io.busbar.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, as far as it can be judged without installing it. */
class DebianPackageTest {

  @TempDir
  Path folder;

  @BeforeEach
  void needsDpkg() {
    assumeTrue(Image.has("dpkg-deb"), "dpkg-deb is not installed; the package is not judged");
  }

  @Test
  void dpkgAcceptsItAndFindsWhatBelongsWhere() throws Exception {
    Image.Ended info = Image.run(folder, Map.of(), "dpkg-deb", "--info", Image.DEB.toString());
    assertThat(info.code()).as(info.err()).isZero();
    assertThat(info.out()).contains("Package: busbar", "Version: " + Image.VERSION, "java17-runtime-headless", "postinst", "prerm");
    String content = Image.run(folder, Map.of(), "dpkg-deb", "--contents", Image.DEB.toString()).out();
    assertThat(content).contains("./usr/bin/busbar -> /usr/lib/busbar/bin/busbar", "./lib/systemd/system/busbar-gateway.service",
        "./lib/systemd/system/busbar-central.service", "./usr/share/doc/busbar/copyright");
    assertThat(content.lines().filter(line -> line.endsWith("./usr/lib/busbar/bin/busbar"))).singleElement().asString()
        .startsWith("-rwxr-xr-x");
  }

  @Test
  void runsWhereItWasUnpacked() throws Exception {
    Path root = folder.resolve("root");
    assertThat(Image.run(folder, Map.of(), "dpkg-deb", "--extract", Image.DEB.toString(), root.toString()).code()).isZero();
    Image.Ended version = Image.run(folder, Map.of(), root.resolve("usr/lib/busbar/bin/busbar").toString(), "--version");
    assertThat(version.out()).as(version.err()).startsWith("busbar " + Image.VERSION);
  }

  @Test
  void maintainerScriptsAreValidShell() throws Exception {
    Path control = folder.resolve("control");
    assertThat(Image.run(folder, Map.of(), "dpkg-deb", "--control", Image.DEB.toString(), control.toString()).code()).isZero();
    for (String script : new String[] {"postinst", "prerm", "postrm"}) {
      assertThat(Files.isExecutable(control.resolve(script))).isTrue();
      assertThat(Image.run(folder, Map.of(), "sh", "-n", control.resolve(script).toString()).code()).isZero();
    }
  }

  @Test
  void theUnitsAreFlashFriendlyAndUnprivileged() throws Exception {
    Path root = folder.resolve("root");
    assertThat(Image.run(folder, Map.of(), "dpkg-deb", "--extract", Image.DEB.toString(), root.toString()).code()).isZero();
    for (String unit : new String[] {"busbar-gateway.service", "busbar-central.service"}) {
      Path file = root.resolve("lib/systemd/system").resolve(unit);
      assertThat(Files.readString(file)).contains("User=busbar", "LogRateLimitBurst=", "StandardOutput=journal", "NoNewPrivileges=yes",
          "StateDirectory=busbar");
    }
  }
}
