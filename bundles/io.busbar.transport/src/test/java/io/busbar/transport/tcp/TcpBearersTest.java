package io.busbar.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.bearer.Bearer;
import io.busbar.transport.TestClock;
import io.busbar.transport.ways.Bearers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TcpBearersTest {
  private static final long WAIT_NS = 60_000_000_000L;
  private final Bearers bearers = new Bearers(TestClock.real());

  private static String address(Bearer listening) {
    return "tcp://" + listening.describe().substring("tcp ".length());
  }

  /** Sends, again while it is refused, as a link would; −1 if it never came. */
  private static int cross(Bearer from, int peer, Bearer to, byte[] datagram, ByteBuffer into) {
    long end = System.nanoTime() + WAIT_NS;
    boolean sent = false;
    while (System.nanoTime() < end) {
      sent = sent || from.send(peer, ByteBuffer.wrap(datagram));
      to.await(5_000_000L);
      int got = to.receive(into);
      if (got >= 0) {
        return got;
      }
      from.receive(ByteBuffer.allocate(9_000));
    }
    return -1;
  }

  @Test
  void carriesDatagramsBothWaysAndKnowsConnectionsByNumber() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    try (Bearer central = bearers.listen("tcp://127.0.0.1:0", 1_280); Bearer one = bearers.connect(address(central), 1_280);
        Bearer two = bearers.connect(address(central), 1_280)) {
      assertThat(one.maxPayloadBytes()).isEqualTo(1_280 - one.overheadBytes());
      ByteBuffer into = ByteBuffer.allocate(2_048);
      int peerOfOne = cross(one, 0, central, new byte[] {1}, into);
      int peerOfTwo = cross(two, 0, central, new byte[] {2}, into);
      assertThat(peerOfOne).isPositive().isNotEqualTo(peerOfTwo);
      for (int i = 0; i < 200; i++) {
        byte[] datagram = new byte[1 + random.nextInt(one.maxPayloadBytes())];
        random.nextBytes(datagram);
        assertThat(cross(one, 0, central, datagram, into)).isEqualTo(peerOfOne);
        assertThat(into).isEqualTo(ByteBuffer.wrap(datagram));
        assertThat(cross(central, peerOfTwo, two, datagram, into)).isZero();
        assertThat(into).isEqualTo(ByteBuffer.wrap(datagram));
      }
      assertThat(central.send(9_999, ByteBuffer.wrap(new byte[] {3}))).as("nobody has that number").isFalse();
    }
  }

  @Test
  void dropsInsteadOfQueueingWhereTheFarEndDoesNotRead() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Bearer gateway = bearers.connect("tcp://127.0.0.1:" + deaf.getLocalPort(), 1_280)) {
      int refusedInRow = 0;
      long end = System.nanoTime() + WAIT_NS;
      while (refusedInRow < 1_000 && System.nanoTime() < end) {
        refusedInRow = gateway.send(0, ByteBuffer.wrap(new byte[1_000])) ? 0 : refusedInRow + 1;
        gateway.receive(ByteBuffer.allocate(2_048));
      }
      assertThat(refusedInRow).isEqualTo(1_000);
    }
  }

  @Test
  void connectsAgainWhenCentralComesBack() throws Exception {
    ByteBuffer into = ByteBuffer.allocate(2_048);
    Bearer central = bearers.listen("tcp://127.0.0.1:0", 1_280);
    String at = address(central);
    try (Bearer gateway = bearers.connect(at, 1_280)) {
      assertThat(cross(gateway, 0, central, new byte[] {1}, into)).isPositive();
      central.close();
      long end = System.nanoTime() + WAIT_NS;
      while (gateway.ways().get(0).alive() && System.nanoTime() < end) {
        gateway.send(0, ByteBuffer.wrap(new byte[] {2}));
        gateway.await(10_000_000L);
        gateway.receive(into);
      }
      assertThat(gateway.ways().get(0).detail()).isNotEmpty();
      try (Bearer again = bearers.listen(at, 1_280)) {
        boolean crossed = false;
        while (!crossed && System.nanoTime() < end) {
          gateway.send(0, ByteBuffer.wrap(new byte[] {3}));
          gateway.receive(ByteBuffer.allocate(2_048));
          again.await(10_000_000L);
          crossed = again.receive(into) > 0;
        }
        assertThat(crossed).isTrue();
      }
    }
  }

  @Test
  void whoDoesNotSpeakTheFramesIsDisconnected() throws Exception {
    try (Bearer central = bearers.listen("tcp://127.0.0.1:0", 1_280);
        Socket browser = new Socket("127.0.0.1", Integer.parseInt(address(central).substring(address(central).lastIndexOf(':') + 1)))) {
      browser.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      browser.setSoTimeout(50);
      ByteBuffer into = ByteBuffer.allocate(2_048);
      List<Integer> got = new ArrayList<>();
      long end = System.nanoTime() + WAIT_NS;
      boolean over = false;
      while (!over && System.nanoTime() < end) {
        central.await(5_000_000L);
        int peer = central.receive(into);
        if (peer >= 0) {
          got.add(peer);
        }
        try {
          over = browser.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException expected) {
          over = false;
        } catch (IOException e) {
          over = true;
        }
      }
      assertThat(over).isTrue();
      assertThat(got).isEmpty();
    }
  }

  @Test
  void saysWhatToDoWhereItCannotListen() throws Exception {
    try (Bearer first = bearers.listen("tcp://127.0.0.1:0", 1_280)) {
      String at = address(first);
      assertThatThrownBy(() -> bearers.listen(at, 1_280)).isInstanceOf(IOException.class)
          .hasMessageContaining("is in use by another process (\"ss -tlnp\" shows which)");
    }
  }
}
