package io.busbar.journal.block;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.util.Arrays;

/**
 * A block of samples.
 *
 * <pre>
 *   0        1        2
 *  +--------+--------+---------+---------+-------------------------------------------------+
 *  | type   | flags  | v(model | v(rows) | columns, absent if there are no rows            |
 *  | 0x11   |        | version)|         |                                                 |
 *  +--------+--------+---------+---------+-------------------------------------------------+
 *  flags  bit 0-1 origin of the batch
 *         bit 2   QUALITY column present, else all 0
 *         bit 3   NATIVE_CODE column present, else all 0
 *         bit 4   CAUSE column present, else all periodic
 *         bit 5   TIME_QUALITY column present, else all poll time
 *         bit 6   GATEWAY_ABSOLUTE: gateway times as they are, else as differences to the source times
 *         bit 7   0
 *
 *  columns, in this order, each a {@link LongColumn} unless said otherwise:
 *    identities; kinds; source times; gateway times; quality; native codes; causes; time qualities;
 *    values of the floating rows ({@link FloatColumn}), if there are any;
 *    values of the whole-number rows, if there are any;
 *    values of the boolean rows, if there are any: 0x00 and one bit a row from bit 0 on, or 0x01 and a column
 *    values of the blob rows, if there are any: v(length) and bytes each
 * </pre>
 */
final class SampleBlock {
  static final int TYPE = 0x11;
  private static final int ORIGIN_MASK = 3;
  private static final int QUALITY = 1 << 2;
  private static final int NATIVE_CODE = 1 << 3;
  private static final int CAUSE = 1 << 4;
  private static final int TIME_QUALITY = 1 << 5;
  private static final int GATEWAY_ABSOLUTE = 1 << 6;
  private static final int RESERVED = 1 << 7;
  private static final int PACKED = 0;
  private static final int AS_COLUMN = 1;

  private SampleBlock() {}

  /** Encodes rows {@code from} to {@code to} whose kinds are given by row of the block. */
  static void write(ByteWriter out, SampleBatch batch, int from, int to, int modelVersion, Kind[] kinds) {
    int n = to - from;
    long[] column = new long[n];
    out.u8(TYPE);
    int flagsAt = out.size();
    out.u8(0);
    out.varint(Integer.toUnsignedLong(modelVersion));
    out.varint(n);
    int flags = Codes.of(batch.origin());
    if (n > 0) {
      LongColumn.write(out, widen(batch.point, from, column), n);
      for (int i = 0; i < n; i++) {
        column[i] = kinds[i].code();
      }
      LongColumn.write(out, column, n);
      flags |= writeTimes(out, batch, from, n);
      flags |= writeIfNot(out, widen(batch.quality, from, column), 0, QUALITY);
      flags |= writeIfNot(out, widen(batch.nativeCode, from, column), 0, NATIVE_CODE);
      flags |= writeIfNot(out, widen(batch.cause, from, column), Cause.PERIODIC, CAUSE);
      flags |= writeIfNot(out, widen(batch.timeQuality, from, column), TimeQuality.POLL, TIME_QUALITY);
      writeValues(out, batch, from, kinds, column);
    }
    out.array()[flagsAt] = (byte) flags;
  }

  private static int writeTimes(ByteWriter out, SampleBatch batch, int from, int n) {
    LongColumn.write(out, Arrays.copyOfRange(batch.sourceTime, from, from + n), n);
    long[] absolute = Arrays.copyOfRange(batch.gatewayTime, from, from + n);
    long[] relative = new long[n];
    for (int i = 0; i < n; i++) {
      relative[i] = absolute[i] - batch.sourceTime[from + i];
    }
    ByteWriter first = new ByteWriter(16);
    LongColumn.write(first, absolute, n);
    ByteWriter second = new ByteWriter(16);
    LongColumn.write(second, relative, n);
    boolean isAbsolute = first.size() <= second.size();
    ByteWriter shorter = isAbsolute ? first : second;
    out.bytes(shorter.array(), 0, shorter.size());
    return isAbsolute ? GATEWAY_ABSOLUTE : 0;
  }

  private static int writeIfNot(ByteWriter out, long[] column, long usual, int flag) {
    for (long value : column) {
      if (value != usual) {
        LongColumn.write(out, column, column.length);
        return flag;
      }
    }
    return 0;
  }

  private static void writeValues(ByteWriter out, SampleBatch batch, int from, Kind[] kinds, long[] column) {
    int floats = gather(batch, from, kinds, Values.FLOATING, column);
    if (floats > 0) {
      new FloatColumn(column, floats).write(out);
    }
    int whole = gather(batch, from, kinds, Values.WHOLE, column);
    if (whole > 0) {
      LongColumn.write(out, column, whole);
    }
    int booleans = gather(batch, from, kinds, Values.BOOLEAN, column);
    if (booleans > 0) {
      writeBooleans(out, column, booleans);
    }
    int blobs = gather(batch, from, kinds, Values.BLOB, column);
    for (int i = 0; i < blobs; i++) {
      out.blob(batch.blobs.bytesAt(column[i]));
    }
  }

  private static int gather(SampleBatch batch, int from, Kind[] kinds, Values values, long[] into) {
    int n = 0;
    for (int i = 0; i < kinds.length; i++) {
      if (Values.of(kinds[i]) == values) {
        into[n++] = batch.bits[from + i];
      }
    }
    return n;
  }

  private static void writeBooleans(ByteWriter out, long[] values, int n) {
    for (int i = 0; i < n; i++) {
      if ((values[i] & ~1L) != 0) {
        out.u8(AS_COLUMN);
        LongColumn.write(out, values, n);
        return;
      }
    }
    out.u8(PACKED);
    for (int i = 0; i < n; i += 8) {
      int packed = 0;
      for (int b = 0; b < 8 && i + b < n; b++) {
        packed |= (int) values[i + b] << b;
      }
      out.u8(packed);
    }
  }

  private static long[] widen(int[] source, int from, long[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = source[from + i];
    }
    return into;
  }

  private static long[] widen(byte[] source, int from, long[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = source[from + i];
    }
    return into;
  }

  /** Decodes what follows the type byte. */
  static Decoded read(ByteReader in) throws MalformedRecordException {
    int flags = in.u8();
    if ((flags & RESERVED) != 0) {
      throw new MalformedRecordException("sample block with unknown flags " + flags);
    }
    long version = in.varint();
    if (version >>> 32 != 0) {
      throw new MalformedRecordException("model version " + Long.toUnsignedString(version) + " has more than 32 bits");
    }
    int n = in.varint(BlockCodec.MAX_SAMPLES, "number of samples");
    SampleBatch batch = new SampleBatch(Math.max(1, n));
    batch.origin(Codes.origin(flags & ORIGIN_MASK));
    Kind[] kinds = new Kind[n];
    if (n > 0) {
      readRows(in, flags, batch, kinds);
    }
    in.end();
    return new Decoded(batch, kinds, (int) version);
  }

  private static void readRows(ByteReader in, int flags, SampleBatch batch, Kind[] kinds)
      throws MalformedRecordException {
    int n = kinds.length;
    long[] point = column(in, n);
    long[] kind = column(in, n);
    for (int i = 0; i < n; i++) {
      if (kind[i] < 0 || kind[i] > Kind.DEVICE_STATE.code()) {
        throw new MalformedRecordException("no value kind has code " + kind[i]);
      }
      kinds[i] = Kind.ofCode((int) kind[i]);
    }
    long[] source = column(in, n);
    long[] gateway = column(in, n);
    long[] quality = column(in, n, flags & QUALITY, 0);
    long[] nativeCode = column(in, n, flags & NATIVE_CODE, 0);
    long[] cause = column(in, n, flags & CAUSE, Cause.PERIODIC);
    long[] timeQuality = column(in, n, flags & TIME_QUALITY, TimeQuality.POLL);
    long[] bits = readValues(in, batch, kinds);
    boolean absolute = (flags & GATEWAY_ABSOLUTE) != 0;
    for (int i = 0; i < n; i++) {
      int row = batch.add(intOf(point[i], "identity"), bits[i], intOf(quality[i], "quality"), source[i],
          byteOf(timeQuality[i], "time quality"), absolute ? gateway[i] : gateway[i] + source[i]);
      batch.cause[row] = byteOf(cause[i], "cause");
      batch.nativeCode[row] = intOf(nativeCode[i], "native code");
    }
  }

  private static long[] readValues(ByteReader in, SampleBatch batch, Kind[] kinds) throws MalformedRecordException {
    long[] bits = new long[kinds.length];
    long[] column = new long[kinds.length];
    for (Values values : Values.ALL) {
      int n = 0;
      for (Kind kind : kinds) {
        n += Values.of(kind) == values ? 1 : 0;
      }
      if (n > 0) {
        readGroup(in, values, batch, column, n);
        int next = 0;
        for (int i = 0; i < kinds.length; i++) {
          if (Values.of(kinds[i]) == values) {
            bits[i] = column[next++];
          }
        }
      }
    }
    return bits;
  }

  private static void readGroup(ByteReader in, Values values, SampleBatch batch, long[] column, int n)
      throws MalformedRecordException {
    switch (values) {
      case FLOATING -> FloatColumn.read(in, column, n);
      case WHOLE -> LongColumn.read(in, column, n);
      case BOOLEAN -> readBooleans(in, column, n);
      case BLOB -> {
        for (int i = 0; i < n; i++) {
          byte[] blob = in.blob(in.remaining());
          column[i] = batch.blobs.add(blob, 0, blob.length);
          if (column[i] == -1) {
            throw new MalformedRecordException("more than a batch's share of text and bytes");
          }
        }
      }
    }
  }

  private static void readBooleans(ByteReader in, long[] column, int n) throws MalformedRecordException {
    if (in.varint(AS_COLUMN, "boolean coding") == AS_COLUMN) {
      LongColumn.read(in, column, n);
      return;
    }
    int packed = 0;
    for (int i = 0; i < n; i++) {
      if ((i & 7) == 0) {
        packed = in.u8();
      }
      column[i] = (packed >>> (i & 7)) & 1L;
    }
  }

  private static long[] column(ByteReader in, int n) throws MalformedRecordException {
    long[] column = new long[n];
    LongColumn.read(in, column, n);
    return column;
  }

  private static long[] column(ByteReader in, int n, int present, long usual) throws MalformedRecordException {
    if (present != 0) {
      return column(in, n);
    }
    long[] column = new long[n];
    Arrays.fill(column, usual);
    return column;
  }

  private static int intOf(long value, String what) throws MalformedRecordException {
    if ((int) value != value) {
      throw new MalformedRecordException(what + " " + value + " has more than 32 bits");
    }
    return (int) value;
  }

  private static byte byteOf(long value, String what) throws MalformedRecordException {
    if ((byte) value != value) {
      throw new MalformedRecordException(what + " " + value + " has more than 8 bits");
    }
    return (byte) value;
  }

  /** How values are grouped; the order is that of the bytes. */
  private enum Values {
    FLOATING, WHOLE, BOOLEAN, BLOB;

    static final Values[] ALL = values();

    static Values of(Kind kind) {
      return kind.isFloating() ? FLOATING : kind == Kind.BOOLEAN ? BOOLEAN : kind.isBlob() ? BLOB : WHOLE;
    }
  }

  /** A decoded block. */
  record Decoded(SampleBatch batch, Kind[] kinds, int modelVersion) {}
}
