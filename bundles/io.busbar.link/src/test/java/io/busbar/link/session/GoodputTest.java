package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkLane;
import io.busbar.testkit.net.SimPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  @Test
  void alarmsOvertakeBulk() {
    LinkPair pair = new LinkPair(7, 1_280, 64_000);
    pair.paths(new SimPath(300_000_000, 5_000_000, 64_000, 1 << 20, 0.3, 1, 0, 0, false));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      fillHistory(pair);
      pair.gateway.session.send(LinkLane.EVENT, new byte[30]);
      sent.add(pair.clock.monotonicNs());
      pair.run(900 + i % 200, () -> {
        fillHistory(pair);
        return false;
      });
    }
    assertThat(pair.run(60_000, () -> pair.central.got.get(LinkLane.EVENT).size() == 300)).isTrue();
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      delays.add((pair.central.at.get(LinkLane.EVENT).get(i) - sent.get(i)) / 1_000_000);
    }
    Collections.sort(delays);
    System.out.printf(Locale.ROOT, "alarm delay over 64 kbit/s, 600 ms round trip, 30 %% loss, bulk under way: "
        + "median %d ms, 90 %% %d ms, worst %d ms%n", delays.get(150), delays.get(270), delays.get(299));
    assertThat(delays.get(150)).isLessThan(700);
    assertThat(delays.get(270)).isLessThan(1_200);
    assertThat(delays.get(299)).isLessThan(6_000);
  }

  @Test
  void anAvalancheOfAlarmsIsThroughInSeconds() {
    LinkPair pair = new LinkPair(11, 1_280, 64_000);
    pair.paths(new SimPath(300_000_000, 5_000_000, 64_000, 1 << 20, 0.3, 1, 0, 0, false));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    pair.run(20_000, () -> {
      fillHistory(pair);
      return false;
    });
    long began = pair.clock.monotonicNs();
    for (int i = 0; i < 300; i++) {
      pair.gateway.session.send(LinkLane.EVENT, new byte[30]);
      pair.run(7, () -> {
        fillHistory(pair);
        return false;
      });
    }
    assertThat(pair.run(60_000, () -> pair.central.got.get(LinkLane.EVENT).size() == 300)).isTrue();
    List<Long> at = pair.central.at.get(LinkLane.EVENT);
    System.out.printf(Locale.ROOT, "300 alarms in 2.1 s over 64 kbit/s, 600 ms round trip, 30 %% loss, bulk under way: "
        + "the last is there %d ms after the first was sent, the median %d ms%n", (at.get(299) - began) / 1_000_000,
        (at.get(150) - began) / 1_000_000);
    assertThat((at.get(299) - began) / 1_000_000).isLessThan(8_000);
  }

  private static void fillHistory(LinkPair pair) {
    if (pair.gateway.session != null) {
      while (pair.gateway.session.room(LinkLane.HISTORY) > 100_000) {
        pair.gateway.session.send(LinkLane.HISTORY, new byte[400]);
      }
    }
  }

  private static double goodput(long rate, int mtu, long delayMs, double loss, double burst, long seconds) {
    LinkPair pair = new LinkPair(42, mtu, rate);
    pair.paths(new SimPath(delayMs * 1_000_000, 0, rate, 1 << 20, loss, burst, 0, 0, false));
    assertThat(pair.run(120_000, pair::up)).as("the session comes up").isTrue();
    long before = pair.central.bytes;
    pair.run(seconds * 1_000, () -> {
      fillHistory(pair);
      return false;
    });
    double share = (pair.central.bytes - before) * 8.0 / seconds / rate;
    System.out.printf(Locale.ROOT, "goodput at %d bit/s, %d ms round trip, mtu %d, %.0f %% loss in runs of %.0f: "
        + "%.1f %% of the rate (limit %.1f); %s%n", rate, 2 * delayMs, mtu, loss * 100, burst, share * 100,
        (1 - loss) * 100 * (mtu - 41) / mtu, pair.dialler.status().get(0).detail());
    assertThat(pair.gateway.downs).as("one session carries it all").isEmpty();
    return share;
  }
}
