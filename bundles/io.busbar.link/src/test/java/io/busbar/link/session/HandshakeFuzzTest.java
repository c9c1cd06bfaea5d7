package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkSecurity;
import io.busbar.link.codec.PacketLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Datagrams of every sort at both ends of a living session: noise, pieces of real handshakes, also with right stamps as only somebody
 * who knows the secret can make them. No exception, no second session, and the first lives on.
 * {@code -Dbusbar.fuzz=N} sends another number, {@code -Dbusbar.seed=S} with another seed.
 */
class HandshakeFuzzTest {
  private static final long DATAGRAMS = 1_000_000;
  private static final int TYPES = 6;

  private final SplittableRandom dice = new SplittableRandom(Long.getLong("busbar.seed", 1));

  @Test
  void hostileHandshakesDoNothing() {
    long count = Long.getLong("busbar.fuzz", DATAGRAMS);
    LinkPair pair = new LinkPair(31, 1_280, 1_000_000);
    List<byte[]> heard = new ArrayList<>();
    pair.network.listenIn("gateway", "central", heard::add);
    pair.network.listenIn("central", "gateway", heard::add);
    assertThat(pair.run(10_000, pair::up)).isTrue();
    List<byte[]> seeds = List.copyOf(heard);
    pair.network.listenIn("gateway", "central", content -> { });
    pair.network.listenIn("central", "gateway", content -> { });
    LinkSecurity insider = pair.keys.gateway();
    Bearer toCentral = pair.network.connect("stranger", "central", 9_000);
    Bearer toGateway = pair.network.connect("stranger2", "gateway", 9_000);
    for (long i = 0; i < count; i++) {
      byte[] bytes = datagram(seeds, insider);
      (dice.nextBoolean() ? toCentral : toGateway).send(0, ByteBuffer.wrap(bytes));
      if (i % 500 == 499) {
        pair.run(2);
      }
    }
    pair.run(5_000);
    assertThat(pair.gateway.downs).isEmpty();
    assertThat(pair.central.downs).isEmpty();
    assertThat(pair.central.ups).isEqualTo(1);
  }

  private byte[] datagram(List<byte[]> seeds, LinkSecurity insider) {
    byte[] bytes;
    if (dice.nextInt(3) == 0) {
      bytes = new byte[dice.nextInt(200)];
      dice.nextBytes(bytes);
    } else {
      byte[] seed = seeds.get(dice.nextInt(seeds.size()));
      bytes = Arrays.copyOf(seed, Math.max(0, seed.length + (dice.nextInt(3) == 0 ? dice.nextInt(20) - 10 : 0)));
      for (int flips = dice.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
        bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
      }
    }
    if (bytes.length > 0 && dice.nextInt(3) == 0) {
      bytes[0] = (byte) (PacketLayout.HELLO + dice.nextInt(TYPES));
    }
    if (bytes.length > PacketLayout.STAMP_BYTES && dice.nextInt(4) == 0) {
      Stamps.put(bytes, insider.stamp(0, bytes, bytes.length - PacketLayout.STAMP_BYTES, 0));
    }
    return bytes;
  }
}
