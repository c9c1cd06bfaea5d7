package io.busbar.journal.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.testkit.environment.SimRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BinaryBlockCodecTest {
  private static final long NOW = 1_767_225_600_000_000_000L;
  private static final Kind[] KINDS = Kind.values();
  private final BinaryBlockCodec codec = new BinaryBlockCodec();

  @Test
  void givesBackEveryBitOfRandomBlocks() throws Exception {
    for (int seed = 0; seed < 3_000; seed++) {
      SimRandom random = new SimRandom(seed);
      SampleBatch batch = RandomBatches.any(random, 1 + random.nextInt(seed % 50 == 0 ? 4_096 : 40));
      roundTrip(batch, 0, batch.size(), id -> RandomBatches.kindOf(id), "seed " + seed);
      int from = random.nextInt(batch.size());
      roundTrip(batch, from, from + random.nextInt(batch.size() - from + 1), id -> RandomBatches.kindOf(id), "seed " + seed);
    }
  }

  @Test
  void givesBackEverySpecialFloat() throws Exception {
    long[] bits = {
      0, 1, Long.MIN_VALUE, -1L, Long.MAX_VALUE, 0x7ff8000000000000L, 0x7ff0000000000001L, 0xfff8dead0000beefL,
      0x7ff0000000000000L, 0xfff0000000000000L, Double.doubleToRawLongBits(231.4),
      Double.doubleToRawLongBits(2314 * 0.1), Double.doubleToRawLongBits((float) 231.4),
      Double.doubleToRawLongBits(Double.MIN_VALUE), Double.doubleToRawLongBits(Double.MAX_VALUE),
      Double.doubleToRawLongBits(9007199254740993.0), Double.doubleToRawLongBits(-1e-5),
      Double.doubleToRawLongBits(Float.MIN_VALUE), Double.doubleToRawLongBits(Math.PI),
    };
    for (int rounds = 0; rounds < 200; rounds++) {
      SampleBatch batch = new SampleBatch(64);
      SimRandom random = new SimRandom(rounds);
      for (int i = 0; i < 64; i++) {
        batch.add(i + 1, bits[random.nextInt(bits.length)], 0, NOW, TimeQuality.POLL, NOW);
      }
      roundTrip(batch, 0, 64, id -> Kind.DOUBLE, "round " + rounds);
    }
  }

  @Test
  void codesAPollOfDecimalsInFewBytes() {
    SimRandom random = new SimRandom(7);
    SampleBatch batch = new SampleBatch(64);
    for (int i = 0; i < 14; i++) {
      batch.add(100 + 2 * i + random.nextInt(2), Double.doubleToRawLongBits(Math.rint(2310 + random.nextInt(40)) / 10), 0,
          NOW + 123_000_000, TimeQuality.POLL, NOW + 145_000_000);
    }
    byte[] block = codec.encodeSamples(batch, 0, 14, 3, id -> Kind.DOUBLE);
    assertThat(block.length / 14.0).isLessThan(5.0);
  }

  @Test
  void codesAScaledIntegerAsItsInteger() {
    SampleBatch batch = new SampleBatch(100);
    for (int i = 0; i < 100; i++) {
      batch.add(i + 1, Double.doubleToRawLongBits((2000 + 7 * i) * 0.1), 0, NOW, TimeQuality.POLL, NOW);
    }
    assertThat(codec.encodeSamples(batch, 0, 100, 1, id -> Kind.DOUBLE).length).isLessThan(260);
  }

  @Test
  void codesABooleanAsOneBit() {
    SampleBatch batch = new SampleBatch(800);
    for (int i = 0; i < 800; i++) {
      batch.add(i + 1, i * 31 % 7 & 1, 0, NOW, TimeQuality.POLL, NOW);
    }
    assertThat(codec.encodeSamples(batch, 0, 800, 1, id -> Kind.BOOLEAN).length).isLessThan(140);
  }

  @Test
  void givesBackGapsAndDictionaries() throws Exception {
    GapRecord gap = new GapRecord(StreamId.MEASUREMENTS, NOW, NOW + 5, -1, "process stopped without commit");
    List<DictionaryEntry> entries = new ArrayList<>();
    for (int i = 1; i < 200; i++) {
      entries.add(new DictionaryEntry(i * 3, new PointDescription("oak-street", "FDR-" + i / 20, "p" + i,
          KINDS[i % KINDS.length], i % 3 == 0 ? "kV" : "A", PublishClass.values()[i % 4], i * 100L,
          i % 5 == 0 ? Map.of(0L, "open", 1L, "zu", -5L, "störung") : Map.of(),
          i / 7 % 3 == 1 ? Map.of("phase", "A", "crew", "nörd" + i / 14) : Map.of())));
    }
    AtomicBoolean sawGap = new AtomicBoolean();
    AtomicBoolean sawDictionary = new AtomicBoolean();
    BlockCodec.Visitor visitor = new BlockCodec.Visitor() {
      @Override
      public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
        fail("no samples here");
      }

      @Override
      public void gap(GapRecord decoded) {
        assertThat(decoded).isEqualTo(gap);
        sawGap.set(true);
      }

      @Override
      public void dictionary(int modelVersion, List<DictionaryEntry> decoded) {
        assertThat(modelVersion).isEqualTo(77);
        assertThat(decoded).isEqualTo(entries);
        sawDictionary.set(true);
      }
    };
    codec.decode(codec.encodeGap(gap), visitor);
    codec.decode(codec.encodeDictionary(77, entries), visitor);
    assertThat(sawGap).isTrue();
    assertThat(sawDictionary).isTrue();
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> codec.encodeSamples(new SampleBatch(1), 0, 1, 1, id -> Kind.DOUBLE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverFailsOnHostileBytesButAsMalformed() {
    for (int seed = 0; seed < 60_000; seed++) {
      SimRandom random = new SimRandom(seed);
      byte[] bytes;
      if (seed % 3 == 0) {
        bytes = random.bytes(random.nextInt(80));
        if (bytes.length > 0) {
          bytes[0] = (byte) (0x11 + random.nextInt(3));
        }
      } else {
        SampleBatch batch = RandomBatches.any(random, 1 + random.nextInt(20));
        bytes = codec.encodeSamples(batch, 0, batch.size(), 1, id -> RandomBatches.kindOf(id));
        for (int i = 0; i <= random.nextInt(3); i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextLong();
        }
        if (random.chance(20)) {
          bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));
        }
      }
      decodeQuietly(bytes, "seed " + seed);
    }
  }

  @Test
  void survivesEveryFlippedBitOfOneOfEach() {
    SampleBatch batch = RandomBatches.any(new SimRandom(4), 30);
    List<byte[]> all = List.of(codec.encodeSamples(batch, 0, 30, 1, id -> RandomBatches.kindOf(id)),
        codec.encodeGap(new GapRecord(StreamId.EVENTS, 1, 2, 3, "why")),
        codec.encodeDictionary(2, List.of(new DictionaryEntry(9,
            new PointDescription("s", "d", "p", Kind.ENUM, "", PublishClass.ALARM, 0, Map.of(1L, "on"))))));
    for (byte[] record : all) {
      for (int bit = 0; bit < record.length * 8; bit++) {
        byte[] flipped = record.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        decodeQuietly(flipped, "bit " + bit);
      }
    }
  }

  private void decodeQuietly(byte[] bytes, String what) {
    try {
      codec.decode(bytes, new Ignoring());
    } catch (MalformedRecordException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    } catch (RuntimeException e) {
      fail(what, e);
    }
  }

  private void roundTrip(SampleBatch batch, int from, int to, BlockCodec.KindOf kindOf, String what) throws Exception {
    byte[] block = codec.encodeSamples(batch, from, to, 42, kindOf);
    assertThat(BinaryBlockCodec.sampleCount(block)).isEqualTo(to - from);
    AtomicBoolean seen = new AtomicBoolean();
    codec.decode(block, new Ignoring() {
      @Override
      public void samples(SampleBatch decoded, Kind[] kinds, int modelVersion) {
        seen.set(true);
        assertThat(modelVersion).isEqualTo(42);
        assertThat(decoded.size()).as(what).isEqualTo(to - from);
        assertThat(decoded.origin()).isEqualTo(batch.origin());
        for (int i = 0; i < decoded.size(); i++) {
          int row = from + i;
          Kind kind = kindOf.kind(batch.point[row]);
          boolean same = decoded.point[i] == batch.point[row] && kinds[i] == kind
              && decoded.quality[i] == batch.quality[row] && decoded.sourceTime[i] == batch.sourceTime[row]
              && decoded.gatewayTime[i] == batch.gatewayTime[row] && decoded.cause[i] == batch.cause[row]
              && decoded.timeQuality[i] == batch.timeQuality[row] && decoded.nativeCode[i] == batch.nativeCode[row]
              && (kind.isBlob()
                  ? Arrays.equals(decoded.blobs.bytesAt(decoded.bits[i]), batch.blobs.bytesAt(batch.bits[row]))
                  : decoded.bits[i] == batch.bits[row]);
          assertThat(same).as("%s row %d", what, i).isTrue();
        }
      }
    });
    assertThat(seen).isTrue();
  }

  private static class Ignoring implements BlockCodec.Visitor {
    @Override
    public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
      assertThat(batch.size()).isEqualTo(kinds.length);
    }

    @Override
    public void gap(GapRecord gap) {
      assertThat(gap.reason()).isNotNull();
    }

    @Override
    public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
      assertThat(entries).isNotNull();
    }
  }

  /** Batches as fields make them and as nobody would. */
  static final class RandomBatches {
    private RandomBatches() {}

    static Kind kindOf(int id) {
      return KINDS[Math.floorMod(id, KINDS.length)];
    }

    static SampleBatch any(SimRandom random, int rows) {
      SampleBatch batch = new SampleBatch(rows);
      batch.origin(Origin.values()[random.nextInt(4)]);
      long base = NOW + random.nextInt(1_000) * 1_000_000L;
      int id = random.nextInt(1_000);
      boolean wild = random.chance(20);
      boolean sharedTime = random.chance(60);
      for (int i = 0; i < rows; i++) {
        id += random.chance(50) ? 1 : random.nextInt(40) - 10;
        int point = wild && random.chance(10) ? (int) random.nextLong() : id;
        long source = sharedTime ? base : random.chance(5) ? SampleBatch.NO_TIME : base + random.nextInt(1 << 20) * 1_000L;
        if (wild) {
          source = random.nextLong();
        }
        long value = value(random, kindOf(point), batch, wild);
        byte timeQuality = wild ? (byte) random.nextLong() : TimeQuality.POLL;
        int row = batch.add(point, value, random.chance(90) ? 0 : (int) random.nextLong(), source, timeQuality,
            random.chance(90) ? source + 20_000_000 : random.nextLong());
        batch.cause[row] = random.chance(80) ? Cause.PERIODIC : (byte) random.nextLong();
        batch.nativeCode[row] = random.chance(95) ? 0 : (int) random.nextLong();
      }
      return batch;
    }

    private static long value(SimRandom random, Kind kind, SampleBatch batch, boolean wild) {
      if (kind.isBlob()) {
        return batch.blobs.add(random.bytes(random.nextInt(12)), 0, 0) == -1 ? 0
            : batch.blobs.add(random.bytes(12), 0, random.nextInt(12));
      }
      if (wild) {
        return random.nextLong();
      }
      if (kind.isFloating()) {
        double decimal = (random.nextInt(100_000) - 50_000) / Math.pow(10, random.nextInt(6));
        return Double.doubleToRawLongBits(random.chance(30) ? (float) decimal : decimal);
      }
      return kind == Kind.BOOLEAN ? random.nextInt(2) : random.nextInt(100_000) - 50_000;
    }
  }
}
