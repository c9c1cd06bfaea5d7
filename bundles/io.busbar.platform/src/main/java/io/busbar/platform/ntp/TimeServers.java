package io.busbar.platform.ntp;

import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthReport.Level;
import io.busbar.api.health.HealthSource;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.ClockState;
import io.busbar.platform.ClockReading;
import java.lang.System.Logger;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the servers of the present model again and again, on a thread of its own while there are any. Thread-safe. */
final class TimeServers implements HealthSource, AutoCloseable {
  private static final Logger LOG = System.getLogger(TimeServers.class.getName());
  private static final long JOIN_MS = 10_000;

  private final BusClock clock;
  private final NtpServers network;
  private final Consumer<@Nullable ClockReading> result;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private List<String> wanted = List.of();
  private boolean closed;
  private @Nullable Thread thread;
  private volatile List<HealthReport> health = List.of();

  /**
   * Asks nobody yet.
   *
   * @param result is told what was found after each round; null: nothing is known
   */
  TimeServers(BusClock clock, NtpServers network, Consumer<@Nullable ClockReading> result) {
    this.clock = clock;
    this.network = network;
    this.result = result;
  }

  /** From now on these are asked; none ends it. */
  void follow(List<String> servers) {
    lock.lock();
    try {
      if (closed || wanted.equals(servers)) {
        return;
      }
      wanted = List.copyOf(servers);
      change.signalAll();
      if (thread == null && !wanted.isEmpty()) {
        thread = new Thread(this::run, "busbar-time-servers");
        thread.setDaemon(true);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<String> servers = List.of();
    NtpWatch watch = new NtpWatch(clock, network, servers);
    while (true) {
      List<String> now = next();
      if (now == null) {
        return;
      }
      if (!now.equals(servers)) {
        servers = now;
        watch = new NtpWatch(clock, network, servers);
      }
      ClockReading found = watch.round();
      result.accept(found);
      tell(found != null ? found.remedy() : watch.silentRemedy(), found != null && found.state() == ClockState.UNSYNCHRONISED);
      rest(servers);
    }
  }

  /** Servers to ask; null if there are none any more, and the thread is to end. */
  private @Nullable List<String> next() {
    lock.lock();
    try {
      if (closed || wanted.isEmpty()) {
        thread = null;
        result.accept(null);
        tell("", false);
        return null;
      }
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private void rest(List<String> asked) {
    lock.lock();
    try {
      long leftNs = NtpWatch.ROUND_NS;
      while (leftNs > 0 && !closed && wanted.equals(asked)) {
        leftNs = change.awaitNanos(leftNs);
      }
    } catch (InterruptedException end) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps what is to be said as health, and logs it when it is something else than before. */
  private void tell(String text, boolean wrong) {
    HealthReport before = health.isEmpty() ? null : health.get(0);
    Level level = wrong ? Level.CRITICAL : Level.WARNING;
    if (text.isEmpty()) {
      health = List.of();
      if (before != null) {
        LOG.log(Logger.Level.INFO, "the clock agrees with its time servers, or has none any more");
      }
    } else if (before == null || before.level() != level) {
      health = List.of(new HealthReport("clock", level, text, clock.wallNs()));
      LOG.log(Logger.Level.WARNING, "{0}", text);
    } else {
      health = List.of(new HealthReport("clock", level, text, before.sinceNs()));
    }
  }

  @Override
  public List<HealthReport> health() {
    return health;
  }

  @Override
  public void close() throws InterruptedException {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
      change.signalAll();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.join(JOIN_MS);
    }
  }
}
