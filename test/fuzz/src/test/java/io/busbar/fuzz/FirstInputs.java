package io.busbar.fuzz;

import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import io.busbar.journal.block.BinaryBlockCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Good inputs of each sort for a campaign to begin with: {@code FirstInputs FOLDER} makes a folder for each target. */
public final class FirstInputs {
  private static final byte[] TEXT = "value".getBytes(StandardCharsets.US_ASCII);
  private final Path folder;

  private FirstInputs(Path folder) {
    this.folder = folder;
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    new FirstInputs(Path.of(arguments[0])).write();
  }

  private void write() throws IOException {
    BinaryBlockCodec codec = new BinaryBlockCodec();
    put("JournalRecords", "gap", codec.encodeGap(new GapRecord(StreamId.EVENTS, 1, 2, 3, "a reason")));
    put("JournalRecords", "dictionary", codec.encodeDictionary(3, List.of(new DictionaryEntry(1, new PointDescription("s", "d", "p", Kind.STEP,
        "A", PublishClass.EVENT, 1_000, Map.of(1L, "open", 2L, "closed"))))));
    for (Kind kind : Kind.values()) {
      put("JournalRecords", "block-" + kind, codec.encodeSamples(batch(kind, 20), 0, 20, 1, id -> kind));
      BulkEncoder encoder = new AdaptiveSampleCodec().bulkEncoder(SampleCodec.JOINING, CodecLimits.USUAL);
      encoder.begin();
      Kind[] kinds = new Kind[12];
      Arrays.fill(kinds, kind);
      encoder.add(1, 1, batch(kind, kinds.length), 0, kinds.length, kinds);
      put("CodecPackets", "bulk-" + kind, encoder.end());
    }
    byte[] entries = {0x21, 0, 0x11, 1, 3, 'a', 'b', 'c', 0x01, 1, 'd', 0x20, 3, 'k', 'e', 'y', 2, 'v', 'w'};
    put("LogFuzzTarget", "entries", join(new byte[] {0}, Arrays.copyOfRange(entries, 2, entries.length)));
    put("LogFuzzTarget", "snapshot", join(new byte[] {3}, Arrays.copyOfRange(entries, 11, entries.length)));
    put("LogFuzzTarget", "segment", new byte[] {2, 0, 100, 7, 8, 9, 1, 5, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90, 0});
    put("LinkMessageBytes", "message", new byte[] {1, 1, 0, 5, 6, 7, 8});
    put("LinkMessageBytes", "handshake", Arrays.copyOf(new byte[] {0x7E, 9}, 120));
    List<byte[]> heard = LinkDatagrams.heard();
    for (int i = 0; i < heard.size(); i++) {
      byte[] datagram = heard.get(i);
      put("LinkDatagrams", "heard-" + i, join(new byte[] {(byte) (datagram.length >>> 8), (byte) datagram.length}, datagram));
    }
  }

  private static SampleBatch batch(Kind kind, int rows) {
    SampleBatch batch = new SampleBatch(rows);
    for (int i = 0; i < rows; i++) {
      boolean blob = kind == Kind.TEXT || kind == Kind.BYTES;
      long bits = blob ? batch.blobs.add(TEXT, 0, TEXT.length) : kind == Kind.BOOLEAN ? i & 1 : Double.doubleToRawLongBits(i * 1.5);
      batch.add(i + 1, bits, i % 3, i * 1_000_000L, TimeQuality.POLL, i * 1_000_000L + 5);
    }
    return batch;
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  private void put(String target, String name, byte[] input) throws IOException {
    Path file = folder.resolve(target).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, input);
  }
}
