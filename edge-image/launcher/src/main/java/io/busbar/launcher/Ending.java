package io.busbar.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjIntConsumer;

/**
 * How a bundle ends the program: the launcher registers this as a service under {@code java.util.function.ObjIntConsumer}
 * with the property {@code busbar.ending=true}. {@code accept(line, code)} prints {@code line} to standard error (nothing
 * if it is empty), stops the framework and ends the process with {@code code}. The first call counts. Safe from any thread; returns at
 * once, so that a component may call it while it is being activated.
 *
 * <p>The service property {@code busbar.started} becomes {@code true} when every bundle has been started.
 */
final class Ending implements ObjIntConsumer<String> {

  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch called = new CountDownLatch(1);
  private volatile int code;

  @Override
  public void accept(String line, int exitCode) {
    if (taken.compareAndSet(false, true)) {
      if (!line.isBlank()) {
        System.err.println("busbar: " + line);
      }
      code = exitCode;
      called.countDown();
    }
  }

  /** Waits until somebody ended the program. */
  int await() throws InterruptedException {
    called.await();
    return code;
  }

  boolean isCalled() {
    return taken.get();
  }
}
