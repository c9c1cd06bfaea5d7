package io.busbar.sink.file;

import io.busbar.api.journal.JournalFactory;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.api.storage.Storage;
import io.busbar.sink.file.records.RecordFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The files of devices as a service. */
@Component(name = "io.busbar.sink.file.records", configurationPolicy = ConfigurationPolicy.REQUIRE, service = Sink.class,
    property = Sink.NAME + "=records")
@Designate(ocd = RecordFilesConfig.class)
public final class RecordFilesComponent implements Sink {
  private final RecordFiles files;
  private @Nullable Storage storage;

  /** Checks the configuration; the folder is opened when the first part of a file comes. */
  @Activate
  public RecordFilesComponent(@Reference JournalFactory folders, RecordFilesConfig config) {
    if (config.folder().isBlank()) {
      throw new IllegalArgumentException("io.busbar.sink.file.records: folder is missing: name the folder of the files");
    }
    this.files = new RecordFiles(() -> {
      Storage folder = folders.folder(config.folder());
      storage = folder;
      return folder;
    });
  }

  @Deactivate
  void stop() throws Exception {
    files.close();
    if (storage instanceof AutoCloseable lock) {
      lock.close();
    }
  }

  @Override
  public void accept(SinkBatch batch) throws IOException {
    files.accept(batch);
  }

  @Override
  public void commit(SinkPosition position) throws IOException {
    files.commit(position);
  }

  @Override
  public String describe() {
    return files.describe();
  }
}
