package io.busbar.sink.file.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineWriterTest {
  private final SampleBatch samples = new SampleBatch(100);
  private final List<Kind> kinds = new ArrayList<>();
  private final List<PointDescription> points = new ArrayList<>();
  private GapRecord gap;

  @Test
  void writesAMeasurementAsOneLine() {
    int row = add("ia", Kind.DOUBLE, Double.doubleToRawLongBits(21.75), "A", Map.of());
    samples.sourceTime[row] = 1_767_225_600_123_456_789L;
    samples.gatewayTime[row] = 1_767_225_600_123_500_000L;
    samples.timeQuality[row] = TimeQuality.POLL;

    assertThat(lines()).containsExactly("{\"gateway\":\"oak-street\",\"device\":\"FDR-07\",\"point\":\"ia\",\"id\":17,"
        + "\"stream\":\"MEASUREMENTS\",\"epoch\":\"00000000abcdef12\",\"pos\":123,\"i\":0,\"lane\":\"live\","
        + "\"t\":1767225600123456789,\"tq\":\"poll\",\"g\":1767225600123500000,\"v\":21.75,\"q\":\"GOOD\","
        + "\"cause\":\"periodic\",\"unit\":\"A\",\"rt\":99}");
  }

  @Test
  void everyDoubleComesBackAsTheSameBits() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long bits = random.nextLong();
      samples.clear();
      kinds.clear();
      points.clear();
      add("x", Kind.DOUBLE, bits, "", Map.of());
      double value = Double.longBitsToDouble(bits);
      double read = Double.parseDouble(value().replace("\"", ""));
      if (Double.isNaN(value)) {
        assertThat(read).isNaN();
        assertThat(value()).isEqualTo("\"NaN\"");
      } else {
        assertThat(Double.doubleToRawLongBits(read)).isEqualTo(bits);
      }
    }
  }

  @Test
  void writesEveryKindExactly() {
    add("a", Kind.UINT64, -1, "", Map.of());
    add("b", Kind.INT64, Long.MIN_VALUE, "", Map.of());
    add("c", Kind.BOOLEAN, 1, "", Map.of());
    add("d", Kind.ENUM, 2, "", Map.of(2L, "on load"));
    add("e", Kind.STEP, 0x100 | (-3 & 0xFF), "", Map.of());
    add("f", Kind.DOUBLE, Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY), "", Map.of());
    add("g", Kind.TEXT, samples.blobs.add("a \"b\"\n\u00e9\ud83d\ude00"), "", Map.of());
    add("h", Kind.BYTES, samples.blobs.add(new byte[] {1, (byte) 0xFE}, 0, 2), "", Map.of());
    add("i", Kind.FLOAT32, Double.doubleToRawLongBits(0.1f), "", Map.of());

    List<String> lines = lines();
    assertThat(lines.get(0)).contains("\"v\":18446744073709551615,");
    assertThat(lines.get(1)).contains("\"v\":-9223372036854775808,");
    assertThat(lines.get(2)).contains("\"v\":true,");
    assertThat(lines.get(3)).contains("\"v\":2,\"label\":\"on load\",");
    assertThat(lines.get(4)).contains("\"v\":-3,");
    assertThat(lines.get(5)).contains("\"v\":\"-Infinity\",");
    assertThat(lines.get(6)).contains("\"v\":\"a \\\"b\\\"\\u000a\u00e9\ud83d\ude00\",");
    assertThat(lines.get(7)).contains("\"v\":\"01fe\",");
    assertThat(lines.get(8)).contains("\"v\":0.10000000149011612,");
  }

  @Test
  void saysQualityCauseAndAMissingTime() {
    int row = add("x", Kind.BOOLEAN, 0, "", Map.of());
    samples.sourceTime[row] = SampleBatch.NO_TIME;
    samples.quality[row] = Quality.invalid(0, Quality.COMM_LOST);
    samples.cause[row] = Cause.INTERROGATED;
    assertThat(lines().get(0)).contains("\"t\":null,", "\"q\":\"INVALID commLost\"", "\"cause\":\"interrogated\"");
  }

  @Test
  void writesStateAndReasonOfADeviceAsOneLine() {
    add(PointDescription.DEVICE_STATE, Kind.DEVICE_STATE, List.of(DeviceState.values()).indexOf(DeviceState.LOST), "", Map.of());
    add(PointDescription.DEVICE_REASON, Kind.TEXT, samples.blobs.add("no answer"), "", Map.of());
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0)).startsWith("{\"deviceState\":\"LOST\",\"reason\":\"no answer\",\"device\":\"FDR-07\",\"t\":");
  }

  @Test
  void writesAGap() {
    gap = new GapRecord(StreamId.EVENTS, 5, 9, -1, "process stopped without commit");
    assertThat(lines()).containsExactly("{\"gap\":{\"stream\":\"EVENTS\",\"from\":5,\"to\":9,\"reason\":"
        + "\"process stopped without commit\",\"count\":-1},\"gateway\":\"oak-street\",\"stream\":\"MEASUREMENTS\","
        + "\"epoch\":\"00000000abcdef12\",\"pos\":123,\"lane\":\"live\",\"rt\":99}");
  }

  @Test
  void tagsStandBehindTheUnit() {
    kinds.add(Kind.INT64);
    points.add(new PointDescription("oak-street", "FDR-07", "ia", Kind.INT64, "A", PublishClass.MEASUREMENT, 1_000, Map.of(),
        Map.of("phase", "A", "crew", "north \"1\"")));
    samples.add(17, 5, 0, 1, TimeQuality.POLL, 2);
    assertThat(lines().get(0)).contains("\"unit\":\"A\",\"tags\":{\"crew\":\"north \\\"1\\\"\",\"phase\":\"A\"},\"rt\":");
  }

  private int add(String point, Kind kind, long bits, String unit, Map<Long, String> labels) {
    kinds.add(kind);
    points.add(new PointDescription("oak-street", "FDR-07", point, kind, unit, PublishClass.MEASUREMENT, 1_000, labels));
    return samples.add(17, bits, 0, 1, TimeQuality.POLL, 2);
  }

  private String value() {
    Matcher value = Pattern.compile("\"v\":([^,]+),").matcher(lines().get(0));
    assertThat(value.find()).isTrue();
    return value.group(1);
  }

  private List<String> lines() {
    JsonBytes out = new JsonBytes();
    LineWriter.write(new Batch(), out);
    return StandardCharsets.UTF_8.decode(out.view()).toString().lines().toList();
  }

  private final class Batch implements SinkBatch {
    @Override
    public String gateway() {
      return "oak-street";
    }

    @Override
    public long epoch() {
      return 0xABCDEF12L;
    }

    @Override
    public StreamId stream() {
      return StreamId.MEASUREMENTS;
    }

    @Override
    public long position() {
      return 123;
    }

    @Override
    public Lane lane() {
      return Lane.LIVE;
    }

    @Override
    public long receivedNs() {
      return 99;
    }

    @Override
    public SampleBatch samples() {
      return samples;
    }

    @Override
    public Kind kind(int row) {
      return kinds.get(row);
    }

    @Override
    public PointDescription point(int row) {
      return points.get(row);
    }

    @Override
    public GapRecord gap() {
      return gap;
    }
  }
}
