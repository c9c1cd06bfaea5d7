package io.busbar.benchmarks.bytes;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.benchmarks.bytes.Stream.Cut;

/**
 * What the same packets take in the formats of others, without IP, TCP or MQTT. Sparkplug B and DNP3 carry floats of 4 bytes,
 * whatever that loses, and times of ms; the packed form carries 8 where a point's values are no floats, and times of µs or ns
 * where not all of the stream's are of ms, so that it is lossless like ours.
 */
final class Peers {
  private static final long MS = 1_000_000;
  private static final int OBJECTS = 16;
  private static final int APDU_HEADER = 12;

  private final Stream stream;
  private final Bytes out = new Bytes();
  private final java.util.Set<Integer> wide = new java.util.HashSet<>();
  /** What the packed form counts times in, ns: the coarsest of ms, µs and ns that loses nothing. */
  private long unit = MS;

  Peers(Stream stream) {
    this.stream = stream;
    for (int b = 0; b < stream.batches().size(); b++) {
      SampleBatch batch = stream.batches().get(b);
      for (int i = 0; i < batch.size(); i++) {
        while (batch.sourceTime[i] % unit != 0) {
          unit /= 1_000;
        }
        double value = stream.kinds().get(b)[i].toDouble(batch.bits[i]);
        if ((float) value != value && Double.isNaN(stream.entropyBits())) {
          wide.add(batch.point[i]);
        }
      }
    }
  }

  /** IEC 60870-5-104: APDUs of at most 16 objects of 3 bytes address, 4 value, 1 quality, and 7 time where tagged. */
  long iec104(Cut cut, boolean timeTagged) {
    int n = cut.to() - cut.from();
    return (long) (n + OBJECTS - 1) / OBJECTS * APDU_HEADER + n * (timeTagged ? 15L : 8L);
  }

  /** IEEE 1815: g32v7 or its like, 2-byte index prefix, 11 bytes an object, checksums of 16-byte blocks, transport octets. */
  long dnp3(Cut cut) {
    long application = 4 + 5 + (cut.to() - cut.from()) * 13L;
    long transport = (application + 248) / 249;
    long user = application + transport;
    return transport * 10 + user + (user + 15) / 16 * 2;
  }

  /** A Sparkplug B payload with aliases, a time a metric and 4-byte floats; quality as it is carried only where bad. */
  long sparkplug(Cut cut) {
    SampleBatch batch = stream.batches().get(cut.batch());
    out.clear();
    out.u8(1 << 3);
    out.varint(batch.gatewayTime[cut.from()] / MS);
    Bytes metric = new Bytes();
    for (int i = cut.from(); i < cut.to(); i++) {
      metric.clear();
      metric.u8(2 << 3);
      metric.varint(batch.point[i]);
      metric.u8(3 << 3);
      metric.varint(batch.sourceTime[i] / MS);
      metric.u8(12 << 3 | 5);
      metric.fixed(Float.floatToRawIntBits((float) value(cut, i)), 4);
      out.u8(2 << 3 | 2);
      out.varint(metric.size());
      for (byte b : metric.toArray()) {
        out.u8(b);
      }
    }
    out.u8(3 << 3);
    out.u8(0);
    return out.size();
  }

  /** Base time, 6 bytes in ms or 8 in a finer unit, then varint point, varint time difference with the quality bit, 4- or 8-byte float. */
  byte[] packed(Cut cut) {
    SampleBatch batch = stream.batches().get(cut.batch());
    out.clear();
    long base = batch.sourceTime[cut.from()] / unit;
    out.fixed(base, unit == MS ? 6 : 8);
    for (int i = cut.from(); i < cut.to(); i++) {
      out.varint(batch.point[i]);
      long difference = batch.sourceTime[i] / unit - base;
      out.varint((difference << 1 ^ difference >> 63) << 1 | (batch.quality[i] == 0 ? 0 : 1));
      if (wide.contains(batch.point[i])) {
        Kind kind = stream.kinds().get(cut.batch())[i];
        out.fixed(kind == Kind.INT64 ? batch.bits[i] : Double.doubleToRawLongBits(value(cut, i)), 8);
      } else {
        out.fixed(Float.floatToRawIntBits((float) value(cut, i)), 4);
      }
    }
    return out.toArray();
  }

  private double value(Cut cut, int row) {
    return stream.kinds().get(cut.batch())[row].toDouble(stream.batches().get(cut.batch()).bits[row]);
  }
}
