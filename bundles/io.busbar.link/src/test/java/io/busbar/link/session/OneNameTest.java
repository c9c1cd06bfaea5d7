package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.testkit.net.SimPath;
import org.junit.jupiter.api.Test;

/** Two gateways that call themselves the same. */
class OneNameTest {
  private static LinkEndpoint second(LinkPair pair) {
    return EndPoint.open(new LinkConfig(true, "oak-street", 64_000, 20, 5_000, 20_000), pair.keys.gateway(),
        pair.network.connect("second", "central", 1_280), pair.clock, pair.random, pair.new End("hello from the second"));
  }

  private static LinkPair started() {
    LinkPair pair = new LinkPair(5, 1_280, 64_000, 20, io.busbar.api.link.LinkOptions.NONE);
    pair.paths(new SimPath(50_000, 0, 0, 1 << 20, 0, 1, 0, 0, false));
    assertThat(pair.run(60_000, pair::up)).isTrue();
    pair.run(2_000);
    return pair;
  }

  @Test
  void areFoundOutAndBothAreToldWhatToDo() {
    LinkPair pair = started();
    LinkEndpoint second = second(pair);
    boolean[] said = new boolean[2];
    pair.run(40_000, () -> {
      second.doWork(pair.clock.monotonicNs());
      said[0] |= pair.dialler.status().get(0).detail().contains("Give each of the two a name of its own (site: in site.yaml)");
      said[1] |= second.status().get(0).detail().contains("another gateway calls this central by the same name");
      return false;
    });
    assertThat(said).containsExactly(true, true);
    assertThat(pair.central.twice).isNotEmpty().containsOnly("oak-street");
    assertThat(pair.central.ups).as("they do not chase each other all the time").isLessThan(40);
  }

  @Test
  void oneThatIsRestartedAgainAndAgainIsOne() {
    LinkPair pair = started();
    for (int i = 0; i < 12; i++) {
      int ups = pair.central.ups;
      pair.dialler = EndPoint.open(new LinkConfig(true, "oak-street", 64_000, 20, 5_000, 20_000), pair.keys.gateway(),
          pair.network.connect("gateway with port " + i, "central", 1_280), pair.clock, pair.random, pair.new End("hello"));
      assertThat(pair.run(20_000, () -> pair.central.ups > ups)).isTrue();
      pair.run(500);
    }
    assertThat(pair.central.twice).isEmpty();
  }
}
