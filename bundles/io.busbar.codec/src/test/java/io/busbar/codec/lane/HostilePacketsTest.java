package io.busbar.codec.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.ImmediateEncoder;
import io.busbar.api.codec.SampleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Decoders under damaged and random packets: no exception, bounded memory, an answer each time. {@code -Dbusbar.fuzz.inputs=N}
 * runs another number, {@code -Dbusbar.fuzz.seed=S} begins elsewhere; the test run stops after a minute on a slow machine.
 */
class HostilePacketsTest {
  private static final long INPUTS = Long.getLong("busbar.fuzz.inputs", 1_000_000);
  private static final long SEED = Long.getLong("busbar.fuzz.seed", 1);
  private static final long LONGEST_NS = Long.getLong("busbar.fuzz.seconds", 50) * 1_000_000_000L;
  private static final int INPUTS_A_LANE = 4_000;
  private static final CodecLimits LIMITS = new CodecLimits(64);

  @Test
  void noPacketHurtsADecoder() {
    SampleCodec codec = new AdaptiveSampleCodec();
    SplittableRandom random = new SplittableRandom(SEED);
    long began = System.nanoTime();
    long taken = 0;
    long inputs = 0;
    while (inputs < INPUTS && System.nanoTime() - began < LONGEST_NS) {
      int codecVersion = 1 + random.nextInt(codec.newestVersion());
      List<byte[]> good = packets(codec, codecVersion, random);
      List<byte[]> immediates = immediates(codec, codecVersion, random);
      ImmediateDecoder immediate = codec.immediateDecoder(codecVersion, LIMITS);
      BulkDecoder bulk = codec.bulkDecoder(codecVersion, LIMITS);
      int until = random.nextInt(good.size());
      for (int i = 0; i < until; i++) {
        assertThat(bulk.decode(good.get(i), (position, version, batch, from, to, kinds) -> { })).isNull();
      }
      assertThat(bulk.decode(mutated(good.get(until), random), (position, version, batch, from, to, kinds) -> { })).satisfiesAnyOf(
          wrong -> assertThat(wrong).isNull(), wrong -> assertThat(wrong).isNotEmpty());
      for (int i = 0; i < until; i++) {
        assertThat(immediate.decode(i + 1, immediates.get(i), (position, version, batch, from, to, kinds) -> { })).isNull();
      }
      for (int i = 0; i < INPUTS_A_LANE && inputs < INPUTS; i++, inputs++) {
        List<byte[]> of = i % 4 == 0 ? good : immediates;
        byte[] packet = mutated(of.get(random.nextInt(3) == 0 ? random.nextInt(of.size()) : until), random);
        taken += immediate.decode(until + 1, packet, (position, version, batch, from, to, kinds) -> { }) == null ? 1 : 0;
      }
    }
    assertThat(inputs).isPositive();
    assertThat(taken).as("damaged packets that pass for good ones of %d", inputs).isLessThan(inputs / 2);
  }

  private static List<byte[]> packets(SampleCodec codec, int version, SplittableRandom random) {
    RandomRecords records = new RandomRecords(random.nextLong(), 30);
    BulkEncoder encoder = codec.bulkEncoder(version, LIMITS);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      RandomRecords.Sent record = records.next();
      encoder.begin();
      encoder.add(record.position(), record.modelVersion(), record.batch(), 0, record.batch().size(), record.kinds());
      packets.add(encoder.end());
    }
    return packets;
  }

  private static List<byte[]> immediates(SampleCodec codec, int version, SplittableRandom random) {
    RandomRecords records = new RandomRecords(random.nextLong(), 30);
    ImmediateEncoder encoder = codec.immediateEncoder(version, LIMITS);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      RandomRecords.Sent record = records.next();
      encoder.begin();
      encoder.add(record.position(), record.modelVersion(), record.batch(), 0, record.batch().size(), record.kinds());
      packets.add(encoder.end());
      encoder.acknowledged(Math.max(0, i - random.nextInt(6)));
    }
    return packets;
  }

  private static byte[] mutated(byte[] packet, SplittableRandom random) {
    byte[] copy = java.util.Arrays.copyOf(packet, random.nextInt(4) == 0 ? random.nextInt(packet.length + 20) : packet.length);
    int changes = random.nextInt(6) == 0 ? copy.length : 1 + random.nextInt(3);
    for (int i = 0; i < changes && copy.length > 0; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }
}
