package io.busbar.link.session;

import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.link.LinkSession;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.net.SimNetwork;
import io.busbar.testkit.net.SimPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Two ends and a network in simulated time. */
final class LinkPair {
  final SimClock clock = new SimClock();
  final SimNetwork network;
  final SimRandom random;
  final Keys keys;
  final int mtu;
  final long rate;
  final End gateway = new End("hello from the gateway");
  final End central = new End("welcome");
  LinkEndpoint dialler;
  LinkEndpoint waiter;

  final LinkOptions options;
  final int roundTripMs;

  LinkPair(long seed, int mtu, long rate) {
    this(seed, mtu, rate, 600, LinkOptions.NONE);
  }

  LinkPair(long seed, int mtu, long rate, int roundTripMs, LinkOptions options) {
    this.roundTripMs = roundTripMs;
    this.options = options;
    this.network = new SimNetwork(clock, seed);
    this.random = new SimRandom(seed);
    this.keys = new Keys(clock, random);
    this.mtu = mtu;
    this.rate = rate;
    startGateway();
    startCentral();
  }

  void startGateway() {
    dialler = EndPoint.open(new LinkConfig(true, "oak-street", rate, roundTripMs, 5_000, 20_000, options), keys.gateway(),
        network.connect("gateway", "central", mtu), clock, random, gateway);
  }

  void startCentral() {
    waiter = EndPoint.open(new LinkConfig(false, "central", 64_000, roundTripMs, 5_000, 20_000), keys.central(),
        network.listen("central", mtu), clock, random, central);
  }

  void paths(SimPath path) {
    network.paths("gateway", "central", path);
  }

  /** Runs until the condition holds; false if it does not within the time. */
  boolean run(long maxMs, BooleanSupplier until) {
    long end = clock.monotonicNs() + maxMs * 1_000_000;
    while (!until.getAsBoolean()) {
      long now = clock.monotonicNs();
      if (now >= end) {
        return false;
      }
      long next = Math.min(dialler.doWork(now), waiter.doWork(now));
      next = Math.min(Math.min(next, network.nextArrivalNs()), end);
      clock.advanceNs(Math.max(next - now, 10_000));
    }
    return true;
  }

  void run(long ms) {
    run(ms, () -> false);
  }

  /** Runs with as much backfill as the link takes. */
  void bulk(long ms) {
    run(ms, () -> {
      while (gateway.session != null && gateway.session.room(LinkLane.HISTORY) > 100_000) {
        gateway.session.send(LinkLane.HISTORY, new byte[400]);
      }
      return false;
    });
  }

  boolean up() {
    return gateway.session != null && central.session != null;
  }

  /** A listener that writes down what it sees. */
  final class End implements LinkListener {
    byte[] words;
    LinkSession session;
    byte[] peerWords;
    final Map<LinkLane, List<byte[]>> got = new EnumMap<>(LinkLane.class);
    final Map<LinkLane, List<Long>> at = new EnumMap<>(LinkLane.class);
    final Map<LinkLane, Long> durable = new EnumMap<>(LinkLane.class);
    final List<String> downs = new ArrayList<>();
    final List<String> twice = new ArrayList<>();
    int spaces;
    int welcomes;
    int ups;
    boolean stores = true;
    boolean silent;
    int silences;
    long bytes;
    Runnable onUp = () -> {};

    End(String words) {
      this.words = words.getBytes(StandardCharsets.UTF_8);
      for (LinkLane lane : LinkLane.values()) {
        got.put(lane, new ArrayList<>());
        at.put(lane, new ArrayList<>());
        durable.put(lane, 0L);
      }
    }

    @Override
    public byte[] hello() {
      return words;
    }

    @Override
    public byte[] welcome(String peer, byte[] hello) {
      welcomes++;
      return words;
    }

    @Override
    public void onUp(LinkSession up, byte[] said) {
      session = up;
      silent = false;
      peerWords = said;
      ups++;
      onUp.run();
    }

    @Override
    public void onMessage(LinkSession from, LinkLane lane, long number, byte[] message) {
      got.get(lane).add(message);
      at.get(lane).add(clock.monotonicNs());
      bytes += message.length;
      if (stores) {
        from.durable(lane, number);
      }
    }

    @Override
    public void onDurable(LinkSession from, LinkLane lane, long upTo) {
      durable.put(lane, upTo);
    }

    @Override
    public void onSpace(LinkSession from, LinkLane lane) {
      spaces++;
    }

    @Override
    public void onSilence(LinkSession with, boolean nothingHeard, String reason) {
      silent = nothingHeard;
      silences += nothingHeard ? 1 : 0;
    }

    @Override
    public void onNameTwice(String peer) {
      twice.add(peer);
    }

    @Override
    public void onDown(LinkSession was, String reason) {
      if (session == was) {
        session = null;
      }
      downs.add(reason);
    }
  }
}
