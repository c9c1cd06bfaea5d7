package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkStatus;
import io.busbar.testkit.net.SimPath;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an end says of the link is so. */
class FiguresTest {
  /** One end has no time for a while, now and then, as on a machine that is busy; nothing is lost on the way. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aLinkThatLosesNothingShowsNoLossHoweverBusyItsEndsAre(long seed) {
    LinkPair pair = new LinkPair(seed, 1_280, 64_000);
    pair.paths(new SimPath(100_000, 0, 0, 1 << 20, 0, 1, 0, 0, false));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    pair.run(1_000);
    SplittableRandom dice = new SplittableRandom(seed);
    double out = 0;
    double in = 0;
    int looks = 0;
    for (int i = 0; i < 2_000; i++) {
      pair.gateway.session.send(LinkLane.LIVE, new byte[40 + dice.nextInt(400)]);
      if (dice.nextInt(30) == 0) {
        pair.gateway.session.send(LinkLane.EVENT, new byte[30]);
      }
      pair.run(20 + dice.nextInt(200));
      if (dice.nextInt(8) == 0) {
        stall(pair, dice.nextInt(3), 50 + dice.nextInt(1_200));
      }
      LinkStatus gateway = pair.dialler.status().get(0);
      LinkStatus central = pair.waiter.status().get(0);
      if (gateway.lossOut() >= 0 && central.lossOut() >= 0) {
        looks++;
        out += gateway.lossOut();
        in += central.lossOut();
        assertThat(Math.max(known(gateway.lossIn()), known(central.lossIn()))).isZero();
      }
    }
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(looks).isGreaterThan(1_000);
    assertThat(out / looks).as("mean loss to central").isLessThan(0.004);
    assertThat(in / looks).as("mean loss from central").isLessThan(0.004);
  }

  private static double known(double share) {
    return Double.isNaN(share) ? 0 : share;
  }

  /** Central (0), the gateway (1) or both stand still for so long. */
  private static void stall(LinkPair pair, int who, int ms) {
    long end = pair.clock.monotonicNs() + ms * 1_000_000L;
    while (pair.clock.monotonicNs() < end) {
      if (who == 0) {
        pair.dialler.doWork(pair.clock.monotonicNs());
      } else if (who == 1) {
        pair.waiter.doWork(pair.clock.monotonicNs());
      }
      pair.clock.advanceNs(1_000_000);
    }
  }
}
