package io.busbar.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.line.LineSpec;
import io.busbar.transport.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class TcpLineTest {
  private static LineSpec.Tcp spec(int port) {
    return new LineSpec.Tcp("127.0.0.1", port, 10_000);
  }

  @Test
  void sendsReceivesAndSeesTheEnd() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TcpLine line = TcpLine.open(spec(server.getLocalPort()), TestClock.real());
        Socket peer = server.accept()) {
      line.write(new byte[] {1, 2, 3}, 1, 2);
      assertThat(peer.getInputStream().readNBytes(2)).containsExactly(2, 3);

      byte[] into = new byte[8];
      assertThat(line.read(into, 0, 8, 1)).as("nothing came").isZero();
      peer.getOutputStream().write(9);
      assertThat(line.read(into, 2, 6, 60_000)).isEqualTo(1);
      assertThat(into[2]).isEqualTo((byte) 9);
      assertThat(line.awaitSilence(1, 1)).isTrue();

      peer.close();
      assertThat(line.read(into, 0, 8, 60_000)).isEqualTo(-1);
    }
  }

  @Test
  void tellsThatNothingListensOnThePort() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertThatThrownBy(() -> TcpLine.open(spec(port), TestClock.real())).isInstanceOf(IOException.class)
        .hasMessage("tcp 127.0.0.1:" + port + " refuses the connection. 127.0.0.1 is there, but nothing listens on port " + port
            + ": check the port, and that the service is switched on and has a connection free.");
  }

  @Test
  void tellsSilenceFromNoRoute() {
    LineSpec.Tcp spec = new LineSpec.Tcp("10.1.0.7", 502, 1_000);
    assertThat(TcpFailures.explain(spec, new SocketTimeoutException("Connect timed out")))
        .isEqualTo("tcp 10.1.0.7:502 does not answer within 1000 ms. Check that the device has power, its address 10.1.0.7, the cable, "
            + "and firewalls between.");
    assertThat(TcpFailures.explain(spec, new NoRouteToHostException("No route to host"))).contains("no way to 10.1.0.7");
  }
}
