package io.busbar.benchmarks.engine;

import io.busbar.api.journal.JournalOptions;
import io.busbar.benchmarks.MachineClock;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.journal.storage.FolderStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The product's journal in a temporary folder, with a thread of its own: encodes what comes and commits it every 200 ms. */
final class DiskJournal implements AutoCloseable {
  /** Name of its thread. */
  static final String THREAD = "busbar-journal";
  private static final int COMMIT_MS = 200;
  private static final int WAIT_MS = 50;

  final SampleJournalStage stage;
  private final Path folder;
  private final SegmentLog log;
  private final Thread thread;
  private volatile boolean closed;

  DiskJournal() throws IOException {
    MachineClock clock = new MachineClock();
    folder = Files.createTempDirectory("busbar-journal");
    log = SegmentLog.open(FolderStorage.open(folder), JournalOptions.DEFAULT, clock, System::nanoTime);
    stage = new SampleJournalStage(log, clock, COMMIT_MS);
    thread = new Thread(this::run, THREAD);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        if (stage.doWork() == 0) {
          stage.awaitWork(WAIT_MS);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws Exception {
    closed = true;
    stage.wake();
    thread.join();
    stage.close();
    log.close();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
