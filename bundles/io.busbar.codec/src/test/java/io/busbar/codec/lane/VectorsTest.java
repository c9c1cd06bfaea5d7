package io.busbar.codec.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.ImmediateEncoder;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors of SPECIFICATION.md: what is written down there comes out, byte for byte, and goes in again.
 * {@code -Dbusbar.vectors.write=true} writes the packets of the files anew, for a new version of the format.
 */
class VectorsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "vectors");
  private static final HexFormat HEX = HexFormat.of();

  /** A record as its rows are written in the file. */
  private record Rec(long position, int modelVersion, SampleBatch batch, Kind[] kinds) {}

  @ParameterizedTest
  @ValueSource(strings = {"bulk-first", "bulk-polls", "bulk-special", "bulk-again", "bulk-all", "immediate-polls",
      "version2/bulk-first", "version2/bulk-polls", "version2/bulk-special", "version2/bulk-again", "version2/bulk-all",
      "version2/bulk-cut", "version2/bulk-times", "version2/bulk-habits", "version2/immediate-polls", "version2/immediate-times",
      "version2/immediate-habits", "version2/immediate-all"})
  void vectors(String name) throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".txt"), StandardCharsets.UTF_8);
    List<String> made = new ArrayList<>();
    int codecVersion = name.startsWith("version2") ? SampleCodec.JOINING : SampleCodec.ADAPTIVE;
    Lane lane = name.contains("bulk") ? new BulkLane(codecVersion) : new ImmediateLane(codecVersion);
    List<Rec> records = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "record" -> records.add(record(words));
        case "row" -> row(records.get(records.size() - 1), words);
        case "acknowledged" -> lane.acknowledged(Long.parseLong(words[1]));
        case "packet" -> {
          byte[] packet = lane.encode(records);
          made.add("packet " + HEX.formatHex(packet));
          assertThat(lane.decode(packet)).as("%s: %s", name, line).isEqualTo(text(records));
          records.clear();
          continue;
        }
        default -> assertThat(line).as("line of %s", name).matches("#.*|");
      }
      made.add(line);
    }
    if (Boolean.getBoolean("busbar.vectors.write")) {
      Files.write(FOLDER.resolve(name + ".txt"), made);
    }
    assertThat(made).as(name).isEqualTo(Files.readAllLines(FOLDER.resolve(name + ".txt")));
  }

  private interface Lane {
    byte[] encode(List<Rec> records);

    List<String> decode(byte[] packet);

    default void acknowledged(long upTo) {
      throw new IllegalStateException("a bulk lane has no use for what is acknowledged");
    }
  }

  private static final class BulkLane implements Lane {
    private final BulkEncoder encoder;
    private final BulkDecoder decoder;

    BulkLane(int version) {
      encoder = new AdaptiveSampleCodec().bulkEncoder(version, new CodecLimits(64));
      decoder = new AdaptiveSampleCodec().bulkDecoder(version, new CodecLimits(64));
    }

    @Override
    public byte[] encode(List<Rec> records) {
      encoder.begin();
      records.forEach(r -> encoder.add(r.position, r.modelVersion, r.batch, 0, r.batch.size(), r.kinds));
      return encoder.end();
    }

    @Override
    public List<String> decode(byte[] packet) {
      List<String> lines = new ArrayList<>();
      assertThat(decoder.decode(packet, (p, version, batch, from, to, kinds) -> describe(lines, p, version, new Rows(batch, from, to, kinds))))
          .isNull();
      return lines;
    }
  }

  private static final class ImmediateLane implements Lane {
    private final ImmediateEncoder encoder;
    private final ImmediateDecoder decoder;
    private long number;

    ImmediateLane(int version) {
      encoder = new AdaptiveSampleCodec().immediateEncoder(version, new CodecLimits(64));
      decoder = new AdaptiveSampleCodec().immediateDecoder(version, new CodecLimits(64));
    }

    @Override
    public byte[] encode(List<Rec> records) {
      encoder.begin();
      records.forEach(r -> encoder.add(r.position, r.modelVersion, r.batch, 0, r.batch.size(), r.kinds));
      return encoder.end();
    }

    @Override
    public List<String> decode(byte[] packet) {
      List<String> lines = new ArrayList<>();
      assertThat(decoder.decode(++number, packet,
          (p, version, batch, from, to, kinds) -> describe(lines, p, version, new Rows(batch, from, to, kinds)))).isNull();
      return lines;
    }

    @Override
    public void acknowledged(long upTo) {
      encoder.acknowledged(upTo);
    }
  }

  private record Rows(SampleBatch batch, int from, int to, Kind[] kinds) {}

  private static Rec record(String[] words) {
    SampleBatch batch = new SampleBatch(256);
    batch.origin(Origin.valueOf(words[3]));
    return new Rec(Long.parseLong(words[1]), Integer.parseInt(words[2]), batch, new Kind[256]);
  }

  private static void row(Rec record, String[] words) {
    Kind kind = Kind.valueOf(words[2]);
    SampleBatch batch = record.batch;
    byte[] blob = kind.isBlob() ? HEX.parseHex(words.length > 9 ? words[9] : "") : new byte[0];
    long bits = kind.isBlob() ? batch.blobs.add(blob, 0, blob.length) : Long.parseUnsignedLong(words[9], 16);
    int row = batch.add(Integer.parseInt(words[1]), bits, Integer.parseInt(words[3]), time(words[7]), Byte.parseByte(words[6]), time(words[8]));
    batch.nativeCode[row] = Integer.parseInt(words[4]);
    batch.cause[row] = Byte.parseByte(words[5]);
    record.kinds[row] = kind;
  }

  private static long time(String word) {
    return word.equals("none") ? SampleBatch.NO_TIME : Long.parseLong(word);
  }

  private static List<String> text(List<Rec> records) {
    List<String> lines = new ArrayList<>();
    records.forEach(r -> describe(lines, r.position, r.modelVersion, new Rows(r.batch, 0, r.batch.size(), r.kinds)));
    return lines;
  }

  /** A record as lines of the file. */
  private static void describe(List<String> lines, long position, int version, Rows rows) {
    SampleBatch batch = rows.batch;
    lines.add("record " + position + " " + version + " " + batch.origin());
    for (int i = rows.from; i < rows.to; i++) {
      StringJoiner line = new StringJoiner(" ");
      line.add("row").add(Integer.toString(batch.point[i])).add(rows.kinds[i].name()).add(Integer.toString(batch.quality[i]));
      line.add(Integer.toString(batch.nativeCode[i])).add(Byte.toString(batch.cause[i])).add(Byte.toString(batch.timeQuality[i]));
      line.add(word(batch.sourceTime[i])).add(word(batch.gatewayTime[i]));
      line.add(rows.kinds[i].isBlob() ? HEX.formatHex(batch.blobs.bytesAt(batch.bits[i])) : Long.toHexString(batch.bits[i]));
      lines.add(line.toString());
    }
  }

  private static String word(long time) {
    return time == SampleBatch.NO_TIME ? "none" : Long.toString(time);
  }
}
