package io.busbar.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.api.bearer.Bearer;
import io.busbar.transport.TestClock;
import io.busbar.transport.ways.Bearers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a pair of pseudo terminals of socat; skipped where that is not installed. */
class SerialBearerTest {
  private static final long WAIT_NS = 60_000_000_000L;
  @TempDir Path folder;
  private final Bearers bearers = new Bearers(TestClock.real());
  private Process socat;

  @BeforeEach
  void pair() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/socat")), "skipped: socat is not installed (apt-get install socat)");
    start();
  }

  private void start() throws Exception {
    socat = new ProcessBuilder("/usr/bin/socat", "pty,raw,echo=0,link=" + folder.resolve("a"), "pty,raw,echo=0,link=" + folder.resolve("b")).start();
    long end = System.nanoTime() + WAIT_NS;
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

  private String address(String end) {
    return "serial://" + folder.resolve(end) + "?baud=115200";
  }

  private static boolean send(Bearer from, int peer, byte[] datagram) throws InterruptedException {
    long end = System.nanoTime() + WAIT_NS;
    while (!from.send(peer, ByteBuffer.wrap(datagram))) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(2);
    }
    return true;
  }

  private static int receive(Bearer bearer, ByteBuffer into) {
    long end = System.nanoTime() + WAIT_NS;
    int peer = bearer.receive(into);
    while (peer < 0 && System.nanoTime() < end) {
      bearer.await(100_000_000L);
      peer = bearer.receive(into);
    }
    return peer;
  }

  @Test
  void carriesDatagramsOfAllSizesBothWaysInOrder() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    try (Bearer central = bearers.listen(address("b"), 296); Bearer gateway = bearers.connect(address("a"), 296)) {
      assertThat(gateway.maxPayloadBytes()).isEqualTo(290);
      assertThat(gateway.overheadBytes()).isEqualTo(6);
      assertThat(gateway.maxRateBitsPerSecond()).isBetween(92_000L, 92_400L);
      ByteBuffer into = ByteBuffer.allocate(512);
      for (int i = 1; i <= 290; i += i < 20 ? 1 : 45) {
        byte[] datagram = new byte[i];
        random.nextBytes(datagram);
        assertThat(send(gateway, 0, datagram)).isTrue();
        int peer = receive(central, into);
        assertThat(peer).isNotNegative();
        assertThat(into.remaining()).isEqualTo(i);
        assertThat(into).isEqualTo(ByteBuffer.wrap(datagram));
        assertThat(send(central, peer, datagram)).isTrue();
        assertThat(receive(gateway, into)).isZero();
        assertThat(into).isEqualTo(ByteBuffer.wrap(datagram));
      }
      assertThat(gateway.ways()).hasSize(1);
      assertThat(gateway.ways().get(0).alive()).isTrue();
      assertThat(gateway.ways().get(0).damaged()).isZero();
    }
  }

  @Test
  void refusesInsteadOfQueueingAndLosesNothingThatItTook() throws Exception {
    String slow = "serial://" + folder.resolve("a") + "?baud=9600";
    try (Bearer central = bearers.listen(address("b"), 128); Bearer gateway = bearers.connect(slow, 128)) {
      int took = 0;
      long began = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        took += gateway.send(0, ByteBuffer.wrap(new byte[100])) ? 1 : 0;
      }
      // 106 bytes take 110 ms, and more are taken the longer the machine needs for the offers.
      long onAir = (System.nanoTime() - began) / 100_000_000L;
      assertThat(took).isBetween(1, 20 + (int) onAir);
      ByteBuffer into = ByteBuffer.allocate(512);
      for (int i = 0; i < took; i++) {
        assertThat(receive(central, into)).isNotNegative();
      }
      assertThat(gateway.ways().get(0).refused()).isEqualTo(200L - took);
    }
  }

  @Test
  void goesOnAfterGarbageOnTheLine() throws Exception {
    try (Bearer central = bearers.listen(address("b"), 128)) {
      try (OutputStream noise = Files.newOutputStream(folder.resolve("a"))) {
        noise.write(new byte[] {1, 2, 3, 0, 55, 66, 0, 0, 77});
        // Not before it has arrived: who opens a port throws away what has not gone through it yet.
        ByteBuffer none = ByteBuffer.allocate(512);
        long end = System.nanoTime() + WAIT_NS;
        while (central.ways().get(0).damaged() == 0 && System.nanoTime() < end) {
          central.await(10_000_000L);
          assertThat(central.receive(none)).isNegative();
        }
      }
      try (Bearer gateway = bearers.connect(address("a"), 128)) {
        ByteBuffer into = ByteBuffer.allocate(512);
        assertThat(send(gateway, 0, new byte[] {9, 0, 9})).isTrue();
        assertThat(receive(central, into)).isNotNegative();
        assertThat(into).isEqualTo(ByteBuffer.wrap(new byte[] {9, 0, 9}));
        assertThat(central.ways().get(0).damaged()).isPositive();
      }
    }
  }

  @Test
  void aPortThatGoesAwayIsOpenedAgainWhenItComesBack() throws Exception {
    try (Bearer central = bearers.listen(address("b"), 128); Bearer gateway = bearers.connect(address("a"), 128)) {
      ByteBuffer into = ByteBuffer.allocate(512);
      assertThat(send(gateway, 0, new byte[] {1})).isTrue();
      assertThat(receive(central, into)).isNotNegative();
      socat.destroyForcibly().waitFor();
      long end = System.nanoTime() + WAIT_NS;
      while (gateway.ways().get(0).alive() && System.nanoTime() < end) {
        gateway.send(0, ByteBuffer.wrap(new byte[] {2}));
        Thread.sleep(20);
      }
      assertThat(gateway.ways().get(0).detail()).isNotEmpty();
      Files.deleteIfExists(folder.resolve("a"));
      Files.deleteIfExists(folder.resolve("b"));
      start();
      boolean again = false;
      while (!again && System.nanoTime() < end) {
        gateway.send(0, ByteBuffer.wrap(new byte[] {3}));
        central.await(50_000_000L);
        again = central.receive(into) >= 0;
      }
      assertThat(again).isTrue();
      assertThat(gateway.ways().get(0).detail()).isEmpty();
    }
  }

  @Test
  void saysWhatToDoWhereItCannotBeOpened() {
    assertThatThrownBy(() -> bearers.connect("serial:///dev/ttyNONE9?baud=9600", 128)).isInstanceOf(IOException.class)
        .hasMessageContaining("there is no /dev/ttyNONE9");
    assertThatThrownBy(() -> bearers.connect(address("a"), 68)).isInstanceOf(IOException.class)
        .hasMessageContaining("an mtu of 68 bytes is not possible; write 69 to 9000");
  }
}
