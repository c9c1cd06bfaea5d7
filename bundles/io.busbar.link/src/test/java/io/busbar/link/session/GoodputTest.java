package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkOptions;
import io.busbar.testkit.net.SimPath;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a link yields in simulated time, encrypted: figures are exact for their seed, on any machine. Capacity is (1 − loss)
 * times the share of a full packet that is not the bearer's header (28) or that of our record (10).
 */
class GoodputTest {
  private static final int OVERHEAD = 38;
  private static final int KEY_UP_MS = 40;
  private static final int TURN_AROUND_MS = 120;

  @BeforeAll
  static void head() {
    System.out.println("| link | loss | goodput of the rate | capacity | of capacity | bytes back of bytes out |");
    System.out.println("|---|---|---|---|---|---|");
  }

  @Test
  void aWideLinkYieldsNearlyItsCapacity() {
    assertThat(wide(0, 1)).isGreaterThan(0.95);
    assertThat(wide(0.10, 1)).isGreaterThan(0.95);
    assertThat(wide(0.30, 1)).isGreaterThan(0.95);
    assertThat(wide(0.50, 1)).isGreaterThan(0.90);
    assertThat(wide(0.10, 8)).isGreaterThan(0.85);
    assertThat(wide(0.30, 8)).isGreaterThan(0.85);
  }

  @Test
  void slowRadiosWithSmallPacketsWork() {
    for (double loss : new double[] {0, 0.1, 0.3}) {
      assertThat(new Run("9.6 kbit/s, round trip 2 s, MTU 296", 9_600, 296, loss, 1).yield()).isGreaterThan(0.85);
    }
    assertThat(new Run("9.6 kbit/s, round trip 2 s, MTU 92", 9_600, 92, 0.1, 1).yield()).isGreaterThan(0.75);
  }

  @Test
  void halfDuplexRadiosYieldMostOfTheirCapacity() {
    for (double loss : new double[] {0, 0.1, 0.3}) {
      assertThat(new Run("9.6 kbit/s half duplex (key-up 40 ms, turn-around 120 ms), round trip 2 s, MTU 296", 9_600, 296, loss, 1).yield())
          .isGreaterThan(0.85);
    }
  }

  private static double wide(double loss, double burst) {
    return new Run("64 kbit/s, round trip 600 ms, MTU 1280" + (burst > 1 ? ", losses in runs of 8" : ""), 64_000, 1_280, loss, burst).yield();
  }

  /** One measurement. */
  private record Run(String name, long rate, int mtu, double loss, double burst) {
    double yield() {
      boolean half = name.contains("half");
      long oneWayMs = name.contains("2 s") ? 1_000 : 300;
      LinkOptions options = half ? LinkOptions.NONE.halfDuplex(KEY_UP_MS, TURN_AROUND_MS) : LinkOptions.NONE;
      LinkPair pair = new LinkPair(42, mtu, rate, (int) (2 * oneWayMs), options);
      pair.paths(new SimPath(oneWayMs * 1_000_000, 0, rate, 1 << 20, loss, burst, 0, 0, false));
      if (half) {
        pair.network.halfDuplex("gateway", "central", KEY_UP_MS * 1_000_000L, TURN_AROUND_MS * 1_000_000L);
      }
      assertThat(pair.run(120_000, pair::up)).as("the session comes up").isTrue();
      long before = pair.central.bytes;
      int seconds = rate > 10_000 ? 600 : 1_800;
      long out = pair.network.bytes("gateway", "central");
      long back = pair.network.bytes("central", "gateway");
      pair.bulk(seconds * 1_000L);
      double share = (pair.central.bytes - before) * 8.0 / seconds / rate;
      double capacity = (1 - loss) * (mtu - OVERHEAD) / mtu;
      double answers = (pair.network.bytes("central", "gateway") - back) / (double) (pair.network.bytes("gateway", "central") - out);
      System.out.printf(Locale.ROOT, "| %s | %.0f %% | %.1f %% | %.1f %% | **%.1f %%** | %.1f %% |%n", name, loss * 100, share * 100,
          capacity * 100, 100 * share / capacity, 100 * answers);
      assertThat(pair.gateway.downs).as("one session carries it all").isEmpty();
      return share / capacity;
    }
  }
}
