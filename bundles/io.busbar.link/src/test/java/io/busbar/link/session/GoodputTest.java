package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.net.SimPath;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a link yields in simulated time: figures are exact for their seed, on any machine. */
class GoodputTest {
  @Test
  void thirtyPercentLossLeavesSixtyPercentOfTheRate() {
    double at64k = goodput(64_000, 1_280, 300, 0.30, 1, 600);
    assertThat(at64k).isGreaterThanOrEqualTo(0.60);
    assertThat(goodput(64_000, 1_280, 300, 0, 1, 600)).isGreaterThan(0.93);
    assertThat(goodput(64_000, 1_280, 300, 0.10, 1, 600)).isGreaterThan(0.82);
    assertThat(goodput(64_000, 1_280, 300, 0.50, 1, 600)).isGreaterThan(0.40);
    assertThat(goodput(64_000, 1_280, 300, 0.30, 8, 600)).isGreaterThan(0.45);
  }

  @Test
  void slowRadiosWithSmallPacketsWork() {
    assertThat(goodput(9_600, 296, 1_000, 0.10, 1, 1_200)).isGreaterThan(0.65);
    assertThat(goodput(9_600, 296, 1_000, 0.30, 1, 1_200)).isGreaterThan(0.45);
    assertThat(goodput(9_600, 92, 1_000, 0.10, 1, 1_200)).isGreaterThan(0.25);
  }

  private static double goodput(long rate, int mtu, long delayMs, double loss, double burst, long seconds) {
    LinkPair pair = new LinkPair(42, mtu, rate);
    pair.paths(new SimPath(delayMs * 1_000_000, 0, rate, 1 << 20, loss, burst, 0, 0, false));
    assertThat(pair.run(120_000, pair::up)).as("the session comes up").isTrue();
    long before = pair.central.bytes;
    pair.bulk(seconds * 1_000);
    double share = (pair.central.bytes - before) * 8.0 / seconds / rate;
    System.out.printf(Locale.ROOT, "goodput at %d bit/s, %d ms round trip, mtu %d, %.0f %% loss in runs of %.0f: "
        + "%.1f %% of the rate (limit %.1f); %s%n", rate, 2 * delayMs, mtu, loss * 100, burst, share * 100,
        (1 - loss) * 100 * (mtu - 41) / mtu, pair.dialler.status().get(0).detail());
    assertThat(pair.gateway.downs).as("one session carries it all").isEmpty();
    return share;
  }
}
