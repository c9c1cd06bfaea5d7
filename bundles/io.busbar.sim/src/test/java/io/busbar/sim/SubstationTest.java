package io.busbar.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.sim.codec.Framing;
import io.busbar.sim.codec.RtuFraming;
import io.busbar.sim.fault.CommFault;
import io.busbar.sim.log.LogRecord;
import io.busbar.sim.log.Outcome;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SubstationTest {
  private static final List<DeviceSpec> DEVICES = List.of(
      new DeviceSpec("FDR-07", DeviceSpec.Kind.FEEDER, 7),
      new DeviceSpec("TR-1", DeviceSpec.Kind.TRANSFORMER, 1),
      new DeviceSpec("PV-3", DeviceSpec.Kind.INVERTER, 3));
  private final ManualClock clock = new ManualClock();
  private final List<LogRecord> log = Collections.synchronizedList(new ArrayList<>());
  private final Substation substation = new Substation(SubstationSettings.calm(1), clock, log::add);

  @TempDir
  Path folder;

  @AfterEach
  void close() {
    substation.close();
  }

  private static byte[] hex(String text) {
    return HexFormat.ofDelimiter(" ").parseHex(text);
  }

  private static byte[] ask(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(hex(request));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] head = in.readNBytes(6);
    byte[] body = in.readNBytes(head[4] << 8 | head[5] & 0xFF);
    assertThat(head[0]).as("transaction").isEqualTo(hex(request)[0]);
    return body;
  }

  private Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    return socket;
  }

  private List<LogRecord.Reply> replies() {
    synchronized (log) {
      return log.stream().filter(LogRecord.Reply.class::isInstance).map(LogRecord.Reply.class::cast).toList();
    }
  }

  private void awaitReplies(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (replies().size() < count && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(replies()).hasSizeGreaterThanOrEqualTo(count);
  }

  @Test
  void severalUnitsAnswerOnOnePortAndEachReplyIsLogged() throws Exception {
    int port = substation.tcp(0, false, DEVICES);
    try (Socket socket = connect(port)) {
      assertThat(ask(socket, "00 01 00 00 00 06 07 03 00 64 00 0F")).hasSize(3 + 30).startsWith(7, 3, 30);
      assertThat(ask(socket, "00 02 00 00 00 06 01 04 00 00 00 0B")).hasSize(3 + 22);
      assertThat(ask(socket, "00 03 00 00 00 06 03 03 03 E7 00 01")).isEqualTo(hex("03 83 02"));
    }
    awaitReplies(3);
    assertThat(replies()).extracting(LogRecord.Reply::device).containsExactly(0, 1, 2);
    assertThat(replies().get(0).data()).hasSize(30);
    assertThat(replies().get(2).exception()).isEqualTo(2);
    assertThat(log.get(0)).isEqualTo(new LogRecord.DeviceEntry(0, "FDR-07", "feeder", 7));
  }

  @Test
  void anUnpluggedDeviceIsSilentAndTheOthersAnswer() throws Exception {
    int port = substation.tcp(0, false, DEVICES);
    substation.order("TR-1", CommFault.SILENT);
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(hex("00 02 00 00 00 06 01 04 00 00 00 0B"));
      assertThat(ask(socket, "00 01 00 00 00 06 07 03 00 64 00 0F")).hasSize(33);
      substation.order("TR-1", CommFault.NONE);
      assertThat(ask(socket, "00 03 00 00 00 06 01 04 00 00 00 0B")).hasSize(25);
    }
  }

  @Test
  void exceptionsLateAndGarbledRepliesHappenOnOrder() throws Exception {
    int port = substation.tcp(0, false, DEVICES);
    try (Socket socket = connect(port)) {
      substation.order("FDR-07", CommFault.exception(6));
      assertThat(ask(socket, "00 01 00 00 00 06 07 03 00 64 00 0F")).isEqualTo(hex("07 83 06"));
      substation.order("FDR-07", CommFault.late(50));
      assertThat(ask(socket, "00 02 00 00 00 06 07 03 00 64 00 0F")).hasSize(33);
      awaitReplies(2);
      substation.order("FDR-07", CommFault.GARBLED);
      socket.getOutputStream().write(hex("00 03 00 00 00 06 07 03 00 64 00 0F"));
      assertThat(socket.getInputStream().readNBytes(39)).startsWith(0x80, 0x03);
    }
    awaitReplies(3);
    assertThat(replies()).extracting(LogRecord.Reply::outcome).containsExactly(Outcome.SERVED, Outcome.LATE, Outcome.GARBLED);
  }

  @Test
  void nothingIsAnsweredWhileServingIsOff() throws Exception {
    int port = substation.tcp(0, false, DEVICES);
    substation.serving(false);
    try (Socket socket = connect(port)) {
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> ask(socket, "00 01 00 00 00 06 07 03 00 64 00 0F")).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(replies()).isEmpty();
  }

  @Test
  void rtuFramesTravelInsideTcp() throws Exception {
    int port = substation.tcp(0, true, DEVICES);
    RtuFraming framing = new RtuFraming();
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(framing.wrap(new Framing.Scan(0, 7, 0, 0, 0), hex("03 00 64 00 0F")));
      assertThat(socket.getInputStream().readNBytes(35)).startsWith(7, 3, 30);
    }
  }

  @Test
  void eventsHappenWhetherOrNotSomebodyReads() throws Exception {
    substation.tcp(0, false, DEVICES);
    substation.start();
    substation.lineFault("FDR-07", false);
    clock.moveMs(10_000);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (substation.eventsWaiting() < 10 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(substation.eventsWaiting()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void rtuAnswersOnAPtyPair() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/socat")), "socat is not installed");
    Path deviceEnd = folder.resolve("device");
    Path gatewayEnd = folder.resolve("gateway");
    Process socat = new ProcessBuilder("/usr/bin/socat", "pty,raw,echo=0,link=" + deviceEnd, "pty,raw,echo=0,link=" + gatewayEnd).start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!(Files.exists(deviceEnd) && Files.exists(gatewayEnd)) && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      substation.serial(deviceEnd, DEVICES);
      try (RandomAccessFile line = new RandomAccessFile(gatewayEnd.toFile(), "rw")) {
        line.write(new RtuFraming().wrap(new Framing.Scan(0, 1, 0, 0, 0), hex("04 00 00 00 0B")));
        byte[] reply = new byte[27];
        line.readFully(reply);
        assertThat(reply).startsWith(1, 4, 22);
      }
    } finally {
      socat.destroy();
    }
    awaitReplies(1);
  }
}
