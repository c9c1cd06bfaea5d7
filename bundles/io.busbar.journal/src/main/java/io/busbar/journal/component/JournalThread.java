package io.busbar.journal.component;

import io.busbar.journal.stage.SampleJournalStage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Runs the stage as its one writer. */
final class JournalThread {
  private static final Logger LOG = System.getLogger(JournalThread.class.getName());
  private static final long IDLE_MS = 500;

  private final SampleJournalStage stage;
  private final Thread thread;
  private volatile boolean running = true;

  JournalThread(SampleJournalStage stage) {
    this.stage = stage;
    thread = new Thread(this::run, "busbar-journal");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the thread; waits at most that long for a commit that is under way. */
  void stop(long maxMs) throws InterruptedException {
    running = false;
    // No interrupt: it would close the file under a commit.
    stage.wake();
    thread.join(maxMs);
  }

  private void run() {
    boolean failing = false;
    while (running) {
      try {
        if (stage.doWork() == 0) {
          stage.awaitWork(IDLE_MS);
        }
        failing = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.log(Level.ERROR, "the journal's agent failed; it goes on with the next turn", e);
        }
        failing = true;
      }
    }
  }
}
