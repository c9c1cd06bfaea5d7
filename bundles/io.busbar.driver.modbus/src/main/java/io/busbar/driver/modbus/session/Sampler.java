package io.busbar.driver.modbus.session;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.driver.DriverContext;
import io.busbar.driver.modbus.codec.DataType;
import io.busbar.driver.modbus.codec.Encoding;
import io.busbar.driver.modbus.plan.Block;
import io.busbar.driver.modbus.plan.Item;
import io.busbar.driver.modbus.wire.Exchange;
import org.jspecify.annotations.Nullable;

/** Turns the data of one reply into samples. Allocates nothing per sample; strings are copied into the batch's arena. */
final class Sampler {
  private static final byte[] EMPTY = new byte[0];
  /** Room of a batch that fits most replies. */
  private static final int USUAL_SAMPLES = 128;

  private final DriverContext context;
  private final byte[] text = new byte[Encoding.MAX_STRING + 1];
  private @Nullable SampleBatch reserved;

  Sampler(DriverContext context) {
    this.context = context;
  }

  /**
   * Offers the values of a reply.
   *
   * @param last bits of the last reading by item, updated
   * @param interrogated whether this is the first reading since a start, a loss or an interrogation
   * @return false if the engine has no room now; nothing was offered then
   */
  boolean publish(DeviceSession device, Block block, Exchange exchange, long[] last, boolean interrogated) {
    SampleBatch batch = claim(device, block, interrogated);
    if (batch == null) {
      return false;
    }
    long gatewayNs = context.clock().wallNs() - (context.clock().monotonicNs() - exchange.receivedNs());
    long sourceNs = gatewayNs - (exchange.receivedNs() - exchange.sentNs()) / 2;
    byte[] data = exchange.data();
    for (int i = 0; i < block.items().size(); i++) {
      Item item = block.items().get(i);
      int quality = Quality.GOOD;
      long bits;
      int cell = item.cells().offset() - block.start();
      Encoding encoding = item.cells().encoding();
      if (block.table().isBits()) {
        bits = (data[exchange.dataOffset() + cell / 8] >> (cell % 8)) & 1;
      } else if (encoding.type() == DataType.STRING) {
        bits = string(batch, encoding, data, exchange.dataOffset() + 2 * cell);
      } else {
        long raw = encoding.raw(data, exchange.dataOffset() + 2 * cell);
        boolean valid = encoding.isValid(raw);
        bits = valid || !encoding.type().isBcd() ? encoding.bits(raw) : last[i];
        if (item.sentinels().contains(raw) || (!valid && !encoding.type().isBcd())) {
          quality = Quality.invalid(0, Quality.NOT_AVAILABLE);
        } else if (!valid) {
          quality = Quality.invalid(0, Quality.INCONSISTENT);
        }
      }
      last[i] = bits;
      int row = batch.add(item.handle(), bits, quality, sourceNs, TimeQuality.POLL, gatewayNs);
      batch.cause[row] = interrogated ? Cause.INTERROGATED : Cause.PERIODIC;
    }
    context.offer(batch, device.index(), null);
    return true;
  }

  private long string(SampleBatch batch, Encoding encoding, byte[] data, int offset) {
    int length = encoding.stringLength(data, offset);
    for (int i = 0; i < length; i++) {
      text[i] = encoding.stringByte(data, offset, i);
    }
    long place = batch.blobs.add(text, 0, length);
    return place >= 0 ? place : batch.blobs.add(EMPTY, 0, 0);
  }

  /**
   * Offers the last readings as invalid: they could not be read.
   *
   * @param nativeCode the device's exception code, 0 if it did not answer
   * @return false if the engine has no room now
   */
  boolean publishUnread(DeviceSession device, Block block, long[] last, int nativeCode) {
    SampleBatch batch = claim(device, block, false);
    if (batch == null) {
      return false;
    }
    long nowNs = context.clock().wallNs();
    for (int i = 0; i < block.items().size(); i++) {
      Item item = block.items().get(i);
      Kind kind = item.cells().encoding().kind();
      long bits = kind.isBlob() ? batch.blobs.add(EMPTY, 0, 0) : last[i];
      int row = batch.add(item.handle(), bits, Quality.invalid(0, Quality.NOT_TOPICAL), nowNs, TimeQuality.POLL, nowNs);
      batch.nativeCode[row] = nativeCode;
    }
    context.offer(batch, device.index(), null);
    return true;
  }

  /**
   * Makes sure that there is room before something is asked for. One batch is held for the whole channel.
   *
   * @return false if the engine has no room now
   */
  boolean reserve(DeviceSession device, int samples) {
    SampleBatch held = reserved;
    if (samples == 0 || (held != null && held.capacity() >= samples)) {
      return true;
    }
    if (held != null) {
      context.offer(held, device.index(), null);
    }
    reserved = context.claim(Math.max(samples, USUAL_SAMPLES));
    return reserved != null;
  }

  /** The batch that was reserved, or another; null if the engine has no room now. */
  @Nullable SampleBatch take(int samples) {
    SampleBatch held = reserved;
    if (held != null && held.capacity() >= samples) {
      reserved = null;
      return held;
    }
    return context.claim(samples);
  }

  private @Nullable SampleBatch claim(DeviceSession device, Block block, boolean interrogated) {
    SampleBatch batch = take(block.items().size());
    if (batch != null) {
      batch.modelEpoch(device.modelEpoch());
      batch.origin(interrogated ? Origin.INTEGRITY : Origin.LIVE);
    }
    return batch;
  }
}
