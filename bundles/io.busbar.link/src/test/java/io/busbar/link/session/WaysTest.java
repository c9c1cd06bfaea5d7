package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.link.LinkStatus;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.net.SimNetwork;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway with two ways, a half-duplex radio and a full-duplex one with a larger header: each end keeps to the way in use. */
class WaysTest {
  private static final int RADIO_RATE = 9_600;
  private static final int CELL_RATE = 256_000;
  private static final int CELL_MORE = 26;

  private final LinkPair pair = new LinkPair(3, 576, 64_000);
  private final SimNetwork network = new SimNetwork(pair.clock, 3);
  private final Ways out = new Ways(List.of(network.connect("g radio", "c radio", 576), network.connect("g cell", "c cell", 576)), 0);
  private final Ways in = new Ways(List.of(network.listen("c radio", 576), network.listen("c cell", 576)), -1);
  private final LinkEndpoint gateway;
  private final LinkEndpoint central;

  WaysTest() {
    SimClock clock = pair.clock;
    SimRandom random = pair.random;
    LinkOptions options = LinkOptions.NONE.halfDuplex(40, 120).backups(List.of(new LinkOptions.Backup(CELL_RATE, null)));
    gateway = EndPoint.open(new LinkConfig(true, "oak-street", RADIO_RATE, 600, 5_000, 20_000, options), pair.keys.gateway(), out, clock, random,
        pair.gateway);
    central = EndPoint.open(new LinkConfig(false, "central", 1_000_000, 600, 5_000, 20_000), pair.keys.central(), in, clock, random, pair.central);
  }

  private void run(long ms) {
    long end = pair.clock.monotonicNs() + ms * 1_000_000;
    while (pair.clock.monotonicNs() < end) {
      gateway.doWork(pair.clock.monotonicNs());
      central.doWork(pair.clock.monotonicNs());
      pair.clock.advanceNs(1_000_000);
    }
  }

  private LinkStatus atCentral() {
    return central.status().get(0);
  }

  private void sendSome() {
    for (int i = 0; i < 40; i++) {
      pair.gateway.session.send(LinkLane.LIVE, new byte[100]);
      pair.central.session.send(LinkLane.EVENT, new byte[20]);
      run(500);
    }
    run(10_000);
  }

  @Test
  void rateHeaderAndNameOfTheWayAreThoseOfTheOneInUseAtBothEnds() {
    run(20_000);
    assertThat(pair.up()).isTrue();
    sendSome();
    LinkFigures radio = atCentral().figures();
    assertThat(radio.rateBitsPerSecond()).isEqualTo(RADIO_RATE);
    assertThat(radio.way()).contains("c radio");
    assertThat(atCentral().bytesIn()).isEqualTo(gateway.status().get(0).bytesOut());

    out.used = 1;
    run(5_000);
    long before = gateway.status().get(0).bytesOut();
    long heard = atCentral().bytesIn();
    sendSome();
    assertThat(pair.gateway.downs).as("one session").isEmpty();
    assertThat(gateway.status().get(0).figures().rateBitsPerSecond()).isEqualTo(CELL_RATE);
    assertThat(atCentral().figures().rateBitsPerSecond()).as("what the gateway said of its backup").isEqualTo(CELL_RATE);
    assertThat(atCentral().figures().way()).contains("c cell");
    assertThat(atCentral().bytesIn() - heard).as("with that way's headers").isEqualTo(gateway.status().get(0).bytesOut() - before);

    out.used = 0;
    run(5_000);
    sendSome();
    assertThat(atCentral().figures().rateBitsPerSecond()).isEqualTo(RADIO_RATE);
    assertThat(pair.central.got.get(LinkLane.LIVE)).hasSize(120);
    assertThat(pair.gateway.got.get(LinkLane.EVENT)).hasSize(120);
  }

  @Test
  void turnAroundIsGivenUpAndTakenUpWithTheWay() {
    Outbound out = new Outbound(new Setup(false, 300, 28, 64_000, 600_000_000, 5_000_000_000L), ReceiveLane.all(), datagram -> { },
        new Counters());
    out.terms(new Terms(20, 300, 5, 9_600, 160), 0);
    assertThat(out.air().pacer().turnNs()).isEqualTo(160_000_000);
    out.agreement().changed(java.util.Objects.requireNonNull(Terms.decode(new Terms(20, 300, 5, 256_000, 0).encode())));
    assertThat(out.air().pacer().turnNs()).isZero();
    assertThat(out.air().pacer().bitsPerSecond()).as("never more than central may use").isEqualTo(64_000);
    out.agreement().changed(new Terms(20, 300, 5, 9_600, 160));
    assertThat(out.air().pacer().turnNs()).isEqualTo(160_000_000);
    assertThat(out.air().pacer().bitsPerSecond()).isEqualTo(9_600);
  }

  /** Several bearers as one: a calling end's that sends on one of them, or a waiting end's that answers where it heard. */
  private static final class Ways implements Bearer {
    private final List<Bearer> all;
    private int used;

    Ways(List<Bearer> all, int used) {
      this.all = all;
      this.used = used;
    }

    private boolean calls() {
      return used >= 0;
    }

    private int member(int peer) {
      return calls() ? used : peer % 2;
    }

    @Override
    public int maxPayloadBytes() {
      return all.get(0).maxPayloadBytes() - CELL_MORE;
    }

    @Override
    public int overheadBytes() {
      return overheadBytes(0);
    }

    @Override
    public int overheadBytes(int peer) {
      return all.get(0).overheadBytes() + member(peer) * CELL_MORE;
    }

    @Override
    public boolean send(int peer, ByteBuffer datagram) {
      return all.get(member(peer)).send(calls() ? 0 : peer / 2, datagram);
    }

    @Override
    public int receive(ByteBuffer into) {
      for (int i = 0; i < 2; i++) {
        int peer = all.get(i).receive(into);
        if (peer >= 0) {
          return calls() ? 0 : peer * 2 + i;
        }
      }
      return -1;
    }

    @Override
    public void await(long maxNs) {
      // Simulated time does not pass by waiting.
    }

    @Override
    public void wakeUp() {
      // Nobody waits.
    }

    @Override
    public int way() {
      return Math.max(0, used);
    }

    @Override
    public String describe() {
      return all.get(Math.max(0, used)).describe();
    }

    @Override
    public String describe(int peer) {
      return all.get(member(peer)).describe();
    }

    @Override
    public void close() {
      all.forEach(Bearer::close);
    }
  }
}
