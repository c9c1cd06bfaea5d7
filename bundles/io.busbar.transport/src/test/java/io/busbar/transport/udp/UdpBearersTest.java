package io.busbar.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory;
import io.busbar.transport.TestClock;
import io.busbar.transport.ways.Bearers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class UdpBearersTest {
  private static final long WAIT_NS = 20_000_000_000L;
  private final BearerFactory bearers = new Bearers(TestClock.real());

  private static String address(Bearer listening) {
    return listening.describe().substring("udp ".length());
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
  void carriesDatagramsBothWaysAndKnowsPeersByNumber() throws IOException {
    try (Bearer central = bearers.listen("127.0.0.1:0", 296); Bearer gateway = bearers.connect(address(central), 296)) {
      ByteBuffer buffer = ByteBuffer.allocate(512);
      assertThat(gateway.maxPayloadBytes()).isEqualTo(268);
      assertThat(gateway.receive(buffer)).isEqualTo(-1);

      assertThat(gateway.send(Bearer.DEFAULT_PEER, ByteBuffer.wrap(new byte[] {1, 2}))).isTrue();
      int peer = receive(central, buffer);
      assertThat(peer).isPositive();
      assertThat(buffer.remaining()).isEqualTo(2);

      assertThat(central.send(peer, ByteBuffer.wrap(new byte[] {3}))).isTrue();
      assertThat(receive(gateway, buffer)).isEqualTo(Bearer.DEFAULT_PEER);
      assertThat(buffer.get()).isEqualTo((byte) 3);
      assertThat(central.send(99, ByteBuffer.wrap(new byte[] {3}))).as("nobody has that number").isFalse();
    }
  }

  @Test
  void wakesFromAWait() throws Exception {
    try (Bearer bearer = bearers.listen("127.0.0.1:0", 296)) {
      Thread waiter = new Thread(() -> bearer.await(600_000_000_000L));
      waiter.start();
      bearer.wakeUp();
      waiter.join(60_000);
      assertThat(waiter.isAlive()).isFalse();
    }
  }

  @Test
  void aFarEndThatDoesNotListenIsALostDatagram() throws IOException {
    String nobody;
    try (Bearer gone = bearers.listen("127.0.0.1:0", 296)) {
      nobody = address(gone);
    }
    try (Bearer bearer = bearers.connect(nobody, 296)) {
      ByteBuffer into = ByteBuffer.allocate(300);
      for (int i = 0; i < 5; i++) {
        bearer.send(Bearer.DEFAULT_PEER, ByteBuffer.wrap(new byte[] {1}));
        bearer.await(1_000_000L);
        assertThat(bearer.receive(into)).isEqualTo(-1);
      }
    }
  }

  @Test
  void saysWhatToDoWhereItCannotBind() throws IOException {
    try (Bearer first = bearers.listen("127.0.0.1:0", 296)) {
      String at = address(first);
      assertThatThrownBy(() -> bearers.listen(at, 296)).isInstanceOf(IOException.class)
          .hasMessage("udp " + at + " is in use by another process (\"ss -ulnp\" shows which). Stop that one or choose another port.");
    }
    assertThatThrownBy(() -> bearers.listen("192.0.2.1:20500", 296)).isInstanceOf(IOException.class)
        .hasMessageContaining("does not have the address 192.0.2.1. It has ").hasMessageContaining("127.0.0.1");
    assertThatThrownBy(() -> bearers.connect("10.9.0.5", 296)).isInstanceOf(IOException.class).hasMessageContaining("host:port");
  }

  @Test
  void takesTheMtusThatTheLinkCanUse() throws IOException {
    bearers.connect("127.0.0.1:20500", 92).close();
    bearers.connect("127.0.0.1:20500", 9_000).close();
    for (int mtu : new int[] {20, 91, 9_001}) {
      assertThatThrownBy(() -> bearers.connect("127.0.0.1:20500", mtu)).isInstanceOf(IOException.class)
          .hasMessageContaining("an mtu of " + mtu + " bytes is not possible; write 92 to 9000");
    }
    assertThatThrownBy(() -> bearers.connect("[::1]:20500", 92)).isInstanceOf(IOException.class)
        .hasMessageContaining("write 112 to 9000");
  }

  @Test
  void thePeerThatWasSilentLongestGivesWay() {
    PeerTable table = new PeerTable(2);
    int a = table.number(new InetSocketAddress("127.0.0.1", 1));
    int b = table.number(new InetSocketAddress("127.0.0.1", 2));
    assertThat(table.number(new InetSocketAddress("127.0.0.1", 1))).isEqualTo(a);

    int c = table.number(new InetSocketAddress("127.0.0.1", 3));

    assertThat(table.address(b)).isNull();
    assertThat(table.address(a)).isNotNull();
    assertThat(table.address(c)).isNotNull();
    assertThat(table.evictions()).isEqualTo(1);
  }
}
