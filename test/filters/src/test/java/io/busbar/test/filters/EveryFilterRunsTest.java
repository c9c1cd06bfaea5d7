package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.view.EngineView;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.core.Engine;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import io.busbar.testkit.environment.SimClock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The site that uses each filter at least once, run by the engine: no filter fails, and each of their points gets a result. */
class EveryFilterRunsTest {
  private static final long START = 1_767_225_600_000_000_000L;
  private static final int ROUNDS = 200;
  private static final long STEP_NS = 700_000_000L;
  /** Longer than every window. */
  private static final long PAUSE_NS = 26 * 3_600_000_000_000L;
  private static final long PATIENCE_S = 120;

  private final SimClock clock = new SimClock(START);
  private final Random random = new Random(7);

  /** The site with reads that the scripted driver understands: the kinds that Modbus would give. */
  private static SiteModel site() {
    Map<String, String> examples = new TreeMap<>();
    FilterSets.inProcess().forEach(filter -> examples.put(filter.descriptor().name(), filter.descriptor().example()));
    SiteModel model = Examples.load(examples).model();
    if (model == null) {
      throw new AssertionError("the site does not load");
    }
    return Examples.withKinds(model);
  }

  private long bits(Kind kind, int round, SampleBatch batch) {
    return switch (kind) {
      case TEXT -> batch.blobs.add("U=" + round + ".5 kV; " + round);
      case BOOLEAN -> round / 3 % 2;
      case DOUBLE, FLOAT32 -> Double.doubleToRawLongBits(100 * Math.sin(round / 9.0) + random.nextGaussian());
      default -> random.nextInt(10) == 0 ? 3 : Math.max(0, Math.round(100 + 100 * Math.sin(round / 9.0)));
    };
  }

  private boolean fill(ScriptedDriver.Session session, SiteModel site, int round) {
    SampleBatch batch = session.context().claim(4_096);
    if (batch == null) {
      return false;
    }
    long now = clock.wallNs();
    for (var device : site.devices()) {
      TemplateSpec template = site.templates().stream().filter(t -> t.name().equals(device.template())).findFirst().orElseThrow();
      for (PointSpec point : template.points()) {
        for (int input = 0; input < point.reads().size(); input++) {
          Kind kind = Kind.valueOf(point.reads().get(input).text().toUpperCase(Locale.ROOT));
          int at = batch.add(session.handle(device.name(), point.name(), input), bits(kind, round + input, batch),
              round % 17 == 0 ? Quality.INVALID : Quality.GOOD, now, TimeQuality.POLL, now);
          batch.cause[at] = Cause.PERIODIC;
        }
      }
    }
    session.context().offer(batch, session.binding(site.devices().get(0).name()).device(), null);
    return true;
  }

  @Test
  void inTheEngine() throws Exception {
    MemorySampleJournal journal = new MemorySampleJournal();
    journal.commitAtOnce(true);
    ScriptedDriver driver = new ScriptedDriver("scripted");
    SiteModel site = site();
    try (Engine engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), Crew.threads(), Runnable::run)) {
      engine.model().add(driver);
      FilterSets.inProcess().forEach(engine.model()::add);
      ModelControl.Plan plan = engine.model().plan(site);
      assertThat(plan.problems()).isEmpty();
      assertThat(engine.model().apply(plan)).isEmpty();
      await(() -> driver.isOpen("lan") && driver.session("lan").isBound("D-" + site.templates().get(site.templates().size() - 1).name()));
      for (int round = 0; round < ROUNDS; round++) {
        int now = round;
        CountDownLatch done = new CountDownLatch(1);
        clock.advanceNs(round % 50 == 49 ? PAUSE_NS : STEP_NS);
        driver.session("lan").act(session -> {
          boolean filled = fill(session, site, now);
          if (filled) {
            done.countDown();
          }
          return filled;
        });
        await(() -> {
          clock.advanceNs(1_000_000);
          return done.getCount() == 0;
        });
      }
      long inputs = site.templates().stream().flatMap(template -> template.points().stream()).mapToLong(point -> point.reads().size()).sum();
      await(() -> engine.view().counters().stream().anyMatch(counter -> counter.name().equals("samples.in") && counter.value() >= inputs * ROUNDS));
      assertThat(counters(engine).stream().filter(counter -> counter.name().startsWith("failed.") && counter.value() > 0)).isEmpty();
      for (var device : site.devices()) {
        String name = device.template().equals("rename") ? "current_L1" : "it";
        assertThat(journal.rows(device.name(), name)).as("results of %s", device.template()).isNotEmpty();
      }
    }
  }

  /** The counters; asked for again where the engine was too busy to say within a second. */
  private static List<EngineView.Counter> counters(Engine engine) throws InterruptedException {
    AtomicReference<List<EngineView.Counter>> found = new AtomicReference<>(List.of());
    await(() -> {
      found.set(engine.view().counters());
      return found.get().stream().anyMatch(counter -> counter.name().equals("samples.in"));
    });
    return found.get();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      Thread.sleep(5);
    }
  }
}
