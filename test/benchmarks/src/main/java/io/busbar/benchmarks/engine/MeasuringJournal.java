package io.busbar.benchmarks.engine;

import io.busbar.api.data.SampleBatch;
import io.busbar.benchmarks.PreciseClock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A journal that looks at how long samples were under way. The engine's thread offers; others read the counters.
 */
final class MeasuringJournal extends SettlingJournal {
  private final AtomicLong worstNs = new AtomicLong();
  private final Watch watch;
  private volatile long count;

  /** Looks at what comes. */
  @FunctionalInterface
  interface Watch {
    /** Samples have come. Engine's thread. */
    void offered(SampleBatch samples);
  }

  MeasuringJournal(Watch watch) {
    this.watch = watch;
  }

  /** Longest way of a sample since the last call, from its gateway time to here, ns. */
  long takeWorstNs() {
    return worstNs.getAndSet(0);
  }

  /** Samples taken. */
  long count() {
    return count;
  }

  @Override
  void look(SampleBatch events, SampleBatch measurements) {
    look(events);
    look(measurements);
    count = count + events.size() + measurements.size();
  }

  private void look(SampleBatch samples) {
    if (samples.size() > 0) {
      long now = PreciseClock.nowNs();
      long first = Long.MAX_VALUE;
      for (int i = 0; i < samples.size(); i++) {
        first = Math.min(first, samples.gatewayTime[i]);
      }
      if (now - first > worstNs.get()) {
        worstNs.set(now - first);
      }
      watch.offered(samples);
    }
  }
}
