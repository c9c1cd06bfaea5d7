package io.busbar.iec60870.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was read is written to bytes that are read the same, for every type and every size of the fields. */
class RoundTripTest {
  private static final int ROUNDS = 40;

  @Test
  void everyTypeInEverySizeComesBackTheSame() {
    Random random = new Random(11);
    for (int sizes = 0; sizes < 12; sizes++) {
      AsduFormat format = new AsduFormat(1 + sizes % 2, 1 + sizes / 2 % 2, 1 + sizes / 4, AsduFormat.MAX_104);
      for (TypeId type : TypeId.values()) {
        for (int round = 0; round < ROUNDS && type != TypeId.F_SG_NA_1; round++) {
          once(format, type, random);
        }
      }
    }
  }

  private static void once(AsduFormat format, TypeId type, Random random) {
    int count = type.isSolitary() ? 1 : 1 + random.nextInt(8);
    boolean sequence = !type.isSolitary() && random.nextBoolean();
    AsduWriter writer = new AsduWriter(format);
    if (sequence) {
      writer.beginSequence(type, random.nextInt(256), random.nextInt(256), random.nextInt(format.broadcast() + 1));
    } else {
      writer.begin(type, random.nextInt(256), random.nextInt(256), random.nextInt(format.broadcast() + 1));
    }
    int first = random.nextInt(format.maxObject() - 10);
    byte[] element = new byte[Math.max(1, type.objectBytes())];
    InformationObject object = new InformationObject();
    for (int i = 0; i < count; i++) {
      random.nextBytes(element);
      ElementCodec.read(type.element(), element, 0, object.clear());
      if (type.timeTag() != TimeTag.NONE) {
        object.time = type.timeTag() == TimeTag.CP24 ? random.nextInt(1 << 24) : random.nextLong() & 0xFF_FFFF_FFFF_FFFFL;
      }
      object.address = sequence ? first + i : random.nextInt(format.maxObject() + 1);
      assertThat(writer.add(object)).isTrue();
    }
    AsduReader reader = new AsduReader(format);
    assertThat(reader.wrap(writer.bytes(), 0, writer.length())).as(type.name()).isEqualTo(Verdict.OK);
    byte[] once = Arrays.copyOf(writer.bytes(), writer.length());
    AsduWriter again = new AsduWriter(format);
    if (sequence) {
      again.beginSequence(type, once[2], reader.originator(), reader.commonAddress());
    } else {
      again.begin(type, once[2], reader.originator(), reader.commonAddress());
    }
    while (reader.next(object)) {
      again.add(object);
    }
    assertThat(Arrays.copyOf(again.bytes(), again.length())).as(type.name()).isEqualTo(once);
  }

  @Test
  void anObjectThatDoesNotFitIsRefusedAndTheUnitStaysValid() {
    AsduWriter writer = new AsduWriter(AsduFormat.IEC_104).begin(TypeId.M_ME_TF_1, CauseOfTransmission.SPONTANEOUS, 0, 1);
    InformationObject object = new InformationObject();
    int count = 0;
    while (writer.add(object.set(count, 0))) {
      count++;
    }
    assertThat(count).isEqualTo((249 - 6) / 15);
    assertThat(new AsduReader(AsduFormat.IEC_104).wrap(writer.bytes(), 0, writer.length())).isEqualTo(Verdict.OK);
    writer.beginSequence(TypeId.M_SP_NA_1, 20, 0, 1);
    assertThat(writer.add(object.set(5, 1))).isTrue();
    assertThat(writer.add(object.set(7, 1))).as("not the next address of a sequence").isFalse();
  }

  @Test
  void readingAllocatesNothingPerObject() {
    AsduWriter writer = new AsduWriter(AsduFormat.IEC_104).begin(TypeId.M_ME_TF_1, CauseOfTransmission.SPONTANEOUS, 0, 1);
    InformationObject object = new InformationObject();
    for (int i = 0; writer.add(object.set(i, i)); i++) {
      object.time = i;
    }
    AsduReader reader = new AsduReader(AsduFormat.IEC_104);
    DeviceZone zone = new DeviceZone(java.time.ZoneId.of("Europe/Berlin"));
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long sum = 0;
    long before = 0;
    for (int round = 0; round < 130_000; round++) {
      if (round == 65_000) {
        before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      }
      reader.wrap(writer.bytes(), 0, writer.length());
      while (reader.next(object)) {
        sum += object.value + zone.epochNs(0x1a0b778d1eb478L);
      }
    }
    assertThat(sum).isNotZero();
    assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before).as("bytes for a million objects").isLessThan(65_536);
  }
}
