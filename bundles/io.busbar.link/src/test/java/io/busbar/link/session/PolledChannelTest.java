package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkSession;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.security.cipher.X25519;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.net.SimChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateways that share one radio channel which central grants, in simulated time: what overlaps is lost, and counted. */
class PolledChannelTest {
  private static final int KEY_UP_MS = 20;
  private static final int MTU = 296;

  @ParameterizedTest
  @CsvSource({"1, 0, 9600", "3, 0, 9600", "10, 0, 9600", "30, 0, 9600", "1, 0.1, 9600", "3, 0.1, 9600", "10, 0.1, 9600", "30, 0.1, 9600",
      "1, 0.3, 9600", "3, 0.3, 9600", "10, 0.3, 9600", "30, 0.3, 9600", "10, 0.1, 64000"})
  void everythingArrivesAndNobodyCollides(int gateways, double loss, long rate) {
    Shared shared = new Shared(gateways * 100L + (long) (loss * 10), rate, gateways, loss, LinkOptions.Polling.USUAL);
    assertThat(shared.run(1_200, () -> shared.central.sessions.size() == gateways)).as("all gateways are up").isTrue();
    double upSeconds = shared.clock.monotonicNs() / 1e9;
    shared.central.bytesOf.clear();
    // Bulk for as long as it lasts.
    long bytes = shared.central.bytes;
    long air = shared.channel.airNs();
    long began = shared.clock.monotonicNs();
    shared.load(240);
    double seconds = (shared.clock.monotonicNs() - began) / 1e9;
    double goodput = (shared.central.bytes - bytes) * 8.0 / seconds / rate;
    double busy = (shared.channel.airNs() - air) / 1e9 / seconds;
    // Then all that was sent arrives.
    assertThat(shared.run(1_200, () -> shared.nodes.stream().allMatch(node -> node.sent == node.durable && node.alarms == node.durableAlarms)))
        .as("everything is delivered").isTrue();
    Collections.sort(shared.central.alarmMs);
    List<Long> ms = shared.central.alarmMs;
    System.out.printf(Locale.ROOT, "%d gateways on %d bit/s, %.0f %% loss: all up after %.0f s; goodput %.1f %% of the rate, %.1f %% of capacity,"
        + " channel in use %.0f %%; %d alarms median %.2f s, 99 %% %.2f s; least and most served gateway %.1f %% apart; collisions %d, of first calls"
        + " %d%n", gateways, rate, loss * 100, upSeconds, goodput * 100, goodput / (1 - loss) / (258.0 / 296) * 100, busy * 100, ms.size(),
        ms.get(ms.size() / 2) / 1e3, ms.get((int) (ms.size() * 0.99)) / 1e3, shared.unfairness() * 100, shared.channel.collisions(),
        shared.channel.handshakeCollisions());
    assertThat(shared.channel.collisions()).as("collisions").isZero();
    assertThat(goodput / (1 - loss)).isGreaterThan(0.15);
    assertThat(shared.unfairness()).isLessThan(0.6);
  }

  @ParameterizedTest
  @CsvSource({"3, 0.1", "5, 0.3"})
  void encryptedAllTheSame(int gateways, double loss) {
    Shared shared = new Shared(gateways * 7L, 9_600, gateways, loss, LinkOptions.Polling.USUAL, true);
    assertThat(shared.run(1_200, () -> shared.central.sessions.size() == gateways)).as("all gateways are up").isTrue();
    shared.load(120);
    assertThat(shared.run(1_200, () -> shared.nodes.stream().allMatch(node -> node.sent == node.durable && node.alarms == node.durableAlarms)))
        .as("everything is delivered").isTrue();
    assertThat(shared.waiter.status()).allSatisfy(link -> assertThat(link.figures().peerKey()).isNotEmpty());
    assertThat(shared.central.bytes * 8.0 / 9_600 / (shared.clock.monotonicNs() / 1e9)).isGreaterThan(0.08);
    assertThat(shared.channel.collisions()).as("collisions").isZero();
  }

  @Test
  void gatewaysThatDoNotAnswerCostLittleAndAreFoundAgain() {
    Shared shared = new Shared(5, 9_600, 10, 0.1, LinkOptions.Polling.USUAL);
    assertThat(shared.run(600, () -> shared.central.sessions.size() == 10)).isTrue();
    shared.load(120);
    for (int i = 2; i < 10; i++) {
      shared.nodes.get(i).dead = true;
    }
    shared.load(60);
    long bytes = shared.central.bytes;
    shared.load(240);
    assertThat((shared.central.bytes - bytes) * 8.0 / 240 / 9_600).isGreaterThan(0.4);
    shared.nodes.forEach(node -> node.dead = false);
    assertThat(shared.run(300, () -> shared.nodes.stream().allMatch(node -> node.sent == node.durable))).isTrue();
    assertThat(shared.channel.collisions()).isZero();
  }

  @Test
  void theChannelIsLeftToOthersNowAndThen() {
    Shared shared = new Shared(6, 9_600, 3, 0.1, new LinkOptions.Polling(1_000, 5_000, 500, 2_000));
    assertThat(shared.run(600, () -> shared.central.sessions.size() == 3)).isTrue();
    shared.load(120);
    long air = shared.channel.airNs();
    long began = shared.clock.monotonicNs();
    shared.load(100);
    assertThat((shared.channel.airNs() - air) / (double) (shared.clock.monotonicNs() - began)).isLessThan(0.8);
    assertThat(shared.channel.collisions()).isZero();
  }

  /** Central and gateways on a channel. */
  private static final class Shared {
    final SimClock clock = new SimClock();
    final SimRandom random;
    final SimChannel channel;
    final Center central = new Center();
    final List<Node> nodes = new ArrayList<>();
    final LinkEndpoint waiter;
    private final SplittableRandom dice;

    private final byte[] secret;
    private final X25519 centralKey;

    Shared(long seed, long rate, int gateways, double loss, LinkOptions.Polling polling) {
      this(seed, rate, gateways, loss, polling, false);
    }

    // What the test varies.
    @SuppressWarnings("checkstyle:ParameterNumber")
    Shared(long seed, long rate, int gateways, double loss, LinkOptions.Polling polling, boolean encrypted) {
      random = new SimRandom(seed);
      secret = random.bytes(32);
      centralKey = X25519.of(random.bytes(X25519.BYTES));
      dice = new SplittableRandom(seed);
      channel = new SimChannel(clock, seed, rate, KEY_UP_MS * 1_000_000L, 10_000_000);
      channel.loss(loss);
      LinkOptions options = LinkOptions.NONE.halfDuplex(KEY_UP_MS, 5).polling(polling);
      waiter = EndPoint.open(new LinkConfig(false, "central", rate, 20, 5_000, 20_000, options), encrypted ? central() : new PlainSecurity(random),
          channel.station("central", MTU), clock, random, central);
      for (int i = 0; i < gateways; i++) {
        Node node = new Node(i, channel.station("g" + i, MTU));
        node.end = EndPoint.open(new LinkConfig(true, "g" + i, rate, 20, 5_000, 20_000, options),
            encrypted ? gateway() : new PlainSecurity(random), node.bearer, clock, random, node);
        nodes.add(node);
      }
    }

    private LinkSecurity central() {
      return NoiseSecurity.waiting(centralKey, new Ephemerals(random.bytes(32), 1, clock, random), List.of(secret),
          (key, name, proven) -> LinkRefusal.NONE);
    }

    private LinkSecurity gateway() {
      byte[] key = random.bytes(X25519.BYTES);
      return NoiseSecurity.dialling(X25519.of(key), new Ephemerals(key, 1, clock, random), centralKey.publicKey(), secret);
    }

    boolean run(long seconds, BooleanSupplier until) {
      long end = clock.monotonicNs() + seconds * 1_000_000_000L;
      while (!until.getAsBoolean()) {
        long now = clock.monotonicNs();
        if (now >= end) {
          return false;
        }
        long next = waiter.doWork(now);
        for (Node node : nodes) {
          if (node.dead) {
            while (node.bearer.receive(ByteBuffer.allocate(MTU)) >= 0) {
              // Nobody listens.
            }
          } else {
            next = Math.min(next, node.end.doWork(now));
          }
        }
        next = Math.min(Math.min(next, channel.nextArrivalNs()), end);
        clock.advanceNs(Math.max(next - now, 100_000));
      }
      return true;
    }

    /** All gateways have more bulk than they can send, and raise an alarm now and then. */
    void load(int seconds) {
      for (int i = 0; i < seconds * 4; i++) {
        for (Node node : nodes) {
          node.fill();
          if (dice.nextInt(120) == 0) {
            node.alarm();
          }
        }
        long end = clock.monotonicNs() + 250_000_000;
        run(1, () -> clock.monotonicNs() >= end);
      }
    }

    double unfairness() {
      long least = Long.MAX_VALUE;
      long most = 0;
      for (Node node : nodes) {
        long got = central.bytesOf.getOrDefault("g" + node.number, 0L);
        least = Math.min(least, got);
        most = Math.max(most, got);
      }
      return most == 0 ? 0 : (most - least) / (double) most;
    }

    /** A gateway. */
    final class Node implements LinkListener {
      final int number;
      final Bearer bearer;
      LinkEndpoint end;
      LinkSession session;
      boolean dead;
      long sent;
      long durable;
      long alarms;
      long durableAlarms;

      Node(int number, Bearer bearer) {
        this.number = number;
        this.bearer = bearer;
      }

      void fill() {
        while (session != null && LinkLanes.ahead(session, LinkLane.HISTORY) < 8_000) {
          session.send(LinkLane.HISTORY, new byte[200]);
          sent++;
        }
      }

      void alarm() {
        if (session != null) {
          session.send(LinkLane.EVENT, ByteBuffer.allocate(16).putLong(clock.monotonicNs()).array());
          alarms++;
        }
      }

      @Override
      public byte[] hello() {
        return new byte[40];
      }

      @Override
      public byte[] welcome(String peer, byte[] hello) {
        return new byte[0];
      }

      @Override
      public void onUp(LinkSession up, byte[] words) {
        session = up;
        sent = 0;
        durable = 0;
        alarms = 0;
        durableAlarms = 0;
      }

      @Override
      public void onMessage(LinkSession from, LinkLane lane, long n, byte[] message) {
        // Central sends nothing here.
      }

      @Override
      public void onDurable(LinkSession from, LinkLane lane, long upTo) {
        if (lane == LinkLane.EVENT) {
          durableAlarms = upTo;
        } else {
          durable = upTo;
        }
      }

      @Override
      public void onSpace(LinkSession from, LinkLane lane) {
        // The next round fills it.
      }

      @Override
      public void onDown(LinkSession was, String reason) {
        session = null;
      }
    }

    /** Central. */
    final class Center implements LinkListener {
      final Map<String, LinkSession> sessions = new HashMap<>();
      final Map<String, Long> bytesOf = new HashMap<>();
      final List<Long> alarmMs = new ArrayList<>();
      long bytes;

      @Override
      public byte[] hello() {
        return new byte[0];
      }

      @Override
      public byte[] welcome(String peer, byte[] hello) {
        return new byte[30];
      }

      @Override
      public void onUp(LinkSession up, byte[] words) {
        sessions.put(up.peer(), up);
      }

      @Override
      public void onMessage(LinkSession from, LinkLane lane, long n, byte[] message) {
        if (lane == LinkLane.EVENT) {
          alarmMs.add((clock.monotonicNs() - ByteBuffer.wrap(message).getLong()) / 1_000_000);
        } else {
          bytes += message.length;
          bytesOf.merge(from.peer(), (long) message.length, Long::sum);
        }
        from.durable(lane, n);
      }

      @Override
      public void onDurable(LinkSession from, LinkLane lane, long upTo) {
        // Nothing was sent.
      }

      @Override
      public void onSpace(LinkSession from, LinkLane lane) {
        // Nothing waits.
      }

      @Override
      public void onDown(LinkSession was, String reason) {
        if (sessions.get(was.peer()) == was) {
          sessions.remove(was.peer());
        }
      }
    }
  }

  /** How full lanes are. */
  private static final class LinkLanes {
    static int ahead(LinkSession session, LinkLane lane) {
      return Limits.LANE_BYTES - session.room(lane);
    }
  }
}
