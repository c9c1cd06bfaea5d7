package io.busbar.sink.file;

import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.Sink;
import io.busbar.api.sink.SinkBatch;
import io.busbar.api.sink.SinkPosition;
import io.busbar.api.time.BusClock;
import io.busbar.sink.file.rolling.Limits;
import io.busbar.sink.file.rolling.RollingFiles;
import java.io.IOException;
import java.nio.file.Path;
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

  /** Checks the configuration; files are opened when central asks for the position. */
  @Activate
  public FileSinkComponent(@Reference BusClock clock, FileSinkConfig config) {
    if (config.folder().isBlank()) {
      throw new IllegalArgumentException("io.busbar.sink.file: folder is missing: name the folder of the files");
    }
    Path folder = Path.of(config.folder());
    Limits limits = new Limits((long) config.maxFileMegabytes() << 20, config.maxFileHours() * HOUR_NS,
        config.maxFiles());
    this.sink = new FileSink(() -> new RollingFiles(new FolderStorage(folder), limits, clock));
  }

  @Deactivate
  void stop() throws IOException {
    sink.close();
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
