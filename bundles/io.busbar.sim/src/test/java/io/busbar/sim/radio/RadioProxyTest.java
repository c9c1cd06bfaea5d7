package io.busbar.sim.radio;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RadioProxyTest {
  private static final BusClock CLOCK = new BusClock() {
    @Override
    public long wallNs() {
      return System.currentTimeMillis() * 1_000_000L;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }
  };

  @Test
  @Timeout(60)
  void datagramsPassBothWays() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket central = new DatagramSocket(0, loopback);
       DatagramSocket gateway = new DatagramSocket(0, loopback);
       RadioProxy proxy = new RadioProxy(0, central.getLocalPort(), RadioSettings.of(1_000_000, 20, 0), new SplittableRandom(1), CLOCK)) {
      gateway.send(new DatagramPacket(new byte[] {1, 2}, 2, loopback, proxy.gatewayPort()));
      DatagramPacket got = new DatagramPacket(new byte[10], 10);
      central.receive(got);
      assertThat(got.getLength()).isEqualTo(2);
      central.send(new DatagramPacket(new byte[] {3}, 1, got.getSocketAddress()));
      gateway.receive(got);
      assertThat(got.getLength()).isEqualTo(1);
      assertThat(proxy.counters(true).payloadBytes()).isEqualTo(2);
      assertThat(proxy.counters(false).payloadBytes()).isEqualTo(1);
    }
  }
}
