package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkOptions;
import io.busbar.testkit.net.SimPath;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link whose rate nobody has told, in simulated time. */
class LearnedRateTest {
  private static final long RATE = 64_000;
  private static final double PAYLOAD_SHARE = 1_242 / 1_280.0;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.3})
  void theRateIsKnownAfterAMinuteAndOthersGoFirst(double loss) {
    LinkPair pair = new LinkPair(5, 1_280, LinkConfig.LEARNED_RATE, 600, LinkOptions.NONE);
    SimPath path = new SimPath(300_000_000, 5_000_000, RATE, 1 << 16, loss, 1, 0, 0, false);
    pair.paths(path);
    assertThat(pair.run(60_000, pair::up)).isTrue();
    pair.bulk(60_000);
    double known = goodput(pair, 300) / (1 - loss);
    // Others take half of the link: what we send must not queue before them.
    pair.paths(path.rate(RATE / 2));
    pair.bulk(30_000);
    double half = goodput(pair, 60) / (1 - loss);
    long alarmAt = pair.clock.monotonicNs();
    pair.gateway.session.send(LinkLane.EVENT, new byte[12]);
    assertThat(pair.run(10_000, () -> !pair.central.got.get(LinkLane.EVENT).isEmpty())).isTrue();
    long alarmMs = (pair.clock.monotonicNs() - alarmAt) / 1_000_000;
    pair.paths(path);
    pair.bulk(30_000);
    double again = goodput(pair, 120) / (1 - loss);
    System.out.printf(Locale.ROOT, "rate learned at %.0f %% loss: from the second minute on %.1f %% of capacity; while others take half %.1f %%, "
        + "an alarm then takes %d ms; half a minute after they have gone %.1f %%%n", loss * 100, known * 100, half * 100, alarmMs, again * 100);
    assertThat(known).isGreaterThan(0.85);
    assertThat(half).isBetween(0.35, 0.6);
    assertThat(alarmMs).isLessThan(1_500);
    assertThat(again).isGreaterThan(0.8);
  }

  /** Goodput as share of the whole link's payload. */
  private static double goodput(LinkPair pair, int seconds) {
    long before = pair.central.bytes;
    pair.bulk(seconds * 1_000L);
    return (pair.central.bytes - before) * 8.0 / seconds / RATE / PAYLOAD_SHARE;
  }
}
