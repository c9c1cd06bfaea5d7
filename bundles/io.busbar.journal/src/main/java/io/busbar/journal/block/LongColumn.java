package io.busbar.journal.block;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.util.Arrays;

/**
 * A column of 64-bit integers of known, positive length in the cheapest of a few codings. All arithmetic wraps, so
 * every content is given back exactly.
 *
 * <pre>
 *   0        1
 *  +--------+----------------------------------------+
 *  | coding | what follows, in multiples of the unit |
 *  +--------+----------------------------------------+
 *   bit 0-2  NONE     nothing: every value is the smallest long (no time)
 *            CONSTANT z(first)
 *            PLAIN    z(value) for each row
 *            DELTAS   z(first), then z(difference to the row before)
 *            RUNS     z(first), then v(rows of this value), then while rows are left: z(difference), v(rows)
 *            STRIDES  z(first), then while rows are left: v(rows), z(their common difference to the row before)
 *   bit 3-4  unit: 1, 1 000, 1 000 000, 1 000 000 000
 *   bit 5-7  0
 *
 *  v: unsigned LEB128; z: zigzag, then LEB128
 * </pre>
 */
final class LongColumn {
  static final int NONE = 0;
  static final int CONSTANT = 1;
  static final int PLAIN = 2;
  static final int DELTAS = 3;
  static final int RUNS = 4;
  static final int STRIDES = 5;
  private static final int CODING_MASK = 7;
  private static final int UNIT_SHIFT = 3;
  private static final long[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000};

  private LongColumn() {}

  static void write(ByteWriter out, long[] values, int n) {
    int unitCode = unitOf(values, n);
    long unit = UNITS[unitCode];
    int coding = cheapest(values, n, unit);
    out.u8(coding | unitCode << UNIT_SHIFT);
    switch (coding) {
      case NONE -> { }
      case CONSTANT -> out.zigzag(values[0] / unit);
      case PLAIN -> {
        for (int i = 0; i < n; i++) {
          out.zigzag(values[i] / unit);
        }
      }
      case DELTAS -> {
        out.zigzag(values[0] / unit);
        for (int i = 1; i < n; i++) {
          out.zigzag(values[i] / unit - values[i - 1] / unit);
        }
      }
      case RUNS -> writeRuns(out, values, n, unit);
      default -> writeStrides(out, values, n, unit);
    }
  }

  static void read(ByteReader in, long[] values, int n) throws MalformedRecordException {
    int head = in.u8();
    if (head >>> (UNIT_SHIFT + 2) != 0) {
      throw new MalformedRecordException("column coding " + head + " is unknown");
    }
    long unit = UNITS[head >>> UNIT_SHIFT];
    switch (head & CODING_MASK) {
      case NONE -> Arrays.fill(values, 0, n, Long.MIN_VALUE);
      case CONSTANT -> Arrays.fill(values, 0, n, in.zigzag() * unit);
      case PLAIN -> {
        for (int i = 0; i < n; i++) {
          values[i] = in.zigzag() * unit;
        }
      }
      case DELTAS -> {
        long value = in.zigzag();
        values[0] = value * unit;
        for (int i = 1; i < n; i++) {
          value += in.zigzag();
          values[i] = value * unit;
        }
      }
      case RUNS -> readRuns(in, values, n, unit);
      case STRIDES -> readStrides(in, values, n, unit);
      default -> throw new MalformedRecordException("column coding " + head + " is unknown");
    }
  }

  private static void writeRuns(ByteWriter out, long[] values, int n, long unit) {
    out.zigzag(values[0] / unit);
    int start = 0;
    for (int i = 1; i <= n; i++) {
      if (i == n || values[i] != values[start]) {
        out.varint(i - start);
        if (i < n) {
          out.zigzag(values[i] / unit - values[start] / unit);
        }
        start = i;
      }
    }
  }

  private static void readRuns(ByteReader in, long[] values, int n, long unit) throws MalformedRecordException {
    long value = in.zigzag();
    int row = 0;
    while (true) {
      int rows = in.varint(n - row, "length of a run");
      if (rows == 0) {
        throw new MalformedRecordException("a run of no rows");
      }
      Arrays.fill(values, row, row + rows, value * unit);
      row += rows;
      if (row == n) {
        return;
      }
      value += in.zigzag();
    }
  }

  private static void writeStrides(ByteWriter out, long[] values, int n, long unit) {
    out.zigzag(values[0] / unit);
    int start = 1;
    while (start < n) {
      long stride = values[start] / unit - values[start - 1] / unit;
      int end = start + 1;
      while (end < n && values[end] / unit - values[end - 1] / unit == stride) {
        end++;
      }
      out.varint(end - start);
      out.zigzag(stride);
      start = end;
    }
  }

  private static void readStrides(ByteReader in, long[] values, int n, long unit) throws MalformedRecordException {
    long value = in.zigzag();
    values[0] = value * unit;
    int row = 1;
    while (row < n) {
      int rows = in.varint(n - row, "length of a stride");
      if (rows == 0) {
        throw new MalformedRecordException("a stride of no rows");
      }
      long stride = in.zigzag();
      for (int end = row + rows; row < end; row++) {
        value += stride;
        values[row] = value * unit;
      }
    }
  }

  /** The largest unit of which every value is a multiple. */
  private static int unitOf(long[] values, int n) {
    int code = UNITS.length - 1;
    for (int i = 0; i < n && code > 0; i++) {
      while (values[i] % UNITS[code] != 0) {
        code--;
      }
    }
    return code;
  }

  private static int cheapest(long[] values, int n, long unit) {
    long first = values[0] / unit;
    int plain = ByteWriter.zigzagLength(first);
    int deltas = plain;
    int runs = plain;
    int strides = plain;
    int runStart = 0;
    int strideStart = 1;
    long before = first;
    long stride = 0;
    for (int i = 1; i < n; i++) {
      long value = values[i] / unit;
      long delta = value - before;
      int deltaLength = ByteWriter.zigzagLength(delta);
      plain += ByteWriter.zigzagLength(value);
      deltas += deltaLength;
      if (delta != 0) {
        runs += ByteWriter.varintLength(i - runStart) + deltaLength;
        runStart = i;
      }
      if (i == 1 || delta != stride) {
        strides += (i == 1 ? 0 : ByteWriter.varintLength(i - strideStart)) + deltaLength;
        strideStart = i;
        stride = delta;
      }
      before = value;
    }
    if (runStart == 0) {
      return values[0] == Long.MIN_VALUE ? NONE : CONSTANT;
    }
    runs += ByteWriter.varintLength(n - runStart);
    strides += ByteWriter.varintLength(n - strideStart);
    int least = Math.min(Math.min(plain, deltas), Math.min(runs, strides));
    return least == plain ? PLAIN : least == deltas ? DELTAS : least == runs ? RUNS : STRIDES;
  }
}
