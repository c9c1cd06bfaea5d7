package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkLane;
import io.busbar.testkit.net.SimPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a link is called dead: not for losses that are known, soon where nothing gets through, in simulated time. */
class DeadTimeTest {
  private static final SimPath RADIO = new SimPath(300_000_000, 5_000_000, 64_000, 1 << 20, 0, 1, 0, 0, false);

  @ParameterizedTest
  @CsvSource({"1, 0.3", "2, 0.5", "3, 0.5"})
  void aLinkThatIsOnlyLossyIsNotCalledDeadHoweverLittleItCarries(long seed, double loss) {
    LinkPair pair = new LinkPair(seed, 1_280, 64_000);
    pair.paths(RADIO.loss(loss));
    assertThat(pair.run(120_000, pair::up)).isTrue();
    for (int minute = 0; minute < 6 * 60; minute++) {
      pair.gateway.session.send(LinkLane.EVENT, new byte[12]);
      pair.run(60_000);
      assertThat(pair.gateway.silences + pair.central.silences).as("minute %d", minute).isZero();
    }
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(pair.central.got.get(LinkLane.EVENT)).hasSize(6 * 60);
  }

  @Test
  void aLinkThatCarriesNothingAnyMoreIsCalledDeadAndCalledAnew() {
    LinkPair pair = new LinkPair(5, 1_280, 64_000);
    pair.paths(RADIO);
    assertThat(pair.run(20_000, pair::up)).isTrue();
    pair.run(60_000);
    pair.paths(RADIO.outage(true));
    long dead = pair.clock.monotonicNs();
    assertThat(pair.run(60_000, () -> pair.gateway.silent && pair.central.silent)).isTrue();
    assertThat((pair.clock.monotonicNs() - dead) / 1e9).isBetween(15.0, 26.0);
    // Our way works and the other does not: hellos arrive, and once a welcome passes there is a session anew.
    pair.network.path("gateway", "central", RADIO);
    pair.run(120_000);
    assertThat(pair.gateway.silent).isTrue();
    pair.paths(RADIO);
    assertThat(pair.run(10_000, () -> !pair.gateway.silent && pair.up())).isTrue();
  }
}
