package io.busbar.journal.component;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalFactory;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.storage.Storage;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.storage.FolderStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;

/** Opens journals for other bundles. */
@Component
public final class JournalFactoryComponent implements JournalFactory {
  @Override
  public Journal open(Storage storage, JournalOptions options, BusClock clock, RandomSource random) throws IOException {
    return SegmentLog.open(storage, options, clock, random);
  }

  @Override
  public Storage folder(String path) throws IOException {
    return FolderStorage.open(Path.of(path));
  }
}
