package io.busbar.journal.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.testkit.vectors.VectorFile;
import io.busbar.testkit.vectors.VectorFile.Vector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The vectors of RECORDS.md: what is written down there comes out, byte for byte, and goes in again. {@code -Dbusbar.vectors.write=true}
 * writes the records of the file anew.
 */
class RecordVectorsTest {
  private static final Path FILE = Path.of("src", "test", "resources", "vectors", "records.txt");
  private static final int ORIGINS = 4;

  private final BinaryBlockCodec codec = new BinaryBlockCodec();

  @Test
  void recordsAreAsTheSpecificationHasThem() throws Exception {
    VectorFile file = new VectorFile(Files.readString(FILE));
    for (Vector vector : file.vectors()) {
      if (vector.has("malformed")) {
        assertThatThrownBy(() -> codec.decode(vector.bytes("malformed"), new Lines())).as(vector.name())
            .isInstanceOf(BlockCodec.MalformedRecordException.class);
      } else {
        byte[] record = vector.has("decoded only") ? vector.bytes("record") : encode(vector);
        vector.made("record", record);
        Lines lines = new Lines();
        codec.decode(record, lines);
        lines.values.forEach(vector::made);
      }
    }
    if (Boolean.getBoolean("busbar.vectors.write")) {
      Files.writeString(FILE, file.made());
    }
    assertThat(file.made()).isEqualTo(Files.readString(FILE));
  }

  private byte[] encode(Vector vector) {
    return switch (vector.text("type")) {
      case "samples" -> samples(vector);
      case "gap" -> codec.encodeGap(new GapRecord(StreamId.ofCode((int) vector.number("stream")), vector.number("from"), vector.number("to"),
          vector.number("count"), vector.text("reason")));
      default -> dictionary(vector);
    };
  }

  private byte[] samples(Vector vector) {
    SampleBatch batch = new SampleBatch(64);
    batch.origin(Origin.values()[(int) vector.number("origin")]);
    Map<Integer, Kind> kinds = new HashMap<>();
    for (int i = 0; vector.has("row " + i); i++) {
      String[] w = vector.text("row " + i).split(" ");
      int id = Integer.parseInt(w[0]);
      Kind kind = Kind.valueOf(w[1]);
      byte[] blob = HexFormat.of().parseHex(kind.isBlob() && !w[8].equals("-") ? w[8] : "");
      long bits = kind.isBlob() ? batch.blobs.add(blob, 0, blob.length) : Long.parseUnsignedLong(w[8], 16);
      int row = batch.add(id, bits, Integer.parseInt(w[2]), time(w[6]), Byte.parseByte(w[5]), time(w[7]));
      batch.nativeCode[row] = Integer.parseInt(w[3]);
      batch.cause[row] = Byte.parseByte(w[4]);
      kinds.put(id, kind);
    }
    return codec.encodeSamples(batch, 0, batch.size(), (int) vector.number("version"), kinds::get);
  }

  private byte[] dictionary(Vector vector) {
    List<DictionaryEntry> entries = new ArrayList<>();
    for (int i = 0; vector.has("entry " + i); i++) {
      String[] w = Arrays.stream(vector.text("entry " + i).split(";", -1)).map(String::strip).toArray(String[]::new);
      Map<Long, String> labels = new TreeMap<>();
      for (String label : w[8].isEmpty() ? new String[0] : w[8].split(" ")) {
        labels.put(Long.valueOf(label.substring(0, label.indexOf('='))), label.substring(label.indexOf('=') + 1));
      }
      Map<String, String> tags = new TreeMap<>();
      for (String tag : w.length <= 9 ? new String[0] : w[9].split(" ")) {
        tags.put(tag.substring(0, tag.indexOf('=')), tag.substring(tag.indexOf('=') + 1));
      }
      entries.add(new DictionaryEntry(Integer.parseInt(w[0]), new PointDescription(w[1], w[2], w[3], Kind.valueOf(w[4]), w[5],
          PublishClass.valueOf(w[6]), Long.parseLong(w[7]), labels, tags)));
    }
    return codec.encodeDictionary((int) vector.number("version"), entries);
  }

  private static long time(String word) {
    return word.equals("none") ? SampleBatch.NO_TIME : Long.parseLong(word);
  }

  /** What a record holds, as the file has it. */
  private static final class Lines implements BlockCodec.Visitor {
    final Map<String, String> values = new TreeMap<>();

    @Override
    public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
      assertThat(Origin.values()).hasSize(ORIGINS);
      values.put("origin", Integer.toString(batch.origin().ordinal()));
      values.put("version", Integer.toUnsignedString(modelVersion));
      for (int i = 0; i < batch.size(); i++) {
        byte[] blob = kinds[i].isBlob() ? batch.blobs.bytesAt(batch.bits[i]) : new byte[0];
        String value = !kinds[i].isBlob() ? Long.toHexString(batch.bits[i]) : blob.length == 0 ? "-" : HexFormat.of().formatHex(blob);
        values.put("row " + i, batch.point[i] + " " + kinds[i] + " " + batch.quality[i] + " " + batch.nativeCode[i] + " " + batch.cause[i] + " "
            + batch.timeQuality[i] + " " + word(batch.sourceTime[i]) + " " + word(batch.gatewayTime[i]) + " " + value);
      }
    }

    private static String word(long time) {
      return time == SampleBatch.NO_TIME ? "none" : Long.toString(time);
    }

    @Override
    public void gap(GapRecord gap) {
      values.put("stream", Integer.toString(gap.stream().code()));
      values.put("from", Long.toString(gap.fromNs()));
      values.put("to", Long.toString(gap.toNs()));
      values.put("count", Long.toString(gap.count()));
      values.put("reason", gap.reason());
    }

    @Override
    public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
      values.put("version", Integer.toUnsignedString(modelVersion));
      for (int i = 0; i < entries.size(); i++) {
        PointDescription point = entries.get(i).description();
        StringBuilder labels = new StringBuilder();
        new TreeMap<>(point.labels()).forEach((value, label) -> labels.append(' ').append(value).append('=').append(label));
        StringBuilder tags = new StringBuilder(point.tags().isEmpty() ? "" : labels.isEmpty() ? " ;" : ";");
        new TreeMap<>(point.tags()).forEach((name, text) -> tags.append(' ').append(name).append('=').append(text));
        String line = entries.get(i).id() + "; " + point.site() + "; " + point.device() + "; " + point.point() + "; " + point.kind() + "; "
            + point.unit() + "; " + point.publish() + "; " + point.periodMs() + ";" + labels + tags;
        values.put("entry " + i, line);
      }
    }
  }
}
