package io.busbar.demo.check;

import io.busbar.demo.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the rolling newline-delimited JSON files of the sink, and keeps what they say per point. Reads whole lines only; may be
 * called again and again while the sink writes. Not thread-safe.
 */
public final class SinkFiles {
  private static final int CHUNK_BYTES = 1 << 16;
  private final Path folder;
  private final Map<Path, Long> offsets = new TreeMap<>();
  private final Map<String, Series> series = new TreeMap<>();
  private final Map<String, Integer> journals = new HashMap<>();
  private final Map<String, Integer> lanes = new HashMap<>();
  private final List<GapLine> gaps = new ArrayList<>();
  private final Map<String, String> deviceStates = new TreeMap<>();
  private final SinkListener listener;
  private final boolean keep;
  private long samples;
  private long unreadable;

  /**
   * A reader at the beginning.
   *
   * @param folder   where the sink writes files that end in {@code .ndjson}; need not exist yet
   * @param listener is told each sample as it is read
   * @param keep     whether samples are kept for a check; a run without end does not
   */
  public SinkFiles(Path folder, SinkListener listener, boolean keep) {
    this.folder = folder;
    this.keep = keep;
    this.listener = listener;
  }

  /** Is told each sample once, in the order of the files. */
  @FunctionalInterface
  public interface SinkListener {
    /** A sample; times in Unix nanoseconds. */
    void sample(String device, String point, String lane, long time, double value, long received);
  }

  /**
   * A gap that the sink wrote down.
   *
   * @param fromNs begin, gateway time
   * @param toNs   end
   */
  public record GapLine(String stream, long fromNs, long toNs, long count, String reason) {
  }

  /** Reads what was added since the last call. */
  public void readOn() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
    for (Path file : files) {
      offsets.put(file, readFrom(file, offsets.getOrDefault(file, 0L)));
    }
  }

  private long readFrom(Path file, long offset) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(offset);
      byte[] chunk = new byte[CHUNK_BYTES];
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long complete = offset;
      for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
        int from = 0;
        for (int i = 0; i < read; i++) {
          if (chunk[i] == '\n') {
            line.write(chunk, from, i - from);
            complete += line.size() + 1;
            take(line.toString(StandardCharsets.UTF_8));
            line.reset();
            from = i + 1;
          }
        }
        line.write(chunk, from, read - from);
      }
      return complete;
    }
  }

  private void take(String text) {
    Map<String, @Nullable Object> line;
    try {
      line = JsonReader.object(text);
    } catch (IllegalArgumentException e) {
      unreadable++;
      return;
    }
    if (line.get("gap") instanceof Map<?, ?> gap) {
      gaps.add(gap(gap));
    } else if (line.get("deviceState") instanceof String state) {
      deviceStates.put(SinkSample.text(line, "device"), state);
    } else if (line.containsKey("point")) {
      sample(SinkSample.of(line));
    }
  }

  private static GapLine gap(Map<?, ?> members) {
    Map<String, @Nullable Object> gap = new HashMap<>();
    members.forEach((name, value) -> gap.put(String.valueOf(name), value));
    return new GapLine(SinkSample.text(gap, "stream"), SinkSample.whole(gap, "from"), SinkSample.whole(gap, "to"),
        SinkSample.whole(gap, "count"), SinkSample.text(gap, "reason"));
  }

  private void sample(SinkSample sample) {
    if (keep) {
      int journal = number(journals, sample.epoch() + "/" + sample.stream());
      int lane = number(lanes, sample.lane());
      series.computeIfAbsent(sample.device() + "/" + sample.point(), any -> new Series()).add(sample, journal, lane);
    }
    samples++;
    listener.sample(sample.device(), sample.point(), sample.lane(), sample.time(), sample.value(), sample.received());
  }

  private static int number(Map<String, Integer> numbers, String name) {
    return numbers.computeIfAbsent(name, any -> numbers.size());
  }

  /** Samples read so far. */
  public long samples() {
    return samples;
  }

  /** Lines that were no JSON object. */
  public long unreadable() {
    return unreadable;
  }

  /** Gaps read so far. */
  public List<GapLine> gaps() {
    return List.copyOf(gaps);
  }

  /** The newest state of each device that changed its state. */
  public Map<String, String> deviceStates() {
    return Map.copyOf(deviceStates);
  }

  /** What is known of {@code device/point}; null when nothing arrived. */
  @Nullable Series series(String name) {
    return series.get(name);
  }

  /** Everything that arrived, by {@code device/point}. */
  Map<String, Series> all() {
    return series;
  }
}
