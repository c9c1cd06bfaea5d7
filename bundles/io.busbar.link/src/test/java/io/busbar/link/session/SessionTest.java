package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkLane;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.testkit.net.SimPath;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
  private static final SimPath RADIO = new SimPath(100_000_000, 0, 64_000, 1 << 20, 0, 1, 0, 0, false);

  @Test
  void longWordsCrossSmallPacketsAndLosses() {
    LinkPair pair = new LinkPair(1, 92, 64_000);
    pair.paths(RADIO.loss(0.3));
    pair.gateway.words = new byte[4_096];
    pair.central.words = new byte[16_384];
    Arrays.fill(pair.central.words, (byte) 7);
    assertThat(pair.run(120_000, pair::up)).isTrue();
    assertThat(pair.central.peerWords).isEqualTo(pair.gateway.words);
    assertThat(pair.gateway.peerWords).isEqualTo(pair.central.words);
    assertThat(pair.gateway.session.peer()).isEqualTo("central");
    assertThat(pair.central.session.peer()).isEqualTo("oak-street");
  }

  @ParameterizedTest
  @CsvSource({"1, 92, 0.0", "2, 92, 0.3", "3, 296, 0.2", "4, 1280, 0.4", "5, 9000, 0.1"})
  void everythingArrivesOnceAndInOrderOfItsLane(long seed, int mtu, double loss) {
    LinkPair pair = new LinkPair(seed, mtu, 256_000);
    pair.paths(RADIO.rate(0).jitter(150_000_000).loss(loss).duplicate(0.2).damage(0.05));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    SplittableRandom random = new SplittableRandom(seed);
    Map<LinkLane, Integer> sent = new EnumMap<>(LinkLane.class);
    for (int i = 0; i < 600; i++) {
      LinkLane lane = LinkLane.values()[random.nextInt(6)];
      int number = sent.merge(lane, 1, Integer::sum);
      int size = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(100);
      byte[] message = new byte[4 + size];
      ByteBuffer.wrap(message).putInt(number);
      Arrays.fill(message, 4, message.length, (byte) number);
      boolean up = random.nextBoolean();
      assertThat(pair.run(120_000, () -> pair.gateway.session.room(lane) > 30_000)).isTrue();
      assertThat(pair.gateway.session.send(lane, message)).isEqualTo(number);
      if (up) {
        pair.run(random.nextInt(60));
      }
    }
    assertThat(pair.run(300_000, () -> sent.entrySet().stream()
        .allMatch(e -> pair.gateway.durable.get(e.getKey()) == (long) e.getValue()))).isTrue();
    sent.forEach((lane, count) -> {
      List<byte[]> got = pair.central.got.get(lane);
      assertThat(got).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(ByteBuffer.wrap(got.get(i)).getInt()).isEqualTo(i + 1);
        assertThat(got.get(i)[got.get(i).length - 1]).isEqualTo((byte) (i + 1));
      }
    });
    assertThat(pair.gateway.downs).isEmpty();
  }

  @Test
  void aRestartedCentralIsNoticedAtOnce() {
    LinkPair pair = new LinkPair(6, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.central.session = null;
    pair.startCentral();
    pair.gateway.session.send(LinkLane.EVENT, new byte[10]);
    assertThat(pair.run(3_000, pair::up)).isTrue();
    assertThat(pair.gateway.ups).isEqualTo(2);
    assertThat(pair.gateway.downs.get(0)).contains("does not know this session");
  }

  @Test
  void aRestartedGatewayReplacesItsOldSession() {
    LinkPair pair = new LinkPair(7, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.gateway.session = null;
    pair.startGateway();
    assertThat(pair.run(5_000, () -> pair.central.ups == 2 && pair.up())).isTrue();
    assertThat(pair.central.downs).containsExactly("replaced by a newer session of the same peer");
    assertThat(pair.waiter.status()).hasSize(1).allMatch(status -> status.up());
  }

  @Test
  void aReboundAddressDoesNotEndTheSession() {
    LinkPair pair = new LinkPair(8, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.network.rebind("gateway", "gateway:2");
    pair.gateway.session.send(LinkLane.EVENT, new byte[10]);
    assertThat(pair.run(5_000, () -> pair.gateway.durable.get(LinkLane.EVENT) == 1)).isTrue();
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(pair.central.downs).isEmpty();
  }

  @Test
  void aDeadRadioIsReportedAndTheSessionGoesOnWhereItWas() {
    LinkPair pair = new LinkPair(9, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.paths(RADIO.outage(true));
    pair.gateway.session.send(LinkLane.EVENT, new byte[10]);
    assertThat(pair.run(30_000, () -> pair.gateway.silent && pair.central.silent)).isTrue();
    pair.run(3_600_000);
    assertThat(pair.dialler.status().get(0).up()).isFalse();
    assertThat(pair.dialler.status().get(0).detail()).contains("no answer from simulated gateway to central").contains("journal keeps");
    assertThat(pair.waiter.status().get(0).up()).isFalse();
    assertThat(pair.waiter.status().get(0).detail()).contains("nothing heard for").contains("calls again by itself");
    pair.paths(RADIO);
    assertThat(pair.run(8_000, () -> pair.gateway.durable.get(LinkLane.EVENT) == 1)).isTrue();
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(pair.gateway.silent || pair.central.silent).isFalse();
  }

  @Test
  void aSilenceOfDaysEndsTheSessionAndItComesBackByItself() {
    LinkPair pair = new LinkPair(9, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.paths(RADIO.outage(true));
    pair.run(25 * 3_600_000);
    assertThat(pair.gateway.downs.get(0)).contains("nothing heard for 8640");
    assertThat(pair.central.downs).hasSize(1);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
  }

  @Test
  void aShortOutageLeavesTheSessionAndBulkGoesOn() {
    LinkPair pair = new LinkPair(10, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.gateway.session.send(LinkLane.HISTORY, new byte[60_000]);
    pair.run(1_000);
    pair.paths(RADIO.outage(true));
    pair.run(15_000);
    pair.paths(RADIO);
    assertThat(pair.run(15_000, () -> pair.gateway.durable.get(LinkLane.HISTORY) == 1)).isTrue();
    assertThat(pair.gateway.downs).isEmpty();
  }

  @Test
  void aPeerThatReceivesButStoresNothingIsCalledAnew() {
    LinkPair pair = new LinkPair(11, 1_280, 64_000);
    pair.paths(RADIO);
    pair.central.stores = false;
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.gateway.session.send(LinkLane.EVENT, new byte[10]);
    assertThat(pair.run(90_000, () -> !pair.gateway.downs.isEmpty())).isTrue();
    assertThat(pair.gateway.downs.get(0)).contains("stores nothing").contains("disk");
    assertThat(pair.run(10_000, pair::up)).isTrue();
  }

  @Test
  void aFullLaneRefusesAndSaysWhenThereIsRoomAgain() {
    LinkPair pair = new LinkPair(12, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    int taken = 0;
    while (pair.gateway.session.send(LinkLane.HISTORY, new byte[10_000]) > 0) {
      taken++;
    }
    assertThat(taken).isBetween(60, 70);
    assertThat(pair.gateway.session.send(LinkLane.EVENT, new byte[100])).as("another lane has its own room").isEqualTo(1);
    assertThat(pair.run(10_000, () -> pair.gateway.spaces == 1)).isTrue();
    assertThat(pair.gateway.session.send(LinkLane.HISTORY, new byte[10_000])).isEqualTo(taken + 1);
  }

  @Test
  void anIdleSessionAndItsAcknowledgementsCostLittle() {
    LinkPair pair = new LinkPair(13, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    long before = pair.network.bytes("gateway", "central") + pair.network.bytes("central", "gateway");
    pair.run(60_000);
    long idle = pair.network.bytes("gateway", "central") + pair.network.bytes("central", "gateway") - before;
    assertThat(idle).as("bytes a minute").isLessThan(1_500);
    long acksBefore = pair.network.bytes("central", "gateway");
    for (int i = 0; i < 30; i++) {
      pair.gateway.session.send(LinkLane.HISTORY, new byte[7_000]);
      pair.run(1_000);
    }
    double share = (pair.network.bytes("central", "gateway") - acksBefore) * 8.0 / 30 / 64_000;
    assertThat(share).as("share of the rate that acknowledgements take").isLessThan(0.06);
  }

  @Test
  void hostileDatagramsDoNothing() {
    LinkPair pair = new LinkPair(14, 1_280, 256_000);
    pair.paths(RADIO.rate(0));
    assertThat(pair.run(10_000, pair::up)).isTrue();
    Bearer toCentral = pair.network.connect("stranger", "central", 1_500);
    Bearer toGateway = pair.network.connect("stranger2", "gateway", 1_500);
    SplittableRandom random = new SplittableRandom(14);
    for (int i = 0; i < 40_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextInt(4) != 0) {
        bytes[0] = (byte) (0x41 + random.nextInt(4));
      }
      (random.nextBoolean() ? toCentral : toGateway).send(0, ByteBuffer.wrap(bytes));
      if (i % 50 == 0) {
        pair.run(1);
        if (i % 1_000 == 0) {
          pair.gateway.session.send(LinkLane.EVENT, new byte[5]);
        }
      }
    }
    assertThat(pair.run(10_000, () -> pair.gateway.durable.get(LinkLane.EVENT) == 40)).isTrue();
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(pair.central.ups).isEqualTo(1);
  }

  @Test
  void aFloodOfHellosDoesNotLockARealGatewayOut() {
    LinkPair pair = new LinkPair(15, 1_280, 256_000);
    pair.paths(RADIO.rate(0));
    SplittableRandom random = new SplittableRandom(15);
    Bearer stranger = pair.network.connect("stranger", "central", 1_280);
    byte[] hello = hello(1);
    for (int i = 0; i < 5_000; i++) {
      stranger.send(0, ByteBuffer.wrap(i % 2 == 0 ? hello : hello(random.nextInt())));
      if (i % 100 == 0) {
        pair.run(5);
      }
    }
    assertThat(pair.run(10_000, pair::up)).isTrue();
  }

  private static byte[] hello(int handshake) {
    Outbound maker = new Outbound(new Setup(true, 200, 28, 64_000, 1, 1), ReceiveLane.all(), datagram -> { }, new Counters());
    Peer nobody = new Peer(1, null, null);
    return new Calling(new PlainSecurity(() -> 1), handshake, nobody, maker.opening(1, 100, 200, 0), 200, 0).datagrams().get(0);
  }
}
