package io.busbar.benchmarks.bus;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import io.busbar.api.data.Cause;
import io.busbar.api.data.TimeQuality;
import java.util.concurrent.locks.LockSupport;

/**
 * LMAX Disruptor as its user guide has it: events made once in a ring, one producer, published in batches, and one consumer that runs all
 * five filters. A consumer for each filter would take a core for each.
 */
final class DisruptorBus implements AutoCloseable {
  private static final int RING = 8_192;
  private static final int BATCH = 64;

  private final Points points = new Points();
  private final Disruptor<Slot> disruptor = new Disruptor<>(Slot::new, RING, DaemonThreadFactory.INSTANCE, ProducerType.SINGLE,
      new YieldingWaitStrategy());
  private final RingBuffer<Slot> ring;
  private volatile long consumed = -1;

  /** A reading in the ring. */
  static final class Slot {
    int point;
    double value;
    int quality;
    long sourceNs;
    long gatewayNs;
    byte timeQuality;
    byte cause;
  }

  DisruptorBus() {
    EventHandler<Slot> handler = (slot, sequence, endOfBatch) -> {
      Reading reading = points.reading;
      reading.point = slot.point;
      reading.value = slot.value;
      reading.quality = slot.quality;
      reading.sourceNs = slot.sourceNs;
      reading.gatewayNs = slot.gatewayNs;
      reading.timeQuality = slot.timeQuality;
      reading.cause = slot.cause;
      points.allFilters(reading);
      if (endOfBatch) {
        consumed = sequence;
      }
    };
    disruptor.handleEventsWith(handler);
    ring = disruptor.start();
  }

  /** One reading of each point; returns when all are through. */
  long scan(int round, long nowNs) {
    long last = -1;
    for (int from = 0; from < Arithmetic.POINTS; from += BATCH) {
      int count = Math.min(BATCH, Arithmetic.POINTS - from);
      last = ring.next(count);
      long first = last - count + 1;
      for (int i = 0; i < count; i++) {
        Slot slot = ring.get(first + i);
        slot.point = from + i;
        slot.value = Arithmetic.raw(from + i, round);
        slot.quality = 0;
        slot.sourceNs = nowNs;
        slot.gatewayNs = nowNs;
        slot.timeQuality = TimeQuality.POLL;
        slot.cause = Cause.PERIODIC;
      }
      ring.publish(first, last);
    }
    while (consumed < last) {
      LockSupport.parkNanos(1_000);
    }
    return points.published;
  }

  long published() {
    return points.published;
  }

  @Override
  public void close() {
    disruptor.shutdown();
  }
}
