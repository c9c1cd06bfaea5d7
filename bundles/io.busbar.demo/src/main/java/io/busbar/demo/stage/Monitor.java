package io.busbar.demo.stage;

import io.busbar.demo.check.SinkFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has arrived so far, for the screen. One thread. */
final class Monitor {
  private static final int DELAYS_KEPT = 500;
  private final SinkFiles sink;
  private final Map<String, Newest> newest = new TreeMap<>();
  private final Deque<Long> eventDelays = new ArrayDeque<>();
  private long firstReceived;
  private long newestLive;
  private long events;
  private long history;

  /**
   * The newest sample of a point.
   *
   * @param time source time, Unix nanoseconds
   */
  record Newest(long time, double value) {
  }

  /** A monitor; {@code keep} says whether what arrives is kept for the verdict. */
  Monitor(Path sinkFolder, boolean keep) {
    sink = new SinkFiles(sinkFolder, this::sample, keep);
  }

  private void sample(String device, String point, String lane, long time, double value, long received) {
    if (firstReceived == 0) {
      firstReceived = received;
    }
    newest.merge(device + "/" + point, new Newest(time, value), (old, fresh) -> fresh.time >= old.time ? fresh : old);
    switch (lane) {
      case "event" -> {
        events++;
        if (point.startsWith("ev")) {
          eventDelays.addLast(received - time);
          if (eventDelays.size() > DELAYS_KEPT) {
            eventDelays.removeFirst();
          }
        }
      }
      case "history" -> history++;
      default -> newestLive = Math.max(newestLive, time);
    }
  }

  /** Reads what the sink has written since the last call. */
  void update() throws IOException {
    sink.readOn();
  }

  SinkFiles sink() {
    return sink;
  }

  /** When central received the first sample, Unix nanoseconds; 0 before. */
  long firstReceived() {
    return firstReceived;
  }

  /** Source time of the newest live sample, Unix nanoseconds; 0 before. */
  long newestLive() {
    return newestLive;
  }

  /** Samples of the event lane. */
  long events() {
    return events;
  }

  /** Samples that came as history. */
  long history() {
    return history;
  }

  /** The newest sample of {@code device/point}; null before. */
  @Nullable Newest newest(String name) {
    return newest.get(name);
  }

  /** Delay of the newest events at a percentile, milliseconds; NaN before the first. */
  double eventDelayMs(double percentile) {
    if (eventDelays.isEmpty()) {
      return Double.NaN;
    }
    long[] sorted = eventDelays.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(percentile / 100 * sorted.length) - 1)] / 1e6;
  }
}
