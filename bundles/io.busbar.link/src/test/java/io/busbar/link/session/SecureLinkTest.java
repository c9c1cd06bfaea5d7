package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMark;
import io.busbar.api.link.LinkSecurity;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.testkit.net.SimPath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker, a bad radio and a restart do to an encrypted link. */
class SecureLinkTest {
  private static final SimPath RADIO = new SimPath(300_000_000, 0, 64_000, 1 << 20, 0, 1, 0, 0, false);
  private static final int SMALLEST_MTU = 92;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theHandshakeCompletesAtHalfLossAnd64BytesOfPayload(long seed) {
    LinkPair pair = new LinkPair(seed, SMALLEST_MTU, 9_600);
    pair.paths(RADIO.rate(9_600).loss(0.5));
    pair.gateway.onUp = () -> pair.gateway.session.send(LinkLane.EVENT, new byte[200]);
    assertThat(pair.run(120_000, pair::up)).isTrue();
    assertThat(pair.run(600_000, () -> pair.gateway.durable.get(LinkLane.EVENT) == 1)).isTrue();
  }

  @Test
  void anOldHelloThatIsPlayedAgainReplacesNobodyAndLearnsNothing() {
    LinkPair pair = new LinkPair(21, SMALLEST_MTU, 64_000);
    List<byte[]> heard = new ArrayList<>();
    pair.network.listenIn("gateway", "central", heard::add);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    List<byte[]> hellos = heard.stream().filter(d -> d[0] == PacketLayout.HELLO).toList();
    assertThat(hellos).hasSizeGreaterThanOrEqualTo(3);
    pair.central.session = null;
    pair.startCentral();
    assertThat(pair.run(10_000, pair::up)).isTrue();
    Bearer attacker = pair.network.connect("attacker", "central", 1_280);
    for (int i = 0; i < 200; i++) {
      heard.stream().filter(d -> d[0] == PacketLayout.HELLO).toList().forEach(d -> attacker.send(0, ByteBuffer.wrap(d)));
      pair.run(50);
    }
    assertThat(pair.central.ups).as("the attacker's session never comes up").isEqualTo(2);
    assertThat(pair.central.downs).isEmpty();
    assertThat(pair.network.bytes("central", "attacker")).as("less is said to the attacker than he says")
        .isLessThan(Limits.AMPLIFICATION * pair.network.bytes("attacker", "central"));
  }

  @Test
  void recordedPacketsAreOpenedOnceOnly() {
    LinkPair pair = new LinkPair(22, 1_280, 256_000);
    List<byte[]> heard = new ArrayList<>();
    pair.network.listenIn("gateway", "central", heard::add);
    pair.paths(RADIO.rate(0));
    assertThat(pair.run(10_000, pair::up)).isTrue();
    for (int i = 0; i < 100; i++) {
      pair.gateway.session.send(LinkLane.EVENT, new byte[] {(byte) i});
      pair.run(20);
    }
    pair.run(5_000);
    long in = pair.waiter.status().get(0).packetsIn();
    Bearer attacker = pair.network.connect("attacker", "central", 1_280);
    List<byte[]> recorded = heard.stream().filter(d -> PacketLayout.isData(d[0])).toList();
    assertThat(recorded).hasSizeGreaterThan(100);
    for (int round = 0; round < 5; round++) {
      recorded.forEach(d -> attacker.send(0, ByteBuffer.wrap(d)));
      pair.run(400);
    }
    pair.run(400);
    assertThat(pair.waiter.status().get(0).packetsIn() - in).as("only the gateway's own probes").isLessThan(10);
    assertThat(pair.network.datagrams("central", "attacker")).as("no answer goes to where it was played").isZero();
    assertThat(pair.central.got.get(LinkLane.EVENT)).hasSize(100);
    assertThat(pair.central.downs).isEmpty();
  }

  @Test
  void resetsOfAnybodyAndOfTheLastYearEndNoSession() {
    LinkPair pair = new LinkPair(23, 1_280, 256_000);
    List<byte[]> said = new ArrayList<>();
    pair.network.listenIn("central", "gateway", said::add);
    pair.paths(RADIO.rate(0));
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.startCentral();
    pair.gateway.session.send(LinkLane.EVENT, new byte[10]);
    assertThat(pair.run(10_000, () -> pair.gateway.ups == 2)).isTrue();
    List<byte[]> resets = said.stream().filter(d -> d[0] == PacketLayout.RESET).toList();
    assertThat(resets).isNotEmpty();
    Bearer attacker = pair.network.connect("attacker", "gateway", 1_280);
    for (int i = 0; i < 100; i++) {
      resets.forEach(d -> attacker.send(0, ByteBuffer.wrap(d)));
      pair.run(100);
    }
    assertThat(pair.gateway.ups).isEqualTo(2);
    assertThat(pair.gateway.downs).hasSize(1);
  }

  @Test
  void whoIsNotLetInHearsWhyAndIsLetInLater() {
    LinkPair pair = new LinkPair(24, 1_280, 64_000);
    pair.paths(RADIO);
    pair.keys.refusal = "your key is not accepted yet";
    assertThat(pair.run(20_000, pair::up)).isFalse();
    assertThat(pair.central.ups).isZero();
    assertThat(pair.central.welcomes).as("nothing is told to it").isZero();
    assertThat(pair.dialler.status().get(0).detail()).contains("is reached and does not let oak-street in: your key is not accepted yet",
        "Compare the fingerprint").doesNotContain("radio").doesNotContain("firewall");
    pair.keys.refusal = "";
    assertThat(pair.run(10_000, pair::up)).isTrue();
  }

  @Test
  void aRevokedKeyIsCutOffWithinSeconds() {
    LinkPair pair = new LinkPair(25, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.keys.refusal = "your key was revoked";
    assertThat(pair.run(3_000, () -> pair.central.session == null && pair.gateway.session == null)).isTrue();
    assertThat(pair.gateway.downs.get(0)).contains("your key was revoked");
  }

  @Test
  void anEndWithoutKeysAndOneWithAnotherSecretAreNotHeard() {
    LinkPair pair = new LinkPair(26, 1_280, 64_000);
    pair.paths(RADIO);
    pair.dialler = EndPoint.open(new LinkConfig(true, "oak-street", 64_000, 600, 5_000, 20_000), new PlainSecurity(pair.random),
        pair.network.connect("gateway", "central", 1_280), pair.clock, pair.random, pair.gateway);
    assertThat(pair.run(20_000, pair::up)).isFalse();
    pair.keys.secret[0] ^= 1;
    pair.startGateway();
    pair.keys.secret[0] ^= 1;
    pair.startCentral();
    assertThat(pair.run(20_000, pair::up)).isFalse();
    assertThat(pair.network.datagrams("central", "gateway")).as("strangers get no answer").isZero();
    assertThat(pair.dialler.status().get(0).detail()).contains("key");
  }

  @Test
  void keysAreReplacedEveryHourWithoutInterruption() {
    LinkPair pair = new LinkPair(27, 1_280, 64_000);
    pair.paths(RADIO.loss(0.05).jitter(200_000_000));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    int sent = 0;
    for (int minute = 0; minute < 200; minute++) {
      pair.gateway.session.send(LinkLane.EVENT, new byte[50]);
      pair.gateway.session.send(LinkLane.COMMAND, new byte[50]);
      sent++;
      pair.run(60_000);
    }
    int all = sent;
    assertThat(pair.run(60_000, () -> pair.gateway.durable.get(LinkLane.EVENT) == all && pair.gateway.durable.get(LinkLane.COMMAND) == all)).isTrue();
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(pair.central.downs).isEmpty();
  }

  @Test
  void aFloodOfHellosIsChallengedAndAGatewayStillGetsThrough() {
    LinkPair pair = new LinkPair(28, SMALLEST_MTU, 256_000);
    List<byte[]> said = new ArrayList<>();
    List<byte[]> challenges = new ArrayList<>();
    pair.network.listenIn("gateway", "central", said::add);
    pair.network.listenIn("central", "attacker", challenges::add);
    pair.paths(RADIO.rate(0).delay(287_000_000));
    LinkSecurity insider = pair.keys.gateway();
    Bearer attacker = pair.network.connect("attacker", "central", 1_280);
    int[] handshake = {0};
    for (int ms = 0; ms < 10_000 && !pair.up(); ms += 5) {
      new Calling(insider, ++handshake[0], new Peer(1, null, null), terms(), 64, 0).datagrams()
          .forEach(d -> attacker.send(0, ByteBuffer.wrap(d)));
      pair.run(5);
    }
    assertThat(pair.up()).isTrue();
    assertThat(said.stream().filter(d -> d[0] == PacketLayout.PROVEN).count()).as("the gateway showed that it is there").isPositive();
    assertThat(challenges.stream().filter(d -> d[0] == PacketLayout.CHALLENGE).count()).isPositive();
    assertThat(handshake[0]).isGreaterThan(100);
  }

  @Test
  void theAgeOfAnOrderIsBoundedByWhatItQuotes() {
    LinkPair pair = new LinkPair(29, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    pair.run(5_000);
    LinkMark mark = pair.central.session.mark();
    assertThat(mark.packet()).isPositive();
    pair.run(30_000);
    long age = pair.gateway.session.ageNs(mark, pair.clock.monotonicNs());
    assertThat(age / 1_000_000).isBetween(30_000L, 37_000L);
    LinkMark never = new LinkMark(mark.session(), 1_000_000);
    assertThat(pair.gateway.session.ageNs(never, pair.clock.monotonicNs())).as("never sent").isEqualTo(Long.MAX_VALUE);
    pair.gateway.session = null;
    pair.startGateway();
    assertThat(pair.run(10_000, pair::up)).isTrue();
    assertThat(pair.gateway.session.ageNs(mark, pair.clock.monotonicNs())).as("of an earlier session").isEqualTo(Long.MAX_VALUE);
  }

  private static byte[] terms() {
    return ByteBuffer.allocate(30).putShort((short) 100).putShort((short) 64).putShort((short) 1).array();
  }
}
