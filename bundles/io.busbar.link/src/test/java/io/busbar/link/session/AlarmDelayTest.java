package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkLane;
import io.busbar.testkit.net.SimPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How alarms fare while bulk fills the link, in simulated time: figures are exact for their seed, on any machine. */
class AlarmDelayTest {
  private static final int WARM_UP_MS = 20_000;
  private static final int AVALANCHES = 4;
  /** Beyond that an avalanche with its repair is more than the link carries; see the README. */
  private static final int MOST_BYTES = 20;

  /** Delays in ms, in order. */
  private record Delays(List<Long> ms) {
    long at(double share) {
      return ms.get((int) Math.min(ms.size() - 1, Math.round(share * (ms.size() - 1))));
    }
  }

  @Test
  void alarmsOvertakeBulk() {
    for (int bytes : new int[] {12, 40}) {
      print("1,200 alarms of " + bytes + " bytes, one a second", single(0.3, bytes, 1_200));
    }
    Delays calm = single(0.1, 12, 300);
    print("300 alarms of 12 bytes at 10 % loss, one a second", calm);
    Delays delays = single(0.3, 12, 1_200);
    assertThat(delays.at(0.5)).isLessThanOrEqualTo(620);
    assertThat(delays.at(0.99)).isLessThanOrEqualTo(1_500);
  }

  @Test
  void avalanchesOvertakeBulk() {
    int seeds = Integer.getInteger("busbar.seeds", 4);
    for (int bytes : new int[] {6, 12, 16, 20, 24, 30, 48}) {
      Delays delays = avalanches(0.3, bytes, seeds);
      print(seeds * AVALANCHES + " avalanches of 300 alarms of " + bytes + " bytes in 2 s", delays);
      if (bytes <= MOST_BYTES) {
        assertThat(delays.at(0.5)).isLessThanOrEqualTo(620);
        assertThat(delays.at(0.99)).isLessThanOrEqualTo(1_500);
      }
    }
  }

  private static void print(String what, Delays delays) {
    System.out.printf(Locale.ROOT, "alarm delay, 64 kbit/s, round trip 600 ms, 30 %% loss, bulk fills the link; %s: median %d ms, "
        + "90 %% %d ms, 99 %% %d ms, worst %d ms%n", what, delays.at(0.5), delays.at(0.9), delays.at(0.99), delays.at(1));
  }

  private static LinkPair link(long seed, double loss) {
    LinkPair pair = new LinkPair(seed, 1_280, 64_000);
    pair.paths(new SimPath(300_000_000, 5_000_000, 64_000, 1 << 20, loss, 1, 0, 0, false));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    pair.bulk(WARM_UP_MS);
    return pair;
  }

  private static Delays single(double loss, int bytes, int count) {
    LinkPair pair = link(7, loss);
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pair.gateway.session.send(LinkLane.EVENT, new byte[bytes]);
      sent.add(pair.clock.monotonicNs());
      pair.bulk(900 + i * 37 % 200);
    }
    return delays(pair, sent);
  }

  private static Delays avalanches(double loss, int bytes, int seeds) {
    List<Long> all = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      LinkPair pair = link(1_000 + seed, loss);
      List<Long> sent = new ArrayList<>();
      for (int a = 0; a < AVALANCHES; a++) {
        for (int i = 0; i < 300; i++) {
          pair.gateway.session.send(LinkLane.EVENT, new byte[bytes]);
          sent.add(pair.clock.monotonicNs());
          pair.bulk(i % 3 == 0 ? 6 : 7);
        }
        pair.bulk(10_000);
      }
      all.addAll(delays(pair, sent).ms());
    }
    Collections.sort(all);
    return new Delays(all);
  }

  private static Delays delays(LinkPair pair, List<Long> sent) {
    assertThat(pair.run(60_000, () -> pair.central.got.get(LinkLane.EVENT).size() == sent.size())).isTrue();
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      delays.add((pair.central.at.get(LinkLane.EVENT).get(i) - sent.get(i)) / 1_000_000);
    }
    Collections.sort(delays);
    return new Delays(delays);
  }
}
