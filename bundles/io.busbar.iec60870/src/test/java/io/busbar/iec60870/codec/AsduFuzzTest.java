package io.busbar.iec60870.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Units at random, and good ones bent: a verdict each time, objects without surprise after a good one. */
class AsduFuzzTest {
  private static final long UNITS = Long.getLong("busbar.fuzz", 1_000_000);
  private static final long SEED = Long.getLong("busbar.seed", 1);

  @Test
  void noUnitIsMoreThanAVerdict() {
    Random random = new Random(SEED);
    AsduReader[] readers = new AsduReader[12];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = new AsduReader(new AsduFormat(1 + i % 2, 1 + i / 2 % 2, 1 + i / 4, AsduFormat.MAX_104));
    }
    byte[] bytes = new byte[300];
    Map<Verdict, Integer> met = new EnumMap<>(Verdict.class);
    InformationObject object = new InformationObject();
    DeviceZone zone = new DeviceZone(java.time.ZoneId.of("Europe/Berlin"));
    long objects = 0;
    for (long i = 0; i < UNITS; i++) {
      int offset = random.nextInt(20);
      int length = fill(bytes, offset, random);
      AsduReader reader = readers[random.nextInt(readers.length)];
      Verdict verdict = reader.wrap(bytes, offset, length);
      met.merge(verdict, 1, Integer::sum);
      int count = 0;
      while (reader.next(object)) {
        count++;
        zone.epochNs(object.time);
      }
      objects += count;
      assertThat(count).isEqualTo(verdict == Verdict.OK ? reader.count() : 0);
      if (i % 64 == 0) {
        AsduText.of(AsduFormat.IEC_104, bytes, offset, length);
      }
    }
    assertThat(met.keySet()).as("seed " + SEED + ": every way of being wrong is met").contains(Verdict.values());
    assertThat(objects).isPositive();
  }

  /** Half of them are headers with about the right length. */
  private static int fill(byte[] bytes, int offset, Random random) {
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      return random.nextInt(280);
    }
    TypeId type = TypeId.values()[random.nextInt(TypeId.values().length)];
    int number = type.isSolitary() && random.nextInt(8) > 0 ? 1 : random.nextInt(12);
    boolean sequence = !type.isSolitary() && random.nextBoolean();
    bytes[offset] = (byte) type.code();
    bytes[offset + 1] = (byte) (number | (sequence ? 0x80 : 0));
    int objectBytes = 1 + random.nextInt(3);
    if (random.nextInt(4) == 0) {
      java.util.Arrays.fill(bytes, offset + 4, offset + 9, (byte) 0xFF);
    }
    int length = 2 + 1 + random.nextInt(2) + 1 + random.nextInt(2)
        + (sequence ? objectBytes + number * type.objectBytes() : number * (objectBytes + type.objectBytes())) + (random.nextInt(16) == 0 ? 1 : 0);
    return Math.max(0, Math.min(280, length));
  }
}
