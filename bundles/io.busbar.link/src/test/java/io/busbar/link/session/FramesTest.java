package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkLane;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.testkit.net.SimPath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Frames of a peer that knows the session but keeps to nothing. */
class FramesTest {
  @Test
  void framesOfAnySortAreReadWithoutAnExceptionAndWithinBounds() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      LinkPair pair = new LinkPair(round, 1_280, 64_000);
      pair.paths(SimPath.PERFECT);
      assertThat(pair.run(10_000, pair::up)).isTrue();
      for (int i = 0; i < 20; i++) {
        pair.gateway.session.send(LinkLane.EVENT, new byte[30]);
      }
      DatagramSession session = (DatagramSession) pair.gateway.session;
      PacketReader reader = new PacketReader();
      long number = 100;
      for (int i = 0; i < 300 && session.state() == DatagramSession.State.UP; i++) {
        byte[] frames = frames(random);
        reader.begin(frames, frames.length);
        session.onPacket(reader, number += random.nextInt(3), random.nextLong(), random.nextBoolean(), pair.clock.monotonicNs());
        session.doWork(pair.clock.monotonicNs());
        pair.clock.advanceMs(random.nextInt(30));
      }
    }
  }

  private static byte[] frames(SplittableRandom random) {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    int[] types = {PacketLayout.SEGMENT, PacketLayout.SEGMENT_TO_END, PacketLayout.DURABLE, PacketLayout.ACK, PacketLayout.PING};
    bytes[0] = (byte) (types[random.nextInt(types.length)] | random.nextInt(8));
    if (random.nextBoolean() && bytes.length > 4) {
      bytes[1] = 0;
      bytes[2] = (byte) random.nextInt(8);
      bytes[3] = (byte) random.nextInt(bytes.length);
    }
    return bytes;
  }
}
