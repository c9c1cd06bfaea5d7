package io.busbar.transport.ways;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.transport.TestClock;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Central at two addresses: what each gateway's way is like is that way's own. */
class GatheredBearerTest {
  private static final long WAIT_NS = 60_000_000_000L;

  private final Bearers bearers = new Bearers(TestClock.real());

  private static int cross(Bearer from, Bearer to) {
    ByteBuffer into = ByteBuffer.allocate(2_048);
    long end = System.nanoTime() + WAIT_NS;
    while (System.nanoTime() < end) {
      from.send(Bearer.DEFAULT_PEER, ByteBuffer.wrap(new byte[] {1}));
      to.await(5_000_000L);
      int got = to.receive(into);
      if (got >= 0) {
        return got;
      }
      from.receive(ByteBuffer.allocate(2_048));
    }
    return -1;
  }

  @Test
  void eachPeerHasTheOverheadAndTheNameOfItsOwnWay() throws Exception {
    try (Bearer central = bearers.listen(List.of("127.0.0.1:0", "tcp://127.0.0.1:0"), 1_280)) {
      String[] at = central.describe().split(", ");
      try (Bearer udp = bearers.connect(at[0].substring("udp ".length()), 1_280);
          Bearer tcp = bearers.connect("tcp://" + at[1].substring("tcp ".length()), 1_280)) {
        int overUdp = cross(udp, central);
        assertThat(overUdp).isNotNegative();
        int overTcp = cross(tcp, central);
        while (overTcp == overUdp) {
          overTcp = cross(tcp, central); // what was sent more than once before
        }
        assertThat(central.overheadBytes(overUdp)).isEqualTo(udp.overheadBytes()).isEqualTo(28);
        assertThat(central.overheadBytes(overTcp)).isEqualTo(tcp.overheadBytes()).isEqualTo(54);
        assertThat(central.maxPayloadBytes(overUdp)).isEqualTo(1_252);
        assertThat(central.maxPayloadBytes(overTcp)).isEqualTo(1_226);
        assertThat(central.describe(overUdp)).isEqualTo(at[0]);
        assertThat(central.describe(overTcp)).isEqualTo(at[1]);
      }
    }
  }
}
