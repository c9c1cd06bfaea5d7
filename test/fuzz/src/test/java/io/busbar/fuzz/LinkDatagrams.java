package io.busbar.fuzz;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkSession;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.link.session.EndPoint;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.net.SimNetwork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Datagrams at a central with a living session whose security takes everything for authentic: frames and parts of the handshake.
 * An input is several datagrams, each behind its length.
 */
public final class LinkDatagrams {
  private static final int MTU = 1_280;
  private static final int INPUTS_A_PAIR = 100;
  private static final int MOST_DATAGRAMS = 8;

  private static LinkDatagrams pair = new LinkDatagrams();
  private static int inputs;

  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(5);
  private final SimNetwork network = new SimNetwork(clock, 5);
  private final Ear gateway = new Ear();
  private final Ear central = new Ear();
  private final LinkEndpoint dialler = EndPoint.open(new LinkConfig(true, "oak-street", 1_000_000, 100, 5_000, 20_000),
      new TrustingSecurity(new PlainSecurity(random)), network.connect("gateway", "central", MTU), clock, random, gateway);
  private final LinkEndpoint waiter = EndPoint.open(new LinkConfig(false, "central", 1_000_000, 100, 5_000, 20_000),
      new TrustingSecurity(new PlainSecurity(random)), network.listen("central", MTU), clock, random, central);
  private final Bearer stranger = network.connect("stranger", "central", MTU);

  private LinkDatagrams() {
    run(10_000);
    if (central.session == null) {
      throw new IllegalStateException("the session does not come up");
    }
  }

  /** Some datagrams. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (++inputs % INPUTS_A_PAIR == 0 || pair.central.session == null || pair.gateway.session == null) {
      pair = new LinkDatagrams();
    }
    pair.send(input);
  }

  /** What goes over the air in a session, for inputs to begin with. */
  static List<byte[]> heard() {
    List<byte[]> heard = new ArrayList<>();
    LinkDatagrams fresh = new LinkDatagrams();
    fresh.network.listenIn("gateway", "central", heard::add);
    LinkSession session = fresh.gateway.session;
    for (LinkLane lane : LinkLane.values()) {
      if (session != null) {
        session.send(lane, new byte[200]);
      }
    }
    fresh.run(3_000);
    return heard;
  }

  private void send(byte[] input) {
    int at = 0;
    for (int i = 0; i < MOST_DATAGRAMS && at + 2 <= input.length; i++) {
      int length = Math.min((input[at] & 0xFF) << 8 | (input[at + 1] & 0xFF), Math.min(MTU, input.length - at - 2));
      stranger.send(0, ByteBuffer.wrap(input, at + 2, length));
      at += 2 + length;
    }
    clock.advanceNs(Math.max(0, network.nextArrivalNs() - clock.monotonicNs()));
    waiter.doWork(clock.monotonicNs());
    dialler.doWork(clock.monotonicNs());
  }

  private void run(long ms) {
    long end = clock.monotonicNs() + ms * 1_000_000;
    while (clock.monotonicNs() < end && (ms < 10_000 || central.session == null || gateway.session == null)) {
      long now = clock.monotonicNs();
      long next = Math.min(Math.min(dialler.doWork(now), waiter.doWork(now)), network.nextArrivalNs());
      clock.advanceNs(Math.min(Math.max(next - now, 10_000), end - now));
    }
  }

  private static final class Ear implements LinkListener {
    LinkSession session;

    @Override
    public byte[] hello() {
      return new byte[] {1};
    }

    @Override
    public byte[] welcome(String peer, byte[] hello) {
      return new byte[] {2};
    }

    @Override
    public void onUp(LinkSession newSession, byte[] peerWords) {
      session = newSession;
    }

    @Override
    public void onMessage(LinkSession from, LinkLane lane, long number, byte[] message) {
      from.durable(lane, number);
    }

    @Override
    public void onDurable(LinkSession from, LinkLane lane, long upTo) {
      // Nothing is sent that would have to be kept.
    }

    @Override
    public void onSpace(LinkSession from, LinkLane lane) {
      // The same.
    }

    @Override
    public void onDown(LinkSession from, String reason) {
      session = null;
    }
  }
}
