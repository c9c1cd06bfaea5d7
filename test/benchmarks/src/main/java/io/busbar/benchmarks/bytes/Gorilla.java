package io.busbar.benchmarks.bytes;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import java.util.HashMap;
import java.util.Map;

/**
 * Gorilla (Pelkonen et al., VLDB 2015): per series delta-of-delta times in ms and values by exclusive or with the last, one
 * endless block each, so that no packet is ever flushed. Only counted.
 */
final class Gorilla {
  private static final int MAX_LEADING = 31;

  private final Map<Integer, Series> series = new HashMap<>();

  private static final class Series {
    final Bytes bytes = new Bytes();
    int bit;
    int held;
    long bits;
    long lastTime;
    long lastDelta;
    long lastValue;
    int leading = -1;
    int trailing;
    boolean begun;

    void write(long value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        held = held << 1 | (int) (value >>> i & 1);
        if (++bit == 8) {
          bytes.u8(held);
          bit = 0;
          held = 0;
        }
      }
      bits += count;
    }
  }

  /** Bytes of a whole stream. */
  static long bytes(Stream stream) {
    Gorilla gorilla = new Gorilla();
    for (int b = 0; b < stream.batches().size(); b++) {
      SampleBatch batch = stream.batches().get(b);
      for (int i = 0; i < batch.size(); i++) {
        Kind kind = stream.kinds().get(b)[i];
        gorilla.add(gorilla.series.computeIfAbsent(batch.point[i], p -> new Series()), batch.sourceTime[i] / 1_000_000,
            Double.doubleToRawLongBits(kind.toDouble(batch.bits[i])));
      }
    }
    return gorilla.series.values().stream().mapToLong(s -> (s.bits + 7) / 8).sum();
  }

  private void add(Series s, long time, long value) {
    if (!s.begun) {
      s.begun = true;
      s.write(time, 64);
      s.write(value, 64);
    } else {
      long delta = time - s.lastTime;
      time(s, delta - s.lastDelta);
      s.lastDelta = delta;
      value(s, value ^ s.lastValue);
    }
    s.lastTime = time;
    s.lastValue = value;
  }

  private static void time(Series s, long change) {
    if (change == 0) {
      s.write(0, 1);
    } else if (change >= -63 && change <= 64) {
      s.write(0b10, 2);
      s.write(change + 63, 7);
    } else if (change >= -255 && change <= 256) {
      s.write(0b110, 3);
      s.write(change + 255, 9);
    } else if (change >= -2_047 && change <= 2_048) {
      s.write(0b1110, 4);
      s.write(change + 2_047, 12);
    } else {
      s.write(0b1111, 4);
      s.write(change, 32);
    }
  }

  private static void value(Series s, long xor) {
    if (xor == 0) {
      s.write(0, 1);
      return;
    }
    int leading = Math.min(MAX_LEADING, Long.numberOfLeadingZeros(xor));
    int trailing = Long.numberOfTrailingZeros(xor);
    if (s.leading >= 0 && leading >= s.leading && trailing >= s.trailing) {
      s.write(0b10, 2);
      s.write(xor >>> s.trailing, 64 - s.leading - s.trailing);
    } else {
      s.write(0b11, 2);
      s.write(leading, 5);
      s.write(64 - leading - trailing - 1, 6);
      s.write(xor >>> trailing, 64 - leading - trailing);
      s.leading = leading;
      s.trailing = trailing;
    }
  }
}
