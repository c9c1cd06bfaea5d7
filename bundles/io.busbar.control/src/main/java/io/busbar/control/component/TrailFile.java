package io.busbar.control.component;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalFactory;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.storage.Storage;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.control.audit.AuditTrail;
import java.io.IOException;

/** The control journal in its folder. */
final class TrailFile implements AutoCloseable {
  private static final int SEGMENT_BYTES = 2 << 20;

  private final Storage storage;
  private final AuditTrail trail;

  private TrailFile(Storage storage, AuditTrail trail) {
    this.storage = storage;
    this.trail = trail;
  }

  static TrailFile open(JournalFactory journals, ControlConfig config, BusClock clock, RandomSource random) throws IOException {
    Storage storage = journals.folder(config.folder());
    long capacity = Math.max(16, Math.min(1024, config.capacityMegabytes())) * 1_048_576L;
    try {
      Journal journal = journals.open(storage, new JournalOptions(SEGMENT_BYTES, capacity), clock, random);
      return new TrailFile(storage, new AuditTrail(journal));
    } catch (IOException | RuntimeException e) {
      release(storage);
      throw e;
    }
  }

  AuditTrail trail() {
    return trail;
  }

  private static void release(Storage storage) throws IOException {
    if (storage instanceof AutoCloseable lock) {
      try {
        lock.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      trail.close();
    } finally {
      release(storage);
    }
  }
}
