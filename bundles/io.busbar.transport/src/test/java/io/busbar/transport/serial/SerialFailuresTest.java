package io.busbar.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.line.LineSpec;
import io.busbar.transport.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialFailuresTest {
  @TempDir Path folder;

  @Test
  void namesTheProcessThatHasThePort() throws IOException {
    Path process = Files.createDirectories(folder.resolve("812/fd")).getParent();
    Files.writeString(process.resolve("comm"), "ser2net\n");
    Path device = Files.createFile(folder.resolve("ttyS1")).toRealPath();
    Files.createSymbolicLink(process.resolve("fd/5"), device);
    SerialPorts ports = new SerialPorts(new ProcHolders(folder), TestClock.real());

    String holder = new ProcHolders(folder).byTarget(folder.toRealPath().toString()).get(device.toString());

    assertThat(holder).isEqualTo("process 812 (ser2net)");
    assertThat(SerialFailures.busy("/dev/ttyS1", holder)).isEqualTo("/dev/ttyS1 is in use by process 812 (ser2net).");
    Assertions.assertThatThrownBy(() -> ports.open(new LineSpec.Serial(folder + "/ttyS9", 9600, 8, 'N', 1, false)))
        .isInstanceOf(IOException.class).hasMessageStartingWith("there is no " + folder + "/ttyS9. This machine has ");
  }

  @Test
  void namesTheGroupThatMayOpenThePort() throws IOException {
    Path device = Files.createFile(folder.resolve("ttyS1"));
    Files.setPosixFilePermissions(device, java.util.Set.of());
    String text = SerialFailures.forbidden(device);
    if (!text.isEmpty()) { // the superuser may open anything
      assertThat(text).contains("It belongs to group").contains("usermod -aG");
    }
    assertThat(SerialFailures.missing("/dev/ttyS9", List.of("/dev/ttyS0", "/dev/ttyUSB0")))
        .isEqualTo("there is no /dev/ttyS9. This machine has /dev/ttyS0, /dev/ttyUSB0.");
  }
}
