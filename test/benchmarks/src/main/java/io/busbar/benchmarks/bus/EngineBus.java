package io.busbar.benchmarks.bus;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.ModelControl.Plan;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.benchmarks.PreciseClock;
import io.busbar.benchmarks.SiteText;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.HandCrew;
import io.busbar.engine.core.Engine;
import io.busbar.filter.deadband.DbAbsFilter;
import io.busbar.filter.value.ClipFilter;
import io.busbar.filter.value.LinearFilter;
import io.busbar.filter.value.QuantizeFilter;
import io.busbar.filter.value.ZeroClampFilter;
import io.busbar.template.yaml.YamlTemplateLoader;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import java.util.List;

/**
 * The engine as the product runs it: a site from templates, compiled; a driver that claims, fills and offers batches; ring, intake,
 * stages, image, publishing, a journal that counts. The agents of channel and shard are run in turn by one thread.
 */
final class EngineBus implements AutoCloseable {
  private static final int POINTS_OF_A_DEVICE = 50;
  private static final int DEVICES = Arithmetic.POINTS / POINTS_OF_A_DEVICE;
  private static final int ROUNDS_TO_BIND = 400;
  private static final int BATCHES_OF_A_TURN = 16;

  private final MemorySampleJournal journal = new MemorySampleJournal();
  private final HandCrew crew = new HandCrew(ROUNDS_TO_BIND);
  private final PreciseClock clock = new PreciseClock();
  private final Engine engine;
  private final Duty channel;
  private final Duty shard;
  private final int[] handles = new int[Arithmetic.POINTS];
  private final int batchSize;
  private int next;
  private int round;
  private boolean ending;
  private final ScriptedDriver.Act act;

  /**
   * Starts.
   *
   * @param batchSize samples that the driver hands over at once; what is read of one device is 50
   */
  EngineBus(int batchSize) {
    this.batchSize = batchSize;
    journal.keepRows(false);
    engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), crew, Runnable::run);
    ScriptedDriver driver = new ScriptedDriver("scripted");
    engine.model().add(driver);
    for (FilterFactory filter : List.of(new LinearFilter(), new ZeroClampFilter(), new ClipFilter(), new QuantizeFilter(), new DbAbsFilter())) {
      engine.model().add(filter);
    }
    SiteText site = new SiteText("bus", "scripted").template("feeder", POINTS_OF_A_DEVICE, p -> "read: double, flow: '" + Arithmetic.FLOW + "'");
    for (int d = 0; d < DEVICES; d++) {
      site.device("D" + d, "feeder", d);
    }
    Loaded loaded = new YamlTemplateLoader().load(site);
    if (loaded.model() == null) {
      throw new IllegalStateException("refused: " + loaded.problems());
    }
    Plan plan = engine.model().plan(loaded.model());
    if (!plan.isApplicable() || !engine.model().apply(plan).isEmpty()) {
      throw new IllegalStateException("refused: " + plan.problems());
    }
    crew.run(ROUNDS_TO_BIND);
    ScriptedDriver.Session session = driver.session("bus0");
    for (int d = 0; d < DEVICES; d++) {
      for (int p = 0; p < POINTS_OF_A_DEVICE; p++) {
        handles[d * POINTS_OF_A_DEVICE + p] = session.binding("D" + d).points().get(p).inputHandles()[0];
      }
    }
    int first = session.binding("D0").device();
    act = open -> fill(open, first);
    session.act(act);
    channel = crew.duty("bus0");
    shard = crew.duty("busbar engine");
  }

  private boolean fill(ScriptedDriver.Session session, int device) {
    long now = clock.wallNs();
    for (int i = 0; i < BATCHES_OF_A_TURN && next < Arithmetic.POINTS; i++) {
      SampleBatch batch = session.context().claim(batchSize);
      if (batch == null) {
        break;
      }
      int end = Math.min(Arithmetic.POINTS, next + batchSize);
      for (int point = next; point < end; point++) {
        batch.add(handles[point], Double.doubleToRawLongBits(Arithmetic.raw(point, round)), Quality.GOOD, now, TimeQuality.POLL, now);
      }
      next = end;
      session.context().offer(batch, device, null);
    }
    if (!ending) {
      session.act(act);
    }
    return true;
  }

  /** One reading of each point. */
  long scan(int newRound) {
    round = newRound;
    next = 0;
    while (next < Arithmetic.POINTS) {
      channel.run();
      shard.run();
    }
    shard.run();
    return journal.count();
  }

  long published() {
    return journal.count();
  }

  @Override
  public void close() {
    ending = true;
    engine.close();
  }
}
