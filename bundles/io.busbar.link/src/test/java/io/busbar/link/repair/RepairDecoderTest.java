package io.busbar.link.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RepairDecoderTest {
  private final Map<Long, byte[]> known = new HashMap<>();
  private long next;
  private final RepairDecoder decoder = new RepairDecoder(new RepairDecoder.Segments() {
    @Override
    public long next() {
      return next;
    }

    @Override
    public byte[] known(long number) {
      return known.get(number);
    }

    @Override
    public void recovered(long number, byte[] bytes) {
      assertThat(known.put(number, bytes)).as("recovered once").isNull();
    }
  });

  @Test
  void asManySymbolsAsSegmentsAreMissingBringThemBack() {
    int complete = 0;
    for (int round = 0; round < 500; round++) {
      SplittableRandom random = new SplittableRandom(round);
      known.clear();
      next = 65_500 + random.nextInt(60);
      List<byte[]> segments = segments(random, 2 + random.nextInt(RepairSymbol.MAX_SEGMENTS - 1));
      int missing = 0;
      for (int i = 0; i < segments.size(); i++) {
        if (random.nextInt(3) == 0) {
          missing++;
        } else {
          known.put(next + i, segments.get(i));
        }
      }
      for (int i = 0; i < missing; i++) {
        decoder.add(next, segments.size(), i, RepairSymbol.of(i, next, segments));
      }
      complete += known.size() == segments.size() ? 1 : 0;
      known.forEach((number, bytes) -> assertThat(bytes).isEqualTo(segments.get((int) (number - next))));
      next += 1_000;
    }
    assertThat(complete).as("random coefficients are dependent now and then").isGreaterThan(485);
  }

  @Test
  void symbolsAndLateSegmentsWorkTogether() {
    SplittableRandom random = new SplittableRandom(5);
    List<byte[]> segments = segments(random, 6);
    decoder.add(0, 6, 1, RepairSymbol.of(1, 0, segments));
    decoder.add(0, 6, 2, RepairSymbol.of(2, 0, segments));
    assertThat(known).isEmpty();
    for (long late : new long[] {5, 0, 3, 2}) {
      known.put(late, segments.get((int) late));
      decoder.arrived(late, segments.get((int) late));
    }
    assertThat(known.get(1L)).isEqualTo(segments.get(1));
    assertThat(known.get(4L)).isEqualTo(segments.get(4));
    assertThat(decoder.isWaiting()).isFalse();
  }

  @Test
  void hostileSymbolsDoNothingAndTakeBoundedMemory() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 20_000; i++) {
      byte[] symbol = new byte[random.nextInt(60)];
      random.nextBytes(symbol);
      decoder.add(random.nextInt(200) - 20, random.nextInt(70), random.nextInt(256), symbol);
      if (random.nextInt(4) == 0) {
        long number = next + random.nextInt(150);
        byte[] bytes = new byte[1 + random.nextInt(80)];
        if (known.putIfAbsent(number, bytes) == null) {
          decoder.arrived(number, bytes);
        }
      }
      while (random.nextInt(3) == 0 && known.containsKey(next)) {
        next++;
      }
    }
    assertThat(decoder.useless()).isPositive();
  }

  private static List<byte[]> segments(SplittableRandom random, int count) {
    List<byte[]> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
      segments.add(bytes);
    }
    return segments;
  }
}
