package io.busbar.engine.agent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;

/** The thread of one agent. A duty that throws is reported and called again after a second: it never ends by itself. */
final class AgentThread implements Worker {
  /** Longest wait, so that a lost wake-up is only a delay. */
  private static final long MAX_WAIT_NS = 50_000_000;
  private static final long REST_NS = 1_000_000;
  private static final long AFTER_FAILURE_NS = 1_000_000_000;
  private static final Logger LOG = System.getLogger(AgentThread.class.getName());

  private final Duty duty;
  private final Thread thread;
  private volatile boolean waiting;
  private volatile boolean woken;
  private volatile boolean closed;

  /** A thread that is not started yet. */
  AgentThread(String name, Duty duty) {
    this.duty = duty;
    thread = new Thread(this::loop, name);
    thread.setDaemon(true);
  }

  /** Starts it. */
  void start() {
    thread.start();
  }

  @Override
  public void wakeUp() {
    woken = true;
    if (waiting) {
      LockSupport.unpark(thread);
    }
  }

  /** Whether the caller is this agent. */
  private boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  @Override
  public void interrupt() {
    thread.interrupt();
  }

  private void loop() {
    while (!closed) {
      long waitNs;
      try {
        waitNs = duty.run();
      } catch (RuntimeException | Error failure) {
        LOG.log(Level.ERROR, thread.getName() + " failed and goes on in a second", failure);
        waitNs = AFTER_FAILURE_NS;
      }
      if (waitNs == Duty.REST) {
        LockSupport.parkNanos(this, REST_NS);
      } else if (waitNs > 0) {
        await(waitNs);
      }
    }
  }

  private void await(long waitNs) {
    waiting = true;
    if (!woken && !closed) {
      LockSupport.parkNanos(this, Math.min(waitNs, MAX_WAIT_NS));
    }
    waiting = false;
    woken = false;
  }

  @Override
  public void stop() {
    closed = true;
    wakeUp();
  }

  @Override
  public boolean join(long limitMs) {
    if (isCurrent()) {
      return true;
    }
    try {
      thread.join(limitMs);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(Math.min(1_000, limitMs));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
