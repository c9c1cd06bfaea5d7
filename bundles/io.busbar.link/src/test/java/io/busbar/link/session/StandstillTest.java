package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkLane;
import io.busbar.testkit.net.SimPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One end stands still (its machine is busy, or somebody stopped it) and goes on: so does the session. */
class StandstillTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theSessionGoesOnWhereItWas(long seed) {
    LinkPair pair = new LinkPair(seed, 1_280, 64_000, seed % 2 == 0 ? 600 : 20, io.busbar.api.link.LinkOptions.NONE);
    pair.paths(new SimPath(seed % 2 == 0 ? 300_000_000 : 50_000, 0, 64_000, 1 << 20, 0, 1, 0, 0, false));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    for (int round = 1; round <= 4; round++) {
      pair.gateway.session.send(LinkLane.LIVE, new byte[300]);
      pair.run(7_000);
      long end = pair.clock.monotonicNs() + (22 + 9 * round) * 1_000_000_000L;
      while (pair.clock.monotonicNs() < end) {
        pair.dialler.doWork(pair.clock.monotonicNs());
        pair.clock.advanceNs(5_000_000);
      }
      assertThat(pair.gateway.silent).as("it is called dead meanwhile").isTrue();
      pair.gateway.session.send(LinkLane.EVENT, new byte[20]);
      int alarms = round;
      assertThat(pair.run(20_000, () -> pair.central.got.get(LinkLane.EVENT).size() == alarms)).isTrue();
      pair.run(5_000);
    }
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(pair.central.downs).isEmpty();
    assertThat(pair.gateway.ups).isEqualTo(1);
  }
}
