package io.busbar.benchmarks.endtoend;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import java.io.ByteArrayOutputStream;

/**
 * A DDATA payload of Sparkplug B 3.0 in its smallest form: aliases instead of names, no data type, single precision floats, a
 * time stamp a metric, quality only where it is bad. Fields as in its protocol buffer: payload timestamp 1, metrics 2, seq 3;
 * metric alias 2, timestamp 3, properties 9, int_value 10, long_value 11, float_value 12, boolean_value 14.
 */
final class SparkplugPayload {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int METRICS = 2;
  private static final long MS = 1_000_000L;

  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private final ByteArrayOutputStream metric = new ByteArrayOutputStream();
  private int sequence;

  /** The payload of all rows; the alias is the point's number. */
  byte[] encode(SampleBatch... batches) {
    payload.reset();
    boolean stamped = false;
    for (SampleBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        if (!stamped) {
          number(payload, 1, batch.gatewayTime[row] / MS);
          stamped = true;
        }
        metric(batch, row);
        key(payload, METRICS, BYTES);
        varint(payload, metric.size());
        payload.writeBytes(metric.toByteArray());
      }
    }
    number(payload, 3, sequence);
    sequence = (sequence + 1) & 0xFF;
    return payload.toByteArray();
  }

  private void metric(SampleBatch batch, int row) {
    metric.reset();
    number(metric, 2, batch.point[row]);
    number(metric, 3, batch.sourceTime[row] / MS);
    Kind kind = PolledSubstation.kind(batch.point[row]);
    if (kind == Kind.DOUBLE) {
      key(metric, 12, FIXED32);
      int bits = Float.floatToRawIntBits((float) Double.longBitsToDouble(batch.bits[row]));
      for (int shift = 0; shift < 32; shift += 8) {
        metric.write(bits >>> shift);
      }
    } else if (kind == Kind.BOOLEAN) {
      number(metric, 14, batch.bits[row]);
    } else {
      number(metric, 11, batch.bits[row]);
    }
    if (batch.quality[row] != 0) {
      quality();
    }
  }

  /** Property set with one key, {@code Quality}, and the Int32 value 0 (bad). */
  private void quality() {
    byte[] name = {'Q', 'u', 'a', 'l', 'i', 't', 'y'};
    key(metric, 9, BYTES);
    varint(metric, 2 + name.length + 2 + 4);
    key(metric, 1, BYTES);
    varint(metric, name.length);
    metric.writeBytes(name);
    key(metric, 2, BYTES);
    varint(metric, 4);
    number(metric, 1, 3);
    number(metric, 3, 0);
  }

  private static void number(ByteArrayOutputStream out, int field, long value) {
    key(out, field, VARINT);
    varint(out, value);
  }

  private static void key(ByteArrayOutputStream out, int field, int type) {
    varint(out, (long) field << 3 | type);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while (left >>> 7 != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  /** How many metrics a payload has; stops at what it does not understand. */
  static int metrics(byte[] payload) {
    int[] at = {0};
    int count = 0;
    while (at[0] < payload.length) {
      long key = read(payload, at);
      if ((key & 7) == BYTES) {
        int length = (int) read(payload, at);
        count += key >>> 3 == METRICS ? 1 : 0;
        at[0] += length;
      } else if ((key & 7) == VARINT) {
        read(payload, at);
      } else {
        return count;
      }
    }
    return count;
  }

  private static long read(byte[] bytes, int[] at) {
    long value = 0;
    for (int shift = 0; at[0] < bytes.length && shift < 64; shift += 7) {
      byte each = bytes[at[0]++];
      value |= (long) (each & 0x7F) << shift;
      if (each >= 0) {
        return value;
      }
    }
    return value;
  }
}
