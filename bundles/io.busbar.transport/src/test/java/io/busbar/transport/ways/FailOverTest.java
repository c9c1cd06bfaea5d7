package io.busbar.transport.ways;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory.Way;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkSession;
import io.busbar.link.component.DatagramLinkFactory;
import io.busbar.transport.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A link over two real ways, the first through a radio that can be switched off. Sockets are real, and time is the test's: it goes on
 * by one step each time both ends and the radio have had their turn, so a machine that halts for a while loses nobody.
 */
class FailOverTest {
  private static final long WAIT_NS = 600_000_000_000L;
  private static final int STEP_MS = 20;

  private final TestClock clock = TestClock.manual();

  /** Passes datagrams on while it is switched on. */
  private static final class Radio implements AutoCloseable {
    final DatagramChannel near = open();
    final DatagramChannel far = open();
    boolean on = true;
    private final ByteBuffer buffer = ByteBuffer.allocate(2_000);
    private final InetSocketAddress central;
    private @Nullable SocketAddress gateway;

    Radio(int centralPort) throws IOException {
      central = new InetSocketAddress(InetAddress.getLoopbackAddress(), centralPort);
    }

    private static DatagramChannel open() throws IOException {
      DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.configureBlocking(false);
      return channel;
    }

    int port() throws IOException {
      return ((InetSocketAddress) near.getLocalAddress()).getPort();
    }

    /** Passes on what has come. */
    void run() {
      try {
        for (SocketAddress from = next(near); from != null; from = next(near)) {
          gateway = from;
          pass(far, central);
        }
        while (next(far) != null) {
          pass(near, gateway);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private @Nullable SocketAddress next(DatagramChannel from) throws IOException {
      buffer.clear();
      return from.receive(buffer);
    }

    private void pass(DatagramChannel out, @Nullable SocketAddress to) throws IOException {
      if (on && to != null) {
        out.send(buffer.flip(), to);
      }
    }

    @Override
    public void close() throws IOException {
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

  private LinkEndpoint open(boolean dials, Bearer bearer, End end) {
    SplittableRandom random = new SplittableRandom(dials ? 1 : 2);
    return new DatagramLinkFactory().open(new LinkConfig(dials, dials ? "oak" : "central", 64_000, 100, 5_000, 20_000), bearer, clock,
        random::nextLong, end);
  }

  private boolean run(LinkEndpoint one, Bearer bearer, LinkEndpoint other, Radio radio, BooleanSupplier until) {
    long end = System.nanoTime() + WAIT_NS;
    while (!until.getAsBoolean() && System.nanoTime() < end) {
      one.doWork(clock.monotonicNs());
      radio.run();
      other.doWork(clock.monotonicNs());
      radio.run();
      bearer.await(1_000_000);
      clock.advanceMs(STEP_MS);
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
    Bearers bearers = new Bearers(clock);
    try (Bearer listening = bearers.listen(List.of("127.0.0.1:0", "tcp://127.0.0.1:0"), 296)) {
      String[] at = listening.describe().split(", ");
      try (Radio radio = new Radio(Integer.parseInt(at[0].substring(at[0].lastIndexOf(':') + 1)));
          Bearer pair = bearers.connect(List.of(new Way("127.0.0.1:" + radio.port(), 296), new Way("tcp://" + at[1].substring(4), 296)));
          LinkEndpoint dialler = open(true, pair, gateway); LinkEndpoint waiter = open(false, listening, central)) {
        assertThat(run(dialler, pair, waiter, radio, () -> gateway.session != null && central.session != null)).isTrue();
        send(1);
        assertThat(run(dialler, pair, waiter, radio, () -> central.got.contains(1))).isTrue();
        assertThat(pair.way()).isZero();

        radio.on = false;
        send(2);
        assertThat(run(dialler, pair, waiter, radio, () -> central.got.contains(2))).isTrue();
        assertThat(pair.way()).isEqualTo(1);

        radio.on = true;
        assertThat(run(dialler, pair, waiter, radio, () -> pair.way() == 0)).isTrue();
        send(3);
        assertThat(run(dialler, pair, waiter, radio, () -> central.got.contains(3))).isTrue();
        assertThat(central.got).containsExactly(1, 2, 3);
        assertThat(gateway.ups).as("one session all the time").isEqualTo(1);
        assertThat(gateway.downs).isZero();
      }
    }
  }
}
