package io.busbar.journal.component;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.journal.storage.FolderStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The gateway's journal as a service, with the thread that is its writer. */
@Component(service = {SampleJournal.class, HealthSource.class}, configurationPid = "io.busbar.journal",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JournalConfiguration.class)
public final class SampleJournalComponent implements SampleJournal, HealthSource {
  private static final long STOP_MS = 5_000;

  private final SampleJournalStage stage;
  private final JournalThread thread;

  /** Opens the journal and starts its thread. */
  @Activate
  public SampleJournalComponent(@Reference SiteClock clock, @Reference RandomSource random, JournalConfiguration configuration)
      throws IOException {
    JournalSettings settings = JournalSettings.of(configuration.folder(), configuration.commitIntervalMs(),
        configuration.capacityMegabytes());
    FolderStorage storage = FolderStorage.open(Path.of(settings.folder()));
    try {
      JournalOptions options = settings.options();
      stage = new SampleJournalStage(SegmentLog.open(storage, options, clock, random), clock, settings.commitIntervalMs());
    } catch (IOException | RuntimeException e) {
      storage.close();
      throw e;
    }
    thread = new JournalThread(stage);
    thread.start();
  }

  @Deactivate
  void deactivate() throws IOException, InterruptedException {
    thread.stop(STOP_MS);
    stage.close();
  }

  @Override
  public int[] describe(List<PointDescription> points) throws IOException {
    return stage.describe(points);
  }

  @Override
  public void retireOthers(InUse inUse) throws IOException {
    stage.retireOthers(inUse);
  }

  @Override
  public boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket) {
    return stage.offer(events, measurements, checkpoint, urgent, ticket);
  }

  @Override
  public Map<String, byte[]> held() {
    return stage.held();
  }

  @Override
  public boolean offerNothing(long ticket) {
    return stage.offerNothing(ticket);
  }

  @Override
  public byte[] token(String tokenKey) {
    return stage.token(tokenKey);
  }

  @Override
  public void onSettled(LongConsumer listener) {
    stage.onSettled(listener);
  }

  @Override
  public Journal journal() {
    return stage.journal();
  }

  @Override
  public AutoCloseable onCommit(Runnable listener) {
    return stage.onCommit(listener);
  }

  @Override
  public long commitIntervalMs() {
    return stage.commitIntervalMs();
  }

  @Override
  public List<HealthReport> health() {
    return stage.health();
  }
}
