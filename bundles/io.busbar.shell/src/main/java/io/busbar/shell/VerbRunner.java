package io.busbar.shell;

import io.busbar.api.cli.Verb;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ObjIntConsumer;

/**
 * Runs the one verb that the command line asked for, on a thread of its own, as soon as it is offered, and ends the program
 * with its exit code.
 *
 * <p>Thread-safe. {@link #offer} and {@link #close} return at once or within {@value #CLOSE_TIMEOUT_MS} ms.
 */
final class VerbRunner implements AutoCloseable {

  /** Exit code of a verb that nobody offers or that failed by an exception: could not be done. */
  static final int NOT_DONE = 3;

  private static final System.Logger LOG = System.getLogger(VerbRunner.class.getName());
  private static final long CLOSE_TIMEOUT_MS = 5_000;

  private final String wanted;
  private final List<String> arguments;
  private final ObjIntConsumer<String> ending;
  private final CompletableFuture<Verb> verb = new CompletableFuture<>();
  private final Thread thread;

  /**
   * Where output goes.
   *
   * @param out what was asked for
   * @param err what is wrong
   */
  record Console(PrintStream out, PrintStream err) {}

  /**
   * Starts waiting.
   *
   * @param wanted name of the verb
   * @param ending called once with a line for standard error (may be empty) and the exit code
   * @param patience how long to wait for the verb; {@link Duration#ZERO}: for ever, where the bundles are the program
   */
  VerbRunner(String wanted, List<String> arguments, ObjIntConsumer<String> ending, Console console, Duration patience) {
    this.wanted = wanted;
    this.arguments = List.copyOf(arguments);
    this.ending = ending;
    this.thread = new Thread(() -> run(console, patience), "busbar-verb-" + wanted);
    thread.start();
  }

  /** Offers a verb; the first one that has the wanted name is run. */
  void offer(Verb offered) {
    if (offered.name().equals(wanted)) {
      verb.complete(offered);
    }
  }

  private void run(Console console, Duration patience) {
    try {
      Verb found = patience.isZero() ? verb.get() : verb.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      int code = found.run(arguments, console.out(), console.err());
      console.out().flush();
      console.err().flush();
      ending.accept("", code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the program is ending already
    } catch (TimeoutException e) {
      ending.accept("no bundle of this installation carries out \"" + wanted
          + "\", or it waits for a service that is missing. Install the package again.", NOT_DONE);
    } catch (ExecutionException | RuntimeException e) {
      LOG.log(Level.ERROR, wanted + " failed by an error of the program", e);
      ending.accept(wanted + " failed by an error of the program: " + e, NOT_DONE);
    }
  }

  /** Interrupts the verb and waits for it, within a bound. */
  @Override
  public void close() {
    if (thread == Thread.currentThread()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.log(Level.WARNING, wanted + " is still running " + CLOSE_TIMEOUT_MS + " ms after it was asked to end");
    }
  }
}
