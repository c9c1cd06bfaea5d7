package io.busbar.console;

import io.busbar.console.rest.Views;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Starts the console, and tries again while its port is taken. */
final class ConsoleAgent implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.busbar.console");
  private static final long RETRY_NS = 5_000_000_000L;
  private static final long END_MS = 10_000;

  private final ConsoleOptions options;
  private final Views views;
  private @Nullable Console console;
  private @Nullable Thread retry;
  private volatile boolean ended;

  ConsoleAgent(ConsoleOptions options, Views views) {
    this.options = options;
    this.views = views;
  }

  synchronized void start() {
    if (!tryStart("")) {
      Thread thread = new Thread(this::retry, "busbar-console-start");
      thread.setDaemon(true);
      retry = thread;
      thread.start();
    }
  }

  private void retry() {
    while (!ended) {
      LockSupport.parkNanos(RETRY_NS);
      if (!ended && tryStart("again")) {
        return;
      }
    }
  }

  private synchronized boolean tryStart(String again) {
    if (ended) {
      return true;
    }
    try {
      console = new Console(options, views);
    } catch (IOException e) {
      if (again.isEmpty()) {
        LOG.log(System.Logger.Level.ERROR, e.getMessage() + ". It is tried again every " + RETRY_NS / 1_000_000_000L
            + " s; everything else runs.");
      }
      return false;
    }
    String page = "http://" + (options.host().contains(":") ? "[" + options.host() + "]" : options.host()) + ":"
        + console.address().getPort() + "/";
    if (options.isLoopback()) {
      LOG.log(System.Logger.Level.INFO, "The page is at " + page);
    } else {
      LOG.log(System.Logger.Level.WARNING, "The page is at " + page + ". WARNING: it can be reached from other machines,"
          + " and it has neither accounts nor encryption yet: anybody on that network can read every value and send reads"
          + " to devices. Use a loopback address and a tunnel.");
    }
    return true;
  }

  @Override
  public void close() {
    ended = true;
    Thread thread;
    Console open;
    synchronized (this) {
      thread = retry;
      open = console;
      console = null;
    }
    if (open != null) {
      open.close();
    }
    if (thread != null) {
      LockSupport.unpark(thread);
      try {
        thread.join(END_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
