package io.busbar.test.simulation.kill;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.core.Engine;
import io.busbar.filter.deadband.SwingingDoorFilter;
import io.busbar.filter.event.ReorderFilter;
import io.busbar.filter.time.DelayFilter;
import io.busbar.filter.window.CountFilter;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.journal.storage.FolderStorage;
import io.busbar.testkit.Models;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.driver.MachineClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process that is killed: engine, filters and journal with their threads, as the gateway has them, and a device with an event buffer. */
final class GatewayProcess {
  private static final int COMMIT_MS = 50;
  private static final int WAIT_MS = 20;
  /** So long nothing more is committed when all that was held has come. */
  private static final long QUIET_NS = 6_000_000_000L;
  private static final long HOUR_NS = 3_600_000_000_000L;
  private static final long LAST_EVENTS_MS = 2_000;

  private final AheadClock clock = new AheadClock();
  private final EventBuffer buffer;
  private final SegmentLog log;
  private final SampleJournalStage stage;
  private final BufferDriver driver;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private GatewayProcess(Path folder, long startNs) throws IOException {
    log = open(folder);
    stage = new SampleJournalStage(log, clock, COMMIT_MS);
    buffer = new EventBuffer(startNs);
    driver = new BufferDriver(buffer, out::println);
  }

  /** The machine's clocks, which can go on at once. */
  private static final class AheadClock implements SiteClock {
    private final MachineClock machine = new MachineClock(ClockState.SYNCHRONISED);
    private volatile long aheadNs;

    @Override
    public ClockState state() {
      return machine.state();
    }

    @Override
    public long wallNs() {
      return machine.wallNs() + aheadNs;
    }

    @Override
    public long monotonicNs() {
      return machine.monotonicNs() + aheadNs;
    }

    @Override
    public String source() {
      return machine.source();
    }
  }

  /**
   * Runs until it dies, or, with {@code finish}, until nothing is held any more.
   *
   * @param args folder of the journal, time of the first event in ns, and finish, if it is the last life
   */
  public static void main(String[] args) throws Exception {
    GatewayProcess process = new GatewayProcess(Path.of(args[0]), Long.parseLong(args[1]));
    process.start();
    if (args.length > 2) {
      process.finish();
    }
  }

  static SegmentLog open(Path folder) throws IOException {
    return SegmentLog.open(FolderStorage.open(folder), new JournalOptions(256 << 10, 64 << 20), new MachineClock(ClockState.SYNCHRONISED),
        System::nanoTime);
  }

  private void start() {
    Thread writer = new Thread(this::write, "busbar-journal");
    writer.setDaemon(true);
    writer.start();
    Engine engine = new Engine(new ChannelServices(new NoLines(), clock, System::nanoTime, stage), Crew.threads(), Runnable::run);
    engine.model().add(new SwingingDoorFilter());
    engine.model().add(new ReorderFilter());
    engine.model().add(new DelayFilter());
    engine.model().add(new CountFilter());
    engine.model().add(driver);
    ModelControl.Plan plan = engine.model().plan(model());
    if (!plan.isApplicable() || !engine.model().apply(plan).isEmpty()) {
      throw new IllegalStateException("refused: " + plan.problems());
    }
  }

  private SiteModel model() {
    Models models = Models.site("oak").channel("bus1", "buffer");
    for (int i = 0; i < EventBuffer.POINTS; i++) {
      models.point("relay", "e" + i, "next", i == EventBuffer.DOOR ? PublishClass.MEASUREMENT : PublishClass.EVENT, buffer.flows().get(i));
    }
    return models.device("R1", "relay", "bus1").build();
  }

  private void write() {
    try {
      while (true) {
        if (stage.doWork() == 0) {
          stage.awaitWork(WAIT_MS);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish() throws InterruptedException {
    Thread.sleep(LAST_EVENTS_MS);
    long last = driver.read;
    last += EventBuffer.POINTS - 1 - last % EventBuffer.POINTS + 2 * EventBuffer.POINTS;
    driver.limit = last;
    while (driver.settled < last) {
      Thread.sleep(WAIT_MS);
    }
    // The window of an hour ends with the next event, which is of another point.
    clock.aheadNs = HOUR_NS;
    driver.limit = last + 1;
    long head = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET_NS || driver.settled <= last) {
      Thread.sleep(WAIT_MS);
      long now = log.head(StreamId.EVENTS) + log.head(StreamId.MEASUREMENTS);
      if (now != head) {
        head = now;
        since = System.nanoTime();
      }
    }
    out.println("done " + driver.read);
    Runtime.getRuntime().halt(0);
  }
}
