package io.busbar.api.journal;

import io.busbar.api.storage.Storage;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Opens journals; a service of the journal bundle. */
@ProviderType
public interface JournalFactory {
  /**
   * Opens the journal in a storage, recovering it after a crash, or creates it.
   *
   * @param clock for gap records
   * @param random for the epoch of a new journal
   * @throws IOException if the storage fails, or holds the journal of a newer format
   */
  Journal open(Storage storage, JournalOptions options, BusClock clock, RandomSource random) throws IOException;

  /**
   * The file system folder as storage, created where it is missing and locked against a second process.
   *
   * @throws IOException with a message that names the folder and the remedy
   */
  Storage folder(String path) throws IOException;
}
