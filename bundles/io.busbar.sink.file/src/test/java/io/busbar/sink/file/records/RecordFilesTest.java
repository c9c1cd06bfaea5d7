package io.busbar.sink.file.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.FileChunk;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordFilesTest {
  private static final long TIME = 1_767_225_600_123_000_000L;
  private static final String NAME = "oak-street.FDR-07.records.17.20260101T000000.123Z";
  private final SimStorage storage = new SimStorage(new SimRandom(3));
  private RecordFiles files = new RecordFiles(() -> storage);

  private static List<FileChunk> parts(byte[] content) {
    List<FileChunk> parts = new ArrayList<>();
    for (int from = 0; from < content.length; from += 100) {
      parts.add(new FileChunk("17", content.length, from, Arrays.copyOfRange(content, from, Math.min(content.length, from + 100))));
    }
    return parts;
  }

  private static byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    new Random(5).nextBytes(content);
    return content;
  }

  private byte[] read(String name) throws IOException {
    try (var file = storage.open(name)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      file.read(0, bytes);
      return bytes.array();
    }
  }

  private void commit() throws IOException {
    files.commit(new SinkPosition(StreamId.MEASUREMENTS, 1));
  }

  @Test
  void partsInAnyOrderOverPowerCutsMakeTheFile() throws IOException {
    byte[] content = content(12_345);
    for (int seed = 0; seed < 20; seed++) {
      List<FileChunk> parts = parts(content);
      Random random = new Random(seed);
      Collections.shuffle(parts, random);
      int committed = 0;
      while (committed < parts.size()) {
        int until = Math.min(parts.size(), committed + 1 + random.nextInt(40));
        for (FileChunk each : parts.subList(committed, until)) {
          files.accept(new Batch("oak-street", "FDR-07", each.encode()));
        }
        if (random.nextBoolean()) {
          commit();
          committed = until;
        } else {
          storage.restart();
          files = new RecordFiles(() -> storage);
        }
      }
      assertThat(storage.list()).as("seed " + seed).containsExactly(NAME);
      assertThat(read(NAME)).as("seed " + seed).isEqualTo(content);
      files.accept(new Batch("oak-street", "FDR-07", parts.get(0).encode()));
      commit();
      assertThat(storage.list()).as("a part that comes again is of the file that is whole").containsExactly(NAME);
      storage.delete(NAME);
      storage.sync();
    }
  }

  @Test
  void otherBytesAreNoFiles() throws IOException {
    files.accept(new Batch("oak-street", "FDR-07", new byte[] {1, 2, 3}));
    files.accept(new Batch("oak-street", "FDR-07", new byte[40]));
    commit();
    assertThat(storage.list()).isEmpty();
  }

  @Test
  void namesThatAFileSystemDoesNotTakeAreMadeOnesThatDiffer() throws IOException {
    byte[] one = parts(content(10)).get(0).encode();
    files.accept(new Batch("../oak", "FDR/07", one));
    files.accept(new Batch("../oak", "FDR.07", one));
    files.accept(new Batch("x".repeat(200), "FDR", one));
    commit();
    assertThat(storage.list()).hasSize(3).allMatch(name -> name.matches("[A-Za-z0-9._-]{1,100}") && !name.startsWith("."));
  }

  @Test
  void aChangedValueIsNoPart() {
    byte[] value = parts(content(250)).get(1).encode();
    assertThat(FileChunk.decode(value)).isEqualTo(parts(content(250)).get(1));
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      byte[] bent = Arrays.copyOf(value, random.nextInt(value.length + 1));
      for (int j = 0; j < 3 && bent.length > 0; j++) {
        bent[random.nextInt(Math.min(bent.length, 14))] = (byte) random.nextInt(256);
      }
      FileChunk chunk = FileChunk.decode(bent);
      assertThat(chunk == null || chunk.offset() + chunk.bytes().length <= chunk.fileBytes()).isTrue();
    }
  }

  /** One sample of one device's point for records. */
  private static final class Batch implements SinkBatch {
    private final String gateway;
    private final String device;
    private final SampleBatch samples = new SampleBatch(1);

    Batch(String gateway, String device, byte[] value) {
      this.gateway = gateway;
      this.device = device;
      samples.add(0, samples.blobs.add(value, 0, value.length), Quality.GOOD, TIME, TimeQuality.SYNCHRONISED, TIME);
    }

    @Override
    public String gateway() {
      return gateway;
    }

    @Override
    public long epoch() {
      return 1;
    }

    @Override
    public StreamId stream() {
      return StreamId.MEASUREMENTS;
    }

    @Override
    public long position() {
      return 1;
    }

    @Override
    public Lane lane() {
      return Lane.LIVE;
    }

    @Override
    public long receivedNs() {
      return TIME;
    }

    @Override
    public SampleBatch samples() {
      return samples;
    }

    @Override
    public Kind kind(int row) {
      return Kind.BYTES;
    }

    @Override
    public PointDescription point(int row) {
      return new PointDescription("oak-street", device, "records", Kind.BYTES, "", PublishClass.MEASUREMENT, 0, Map.of(), Map.of());
    }

    @Override
    public @Nullable GapRecord gap() {
      return null;
    }
  }
}
