package io.busbar.benchmarks.journal;

import io.busbar.api.data.SampleBatch;
import java.nio.file.Path;

/** A durable store of samples that is measured. */
interface Store extends AutoCloseable {
  /** Makes samples durable as one commit. */
  void commit(SampleBatch batch) throws Exception;

  /**
   * What a gateway asks first after a start: where the store ends, so that it can append, and the first sample that is not
   * delivered yet.
   *
   * @return the last position
   */
  long resume() throws Exception;

  /** How much is not delivered yet: rows of SQLite, which have to be counted, or records of the journal, whose positions have no holes. */
  long undelivered() throws Exception;

  /** What it is and how it is set, for the conditions. */
  String describe();

  @Override
  void close() throws Exception;

  /** Opens one by its name. */
  static Store open(String name, Path folder) throws Exception {
    return switch (name) {
      case "journal" -> new OurStore(folder, false);
      case "journal-delivered" -> new OurStore(folder, true);
      case "sqlite" -> new SqliteStore(folder, false);
      case "sqlite-delivered" -> new SqliteStore(folder, true);
      default -> throw new IllegalArgumentException("no store is called " + name);
    };
  }
}
