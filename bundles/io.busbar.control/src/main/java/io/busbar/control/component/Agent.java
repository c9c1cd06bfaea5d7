package io.busbar.control.component;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The thread of guard or desk: does what it is given, in order, and ticks ten times a second. */
final class Agent implements AutoCloseable {
  /** Most that may wait; what is beyond is not taken, but for what is done {@link #always}. */
  static final int MAX_WAITING = 10_000;

  private static final System.Logger LOG = System.getLogger("io.busbar.control");
  private static final long TICK_MS = 100;
  private static final long END_MS = 5_000;

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Runnable tick;
  private final Thread thread;
  private volatile boolean ended;

  Agent(String name, Runnable tick) {
    this.tick = tick;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has something done; false if too much waits. Any thread. */
  boolean give(Runnable task) {
    return !ended && tasks.size() < MAX_WAITING && tasks.offer(task);
  }

  /** Has something done that comes seldom and must not be left out: a session that comes or goes. Any thread. */
  void always(Runnable task) {
    if (!ended) {
      tasks.add(task);
    }
  }

  private void run() {
    while (!ended) {
      try {
        Runnable task = tasks.poll(TICK_MS, TimeUnit.MILLISECONDS);
        if (task != null) {
          task.run();
        }
        tick.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "an internal error in the control of commands: " + e, e);
      }
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
