package io.busbar.api.filter.support;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** One sample kept per row in the engine's columns, whole, so that it can be sent later as it came. No blobs. */
public final class HeldSample {
  private static final long EMPTY = -1;

  private final LongColumn bits;
  private final LongColumn quality;
  private final LongColumn sourceTime;
  private final LongColumn gatewayTime;
  private final LongColumn timeQualityAndCause;
  private final LongColumn nativeCode;

  /**
   * Declares the columns.
   *
   * @param name prefix of their names
   * @param durable whether a device may already have been told to forget the sample: then it is checkpointed
   */
  public HeldSample(StageContext context, String name, boolean durable) {
    bits = context.longs(name + "Bits", 0, durable);
    quality = context.longs(name + "Quality", EMPTY, durable);
    sourceTime = context.longs(name + "SourceTime", 0, durable);
    gatewayTime = context.longs(name + "GatewayTime", 0, durable);
    timeQualityAndCause = context.longs(name + "TimeQualityAndCause", 0, durable);
    nativeCode = context.longs(name + "NativeCode", 0, durable);
  }

  /** Whether the row has none. */
  public boolean isEmpty(int row) {
    return quality.get(row) == EMPTY;
  }

  /** Keeps sample {@code i} of a batch in place of what is there. */
  public void keep(int row, SampleBatch batch, int i) {
    bits.set(row, batch.bits[i]);
    quality.set(row, batch.quality[i] & 0xFFFF_FFFFL);
    sourceTime.set(row, batch.sourceTime[i]);
    gatewayTime.set(row, batch.gatewayTime[i]);
    timeQualityAndCause.set(row, ((batch.timeQuality[i] & 0xFF) << 8) | (batch.cause[i] & 0xFF));
    nativeCode.set(row, batch.nativeCode[i]);
  }

  /** Empties the row: all columns, so that nothing of a row without a held sample needs to be stored. */
  public void forget(int row) {
    bits.set(row, 0);
    quality.set(row, EMPTY);
    sourceTime.set(row, 0);
    gatewayTime.set(row, 0);
    timeQualityAndCause.set(row, 0);
    nativeCode.set(row, 0);
  }

  /** Gives the kept sample another value, quality and source time. */
  public void amend(int row, long newBits, int newQuality, long newSourceTime) {
    bits.set(row, newBits);
    quality.set(row, newQuality & 0xFFFF_FFFFL);
    sourceTime.set(row, newSourceTime);
  }

  /** Copies what another one keeps. */
  public void copy(HeldSample from, int row) {
    bits.set(row, from.bits.get(row));
    quality.set(row, from.quality.get(row));
    sourceTime.set(row, from.sourceTime.get(row));
    gatewayTime.set(row, from.gatewayTime.get(row));
    timeQualityAndCause.set(row, from.timeQualityAndCause.get(row));
    nativeCode.set(row, from.nativeCode.get(row));
  }

  /** Adds the sample as it came; returns its row in the batch. */
  public int addTo(SampleBatch out, int row) {
    long packed = timeQualityAndCause.get(row);
    int o = out.add(row, bits.get(row), (int) quality.get(row), sourceTime.get(row), (byte) (packed >> 8),
        gatewayTime.get(row));
    out.cause[o] = (byte) packed;
    out.nativeCode[o] = (int) nativeCode.get(row);
    return o;
  }

  /** Its value. */
  public long bits(int row) {
    return bits.get(row);
  }

  /** Its quality. */
  public int quality(int row) {
    return (int) quality.get(row);
  }

  /** Its source time, ns. */
  public long sourceTime(int row) {
    return sourceTime.get(row);
  }

  /** Its source time for order and durations; see {@link Numbers#time(SampleBatch, int)}. */
  public long time(int row) {
    return Numbers.time(sourceTime.get(row), gatewayTime.get(row));
  }

  /** When the gateway received it, ns. */
  public long gatewayTime(int row) {
    return gatewayTime.get(row);
  }
}
