package io.busbar.driver.iec60870.master;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.Cp56;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.driver.iec60870.config.PointAddress;
import java.util.function.BiConsumer;

/**
 * Makes samples of the process information of one device. Elapsed times of protection and numbers of counter readings are the native code.
 * Allocates nothing per sample.
 */
final class Sampler {
  private static final byte DOUBTED = (byte) (TimeQuality.UNSYNCHRONISED | TimeQuality.CLOCK_FAILURE);

  private final PointTable points;
  private final DeviceZone zone;
  private final EventMemory memory;
  private final BiConsumer<Integer, String> faults;
  private final InformationObject object = new InformationObject();
  private long unwanted;

  /**
   * For a device.
   *
   * @param faults told of points whose station sends something else than their template says, by input handle
   */
  Sampler(PointTable points, DeviceZone zone, EventMemory memory, BiConsumer<Integer, String> faults) {
    this.points = points;
    this.zone = zone;
    this.memory = memory;
    this.faults = faults;
  }

  /**
   * When a unit came.
   *
   * @param wallNs on the site clock
   * @param monotonicNs monotonic
   * @param hoursKnown whether a time without its hour can be trusted: the device was heard within the half hour before
   */
  record Received(long wallNs, long monotonicNs, boolean hoursKnown) {}

  /** Adds what a unit says to a batch; the reader has judged it. The batch has room for each object as often as {@link PointTable#widest}. */
  void add(AsduReader unit, SampleBatch batch, Received received) {
    io.busbar.iec60870.codec.TypeId type = java.util.Objects.requireNonNull(unit.type());
    boolean event = isEvent(unit.cause());
    batch.origin(event ? Origin.EVENT : unit.cause() >= CauseOfTransmission.INTERROGATED && unit.cause() < CauseOfTransmission.COUNTER_REQUEST
        ? Origin.INTEGRITY : Origin.LIVE);
    byte cause = cause(unit);
    while (unit.next(object)) {
      int row = points.first(object.address);
      if (row < 0) {
        unwanted++;
      } else if (!event || type.timeTag() == TimeTag.NONE || !memory.isAgain(object, received.monotonicNs())) {
        for (; points.isOf(row, object.address); row++) {
          add(type.element(), type.timeTag(), row, batch, received);
          if (batch.size() > 0) {
            int last = batch.size() - 1;
            batch.cause[last] = cause;
            batch.quality[last] |= unit.isTest() ? Quality.TEST : 0;
          }
        }
      }
    }
  }

  /** Objects that no point of the device takes. */
  long unwanted() {
    return unwanted;
  }

  private static boolean isEvent(int cause) {
    return cause == CauseOfTransmission.SPONTANEOUS || cause == CauseOfTransmission.RETURN_REMOTE || cause == CauseOfTransmission.RETURN_LOCAL;
  }

  private static byte cause(AsduReader unit) {
    int cause = unit.cause();
    if (cause >= CauseOfTransmission.INTERROGATED && cause < CauseOfTransmission.COUNTER_REQUEST) {
      cause = Cause.INTERROGATED;
    } else if (cause >= CauseOfTransmission.COUNTER_REQUEST && cause <= CauseOfTransmission.COUNTER_REQUEST + 4) {
      cause = Cause.COUNTER_INTERROGATED;
    }
    return (byte) (cause | (unit.isTest() ? Cause.TEST : 0));
  }

  private void add(Element came, TimeTag tag, int row, SampleBatch batch, Received received) {
    Element wanted = points.element(row);
    boolean fits = came == wanted || (wanted == Element.NORMALISED && came == Element.NORMALISED_BARE);
    if (points.changed(row, !fits)) {
      faults.accept(points.handle(row), fits ? "" : "the station sends " + object.address + " as " + PointAddress.word(came) + ", the template says "
          + PointAddress.word(wanted) + ". Write \"read: " + object.address + " " + PointAddress.word(came) + "\".");
    }
    if (!fits) {
      return;
    }
    long sourceNs = received.wallNs();
    byte timeQuality = TimeQuality.SUBSTITUTED;
    if (tag != TimeTag.NONE) {
      sourceNs = tag == TimeTag.CP56 ? zone.epochNs(object.time) : zone.epochNs(object.time, received.wallNs());
      timeQuality = Cp56.isInvalid(object.time) || (tag == TimeTag.CP24 && !received.hoursKnown()) ? DOUBTED : TimeQuality.SYNCHRONISED;
      timeQuality |= tag == TimeTag.CP56 && Cp56.isSummer(object.time) ? TimeQuality.SUMMER_TIME : 0;
      if (sourceNs == SampleBatch.NO_TIME) {
        sourceNs = received.wallNs();
        timeQuality = (byte) (TimeQuality.SUBSTITUTED | TimeQuality.CLOCK_FAILURE);
      }
    }
    int quality = object.quality;
    long bits = object.value;
    if (came == Element.NORMALISED || came == Element.NORMALISED_BARE) {
      bits = Double.doubleToRawLongBits(object.value / 32_768.0);
    } else if (came == Element.SHORT_FLOAT) {
      float value = Float.intBitsToFloat((int) object.value);
      bits = Double.doubleToRawLongBits(value);
      quality = Float.isNaN(value) ? Quality.invalid(quality, Quality.NOT_AVAILABLE) : quality;
    }
    int at = batch.add(points.handle(row), bits, quality, sourceNs, timeQuality, received.wallNs());
    batch.nativeCode[at] = came == Element.COUNTER ? object.sequence : object.elapsedMs;
  }
}
