package io.busbar.sink.file;

import io.busbar.api.journal.JournalFactory;
import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.api.storage.Storage;
import io.busbar.api.time.BusClock;
import io.busbar.sink.file.rolling.Limits;
import io.busbar.sink.file.rolling.RollingFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The file sink as a service. */
@Component(name = "io.busbar.sink.file", configurationPolicy = ConfigurationPolicy.REQUIRE, service = Sink.class,
    property = Sink.NAME + "=file")
@Designate(ocd = FileSinkConfig.class)
public final class FileSinkComponent implements Sink {
  private static final long HOUR_NS = 3_600_000_000_000L;

  private final FileSink sink;
  private @Nullable Storage storage;

  /** Checks the configuration; files are opened when central asks for the position. */
  @Activate
  public FileSinkComponent(@Reference JournalFactory folders, @Reference BusClock clock, FileSinkConfig config) {
    if (config.folder().isBlank()) {
      throw new IllegalArgumentException("io.busbar.sink.file: folder is missing: name the folder of the files");
    }
    Limits limits = new Limits((long) config.maxFileMegabytes() << 20, config.maxFileHours() * HOUR_NS,
        config.maxFiles());
    this.sink = new FileSink(() -> {
      Storage folder = folders.folder(config.folder());
      storage = folder;
      return new RollingFiles(folder, limits, clock);
    });
  }

  @Deactivate
  void stop() throws Exception {
    sink.close();
    if (storage instanceof AutoCloseable lock) {
      lock.close();
    }
  }

  @Override
  public long recoverPosition(StreamId stream) throws IOException {
    return sink.recoverPosition(stream);
  }

  @Override
  public void accept(SinkBatch batch) throws IOException {
    sink.accept(batch);
  }

  @Override
  public void commit(SinkPosition position) throws IOException {
    sink.commit(position);
  }
}
