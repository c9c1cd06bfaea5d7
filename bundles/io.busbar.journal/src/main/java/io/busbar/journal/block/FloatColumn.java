package io.busbar.journal.block;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.util.Arrays;

/**
 * A column of binary64 values as runs of {@link Decimals} classes. The cheapest division into runs is found exactly,
 * with and without differences, in one pass over rows × classes.
 *
 * <pre>
 *   0       1
 *  +-------+---------------------------------------------+
 *  | delta | runs until all rows are there               |
 *  +-------+---------------------------------------------+
 *
 *  run:  +--------------+---------------+------------------------------------------------------+
 *        | class rows−1 | v(rows − 16)  | rows × z(m), or 4 or 8 bytes each for classes 14, 15  |
 *        | 4 bit  4 bit | if rows−1=15  | delta = 1: z(m − m of the row before) inside a run    |
 *        +--------------+---------------+------------------------------------------------------+
 * </pre>
 */
final class FloatColumn {
  private static final int ROWS_MASK = 15;
  private static final int CLASS_SHIFT = 4;
  /** What opening a run costs, in bytes. */
  private static final int RUN_BYTES = 1;
  private static final int NEVER = Integer.MAX_VALUE / 2;

  private final long[] bits;
  private final int n;
  /** For row i and class c, at 16 i + c: the number, and whether there is one. */
  private final long[] numbers;
  private final boolean[] exact;

  FloatColumn(long[] bits, int n) {
    this.bits = bits;
    this.n = n;
    numbers = new long[n * Decimals.CLASSES];
    exact = new boolean[n * Decimals.CLASSES];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < Decimals.FLOAT32; c++) {
        int at = i * Decimals.CLASSES + c;
        exact[at] = Decimals.find(c, bits[i], numbers, at);
      }
      exact[i * Decimals.CLASSES + Decimals.FLOAT32] = Decimals.isFloat32(bits[i]);
      exact[i * Decimals.CLASSES + Decimals.FLOAT64] = true;
    }
  }

  void write(ByteWriter out) {
    byte[] plain = new byte[n];
    byte[] deltas = new byte[n];
    boolean useDeltas = divide(true, deltas) < divide(false, plain);
    byte[] classes = useDeltas ? deltas : plain;
    out.u8(useDeltas ? 1 : 0);
    int start = 0;
    for (int i = 1; i <= n; i++) {
      if (i == n || classes[i] != classes[start]) {
        writeRun(out, classes[start], start, i, useDeltas);
        start = i;
      }
    }
  }

  private void writeRun(ByteWriter out, int cls, int start, int end, boolean deltas) {
    int more = Math.min(end - start - 1, ROWS_MASK);
    out.u8(cls << CLASS_SHIFT | more);
    if (more == ROWS_MASK) {
      out.varint(end - start - 1 - ROWS_MASK);
    }
    long before = 0;
    for (int i = start; i < end; i++) {
      if (cls == Decimals.FLOAT64) {
        out.i64(bits[i]);
      } else if (cls == Decimals.FLOAT32) {
        out.i32(Float.floatToRawIntBits((float) Double.longBitsToDouble(bits[i])));
      } else {
        long m = numbers[i * Decimals.CLASSES + cls];
        out.zigzag(deltas ? m - before : m);
        before = m;
      }
    }
  }

  /** Gives each row the class of the cheapest division into runs; returns its bytes. */
  private int divide(boolean deltas, byte[] classes) {
    int[] cost = new int[Decimals.CLASSES];
    int[] next = new int[Decimals.CLASSES];
    byte[] from = new byte[n * Decimals.CLASSES];
    int bestBefore = 0;
    int bestClass = 0;
    Arrays.fill(cost, NEVER);
    for (int i = 0; i < n; i++) {
      int best = NEVER;
      int bestHere = 0;
      for (int c = 0; c < Decimals.CLASSES; c++) {
        int at = i * Decimals.CLASSES + c;
        next[c] = NEVER;
        if (exact[at]) {
          int opened = bestBefore + RUN_BYTES + bytes(at, c, 0);
          int continued = cost[c] == NEVER ? NEVER
              : cost[c] + bytes(at, c, deltas ? numbers[Math.max(0, at - Decimals.CLASSES)] : 0);
          boolean goesOn = continued <= opened;
          next[c] = goesOn ? continued : opened;
          from[at] = (byte) (goesOn ? c : bestClass);
          if (next[c] < best) {
            best = next[c];
            bestHere = c;
          }
        }
      }
      int[] swap = cost;
      cost = next;
      next = swap;
      bestBefore = best;
      bestClass = bestHere;
    }
    int cls = bestClass;
    for (int i = n - 1; i >= 0; i--) {
      classes[i] = (byte) cls;
      cls = from[i * Decimals.CLASSES + cls];
    }
    return bestBefore;
  }

  private int bytes(int at, int cls, long base) {
    return cls == Decimals.FLOAT64 ? Long.BYTES : cls == Decimals.FLOAT32 ? Integer.BYTES
        : ByteWriter.zigzagLength(numbers[at] - base);
  }

  static void read(ByteReader in, long[] into, int n) throws MalformedRecordException {
    int deltas = in.varint(1, "difference flag of a float column");
    int row = 0;
    while (row < n) {
      int head = in.u8();
      int rows = 1 + (head & ROWS_MASK);
      if (rows == 1 + ROWS_MASK) {
        rows += in.varint(n, "length of a float run");
      }
      if (rows > n - row) {
        throw new MalformedRecordException("a float run of " + rows + " rows where " + (n - row) + " are left");
      }
      readRun(in, head >>> CLASS_SHIFT, into, row, row + rows, deltas == 1);
      row += rows;
    }
  }

  private static void readRun(ByteReader in, int cls, long[] into, int start, int end, boolean deltas)
      throws MalformedRecordException {
    long m = 0;
    for (int i = start; i < end; i++) {
      if (cls == Decimals.FLOAT64) {
        into[i] = in.i64();
      } else if (cls == Decimals.FLOAT32) {
        into[i] = Decimals.widen(in.i32());
      } else {
        long read = in.zigzag();
        m = deltas ? m + read : read;
        if (cls == Decimals.SPECIAL && (m < 0 || m >= Decimals.specials())) {
          throw new MalformedRecordException("special number " + m + " is unknown");
        }
        into[i] = Decimals.bitsOf(cls, m);
      }
    }
  }
}
