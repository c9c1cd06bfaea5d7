package io.busbar.transport.ways;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory.Way;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.link.component.DatagramLinkFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A link over two real ways, the first through a radio that can be switched off. Time runs ten times as fast. */
class FailOverTest {
  private static final long WAIT_NS = 90_000_000_000L;
  private static final int SPEED = 10;

  /** Hurries, so that waits of seconds take tenths. */
  private static final BusClock CLOCK = new BusClock() {
    private final long began = System.nanoTime();

    @Override
    public long wallNs() {
      return monotonicNs();
    }

    @Override
    public long monotonicNs() {
      return (System.nanoTime() - began) * SPEED;
    }
  };

  /** Passes datagrams on while it is switched on. */
  private static final class Radio implements AutoCloseable {
    final DatagramSocket near = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    final DatagramSocket far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    volatile boolean on = true;
    private volatile @Nullable InetSocketAddress gateway;

    Radio(int central) throws SocketException {
      InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), central);
      start(near, far, () -> to);
      start(far, near, () -> gateway);
    }

    private void start(DatagramSocket from, DatagramSocket out, java.util.function.Supplier<@Nullable InetSocketAddress> to) {
      Thread relay = new Thread(() -> {
        byte[] buffer = new byte[2_000];
        try {
          while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            from.receive(packet);
            if (from == near) {
              gateway = (InetSocketAddress) packet.getSocketAddress();
            }
            InetSocketAddress address = to.get();
            if (on && address != null) {
              out.send(new DatagramPacket(buffer, packet.getLength(), address));
            }
          }
        } catch (java.io.IOException closed) {
          // The test is over.
        }
      });
      relay.setDaemon(true);
      relay.start();
    }

    @Override
    public void close() {
      near.close();
      far.close();
    }
  }

  /** Counts what happens at one end. */
  private static final class End implements LinkListener {
    final List<Integer> got = new ArrayList<>();
    @Nullable LinkSession session;
    int ups;
    int downs;

    @Override
    public byte[] hello() {
      return new byte[] {1};
    }

    @Override
    public byte[] welcome(String peer, byte[] hello) {
      return new byte[] {2};
    }

    @Override
    public void onUp(LinkSession up, byte[] peerWords) {
      session = up;
      ups++;
    }

    @Override
    public void onMessage(LinkSession from, LinkLane lane, long number, byte[] message) {
      got.add(ByteBuffer.wrap(message).getInt());
      from.durable(lane, number);
    }

    @Override
    public void onDurable(LinkSession from, LinkLane lane, long upTo) {}

    @Override
    public void onSpace(LinkSession from, LinkLane lane) {}

    @Override
    public void onDown(LinkSession was, String reason) {
      session = null;
      downs++;
    }
  }

  private final End gateway = new End();
  private final End central = new End();

  private static LinkEndpoint open(boolean dials, Bearer bearer, End end) {
    SplittableRandom random = new SplittableRandom(dials ? 1 : 2);
    return new DatagramLinkFactory().open(new LinkConfig(dials, dials ? "oak" : "central", 64_000, 100, 5_000, 20_000), bearer, CLOCK,
        random::nextLong, end);
  }

  private static boolean run(LinkEndpoint one, Bearer bearer, LinkEndpoint other, BooleanSupplier until) {
    long end = System.nanoTime() + WAIT_NS;
    while (!until.getAsBoolean() && System.nanoTime() < end) {
      one.doWork(CLOCK.monotonicNs());
      other.doWork(CLOCK.monotonicNs());
      bearer.await(1_000_000);
    }
    return until.getAsBoolean();
  }

  private void send(int number) {
    LinkSession up = gateway.session;
    assertThat(up).isNotNull();
    up.send(LinkLane.EVENT, ByteBuffer.allocate(4).putInt(number).array());
  }

  @Test
  void theSessionGoesOnOverTheOtherWayAndBack() throws Exception {
    Bearers bearers = new Bearers(CLOCK);
    try (Bearer listening = bearers.listen(List.of("127.0.0.1:0", "tcp://127.0.0.1:0"), 296)) {
      String[] at = listening.describe().split(", ");
      try (Radio radio = new Radio(Integer.parseInt(at[0].substring(at[0].lastIndexOf(':') + 1)));
          Bearer pair = bearers.connect(List.of(new Way("127.0.0.1:" + radio.near.getLocalPort(), 296), new Way("tcp://" + at[1].substring(4), 296)));
          LinkEndpoint dialler = open(true, pair, gateway); LinkEndpoint waiter = open(false, listening, central)) {
        assertThat(run(dialler, pair, waiter, () -> gateway.session != null && central.session != null)).isTrue();
        send(1);
        assertThat(run(dialler, pair, waiter, () -> central.got.contains(1))).isTrue();
        assertThat(pair.way()).isZero();

        radio.on = false;
        send(2);
        assertThat(run(dialler, pair, waiter, () -> central.got.contains(2))).isTrue();
        assertThat(pair.way()).isEqualTo(1);

        radio.on = true;
        assertThat(run(dialler, pair, waiter, () -> pair.way() == 0)).isTrue();
        send(3);
        assertThat(run(dialler, pair, waiter, () -> central.got.contains(3))).isTrue();
        assertThat(central.got).containsExactly(1, 2, 3);
        assertThat(gateway.ups).as("one session all the time").isEqualTo(1);
        assertThat(gateway.downs).isZero();
      }
    }
  }
}
