package io.busbar.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.api.line.LineSpec;
import io.busbar.transport.TestClock;
import io.busbar.transport.line.OpenLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a pair of pseudo terminals of socat; skipped where that is not installed. */
class SerialLineTest {
  @TempDir Path folder;
  private final SerialPorts ports = new SerialPorts(new ProcHolders(Path.of("/proc")), TestClock.real());
  private Process socat;

  @BeforeEach
  void pair() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/socat")), "skipped: socat is not installed (apt-get install socat)");
    socat = new ProcessBuilder("/usr/bin/socat", "pty,raw,echo=0,link=" + folder.resolve("a"), "pty,raw,echo=0,link=" + folder.resolve("b")).start();
    long end = System.nanoTime() + 60_000_000_000L;
    while (!(Files.exists(folder.resolve("a")) && Files.exists(folder.resolve("b"))) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  @AfterEach
  void end() throws Exception {
    if (socat != null) {
      socat.destroyForcibly().waitFor();
    }
  }

  private LineSpec.Serial spec(String end) {
    return new LineSpec.Serial(folder.resolve(end).toString(), 9600, 8, 'E', 1, false);
  }

  @Test
  void carriesEveryByteBothWaysAndCanBeOpenedAgain() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    for (int again = 0; again < 3; again++) {
      try (OpenLine a = ports.open(spec("a")); OpenLine b = ports.open(spec("b"))) {
        assertThat(a.isSerial()).isTrue();
        assertThat(a.describe()).isEqualTo(folder.resolve("a") + " 9600-8E1");
        assertThat(a.characterTimeNs()).isEqualTo(1_145_833L);
        assertThat(a.read(new byte[1], 0, 1, 5)).as("nothing has come").isZero();
        a.write(all, 0, all.length);
        byte[] into = new byte[300];
        int count = 0;
        while (count < all.length) {
          int more = b.read(into, count, into.length - count, 30_000);
          assertThat(more).isPositive();
          count += more;
        }
        assertThat(java.util.Arrays.copyOf(into, count)).isEqualTo(all);
        b.write(all, 5, 2);
        assertThat(a.read(into, 10, 1, 30_000)).isEqualTo(1);
        assertThat(into[10]).isEqualTo((byte) 5);
        assertThat(a.awaitSilence(20, 5_000)).isTrue();
        assertThat(a.discardInput()).isZero();
      }
    }
  }

  @Test
  void aPortThatGoesAwayIsAnErrorAndNotSilence() throws Exception {
    try (OpenLine a = ports.open(spec("a"))) {
      socat.destroyForcibly().waitFor();
      assertThatThrownBy(() -> {
        for (int i = 0; i < 100; i++) {
          a.write(new byte[] {1}, 0, 1);
          a.read(new byte[10], 0, 10, 50);
        }
      }).isInstanceOf(IOException.class).hasMessageContaining("Was an adapter unplugged?");
    }
  }

  @Test
  void closingEndsTheUseFromAnotherThread() throws Exception {
    OpenLine a = ports.open(spec("a"));
    Thread closer = new Thread(a::close);
    closer.start();
    closer.join();
    assertThatThrownBy(() -> a.read(new byte[10], 0, 10, 60_000)).isInstanceOf(IOException.class).hasMessageEndingWith("was closed.");
  }
}
