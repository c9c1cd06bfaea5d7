package io.busbar.central.sinks;

import io.busbar.api.time.BusClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs a pump on a thread of its own. */
public final class SinkThread implements AutoCloseable {
  private static final long IDLE_NS = 100_000_000L;
  private static final long END_MS = 10_000;

  private final SinkPump pump;
  private final BusClock clock;
  private final Runnable onDelivered;
  private final Thread thread;
  private volatile boolean ended;

  /**
   * Starts it.
   *
   * @param onDelivered told after each delivery, on this thread
   */
  public SinkThread(SinkPump pump, BusClock clock, Runnable onDelivered) {
    this.pump = pump;
    this.clock = clock;
    this.onDelivered = onDelivered;
    this.thread = new Thread(this::run, "busbar-sink-" + pump.name());
    thread.setDaemon(true);
    thread.start();
  }

  /** The pump that runs here. */
  public SinkPump pump() {
    return pump;
  }

  /** There may be something to deliver. Any thread. */
  public void wakeUp() {
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!ended) {
      if (pump.doWork(clock.monotonicNs()) > 0) {
        onDelivered.run();
      } else {
        LockSupport.parkNanos(IDLE_NS);
      }
    }
    pump.close();
  }

  /** Ends the thread; waits for it at most 10 s, then interrupts it. */
  @Override
  public void close() {
    ended = true;
    wakeUp();
    try {
      thread.join(END_MS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(1));
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
