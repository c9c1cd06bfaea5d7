package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.core.Engine;
import io.busbar.filter.script.ScriptFilter;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.MemorySampleJournal.Row;
import io.busbar.testkit.Models;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The engine with scripts: results come in order, and a script that never ends stops nobody. */
class ScriptsInTheEngineTest {
  private static final int SAMPLES = 200;
  private static final long PATIENCE_S = 120;
  private static final Map<String, String> SCRIPTS = Map.of("double.py", """
      def process(samples, state, parameters):
          for s in samples:
              state["n"] = state.get("n", 0) + 1
              s.value = 1000 * state["n"] + s.value
          return samples
      """, "endless.py", """
      def process(samples, state, parameters):
          while True:
              pass
      """);

  private static final class MachineClock implements SiteClock {
    @Override
    public long wallNs() {
      return System.currentTimeMillis() * 1_000_000;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }

    @Override
    public ClockState state() {
      return ClockState.SYNCHRONISED;
    }

    @Override
    public String source() {
      return "test";
    }
  }

  private static SiteModel site() {
    SiteModel plain = Models.site("oak").channel("lan", "scripted")
        .point("meter", "good", "double", PublishClass.MEASUREMENT, "script(double.py)")
        .point("meter", "stuck", "double", PublishClass.MEASUREMENT, "script(endless.py)")
        .point("meter", "plain", "double", PublishClass.MEASUREMENT, "")
        .device("M-1", "meter", "lan").device("M-2", "meter", "lan").build();
    List<TemplateSpec> templates = plain.templates().stream().map(template -> new TemplateSpec(template.name(), template.settings(),
        template.points().stream().map(ScriptsInTheEngineTest::withSource).toList(), template.at())).toList();
    return new SiteModel(plain.site(), plain.gateway(), plain.central(), plain.channels(), templates, plain.devices());
  }

  private static PointSpec withSource(PointSpec point) {
    List<StageSpec> flow = point.flow().stream().map(stage -> {
      Map<String, Setting> named = new LinkedHashMap<>();
      String file = stage.positional().get(0).text();
      named.put("source", Setting.of(String.valueOf(SCRIPTS.get(file)), new SourceLocation("scripts/" + file, 0, 0)));
      named.put("limit", Setting.of("10s", SourceLocation.NONE));
      named.put("waiting", Setting.of("64", SourceLocation.NONE));
      return new StageSpec(stage.filter(), stage.positional(), named, stage.id(), stage.at());
    }).toList();
    return new PointSpec(point.name(), point.reads(), point.settings(), point.unit(), flow, point.publish(), point.every(), point.at());
  }

  @Test
  void resultsComeInOrderAndAScriptThatNeverEndsStopsNobody() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "Python 3 is not installed: apt-get install python3");
    MemorySampleJournal journal = new MemorySampleJournal();
    journal.commitAtOnce(true);
    ScriptedDriver driver = new ScriptedDriver("scripted");
    MachineClock clock = new MachineClock();
    try (ScriptFilter scripts = new ScriptFilter(clock);
        Engine engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), Crew.threads(), Runnable::run)) {
      engine.model().add(driver);
      engine.model().add(scripts);
      ModelControl.Plan plan = engine.model().plan(site());
      assertThat(plan.problems()).isEmpty();
      assertThat(engine.model().apply(plan)).isEmpty();
      await(() -> driver.isOpen("lan") && driver.session("lan").isBound("M-2"));
      for (int i = 0; i < SAMPLES; i++) {
        send(driver, clock, i);
        int now = i;
        // A round waits for the points without trouble only.
        await(() -> journal.rows("M-2", "plain").size() > now && journal.rows("M-2", "good").size() > now - 32);
      }
      await(() -> journal.rows("M-1", "good").size() == SAMPLES && journal.rows("M-2", "good").size() == SAMPLES);
      for (String device : List.of("M-1", "M-2")) {
        List<Row> rows = journal.rows(device, "good");
        for (int i = 0; i < SAMPLES; i++) {
          assertThat(rows.get(i).number()).isEqualTo(1000.0 * (i + 1) + i);
          assertThat(rows.get(i).quality()).isEqualTo(Quality.GOOD);
          assertThat(rows.get(i).sourceNs()).isEqualTo(journal.rows(device, "plain").get(i).sourceNs());
        }
      }
      await(() -> journal.rows("M-1", "stuck").size() > SAMPLES / 2);
      assertThat(journal.rows("M-1", "stuck")).allSatisfy(row -> assertThat(row.quality()).isEqualTo(Quality.INVALID | Quality.PROCESSING_ERROR));
      await(() -> engine.view().counters().stream().anyMatch(counter -> counter.name().equals("failed.script") && counter.value() == 0));
    }
  }

  private static void send(ScriptedDriver driver, SiteClock clock, int value) {
    driver.session("lan").act(session -> {
      SampleBatch batch = session.context().claim(6);
      if (batch == null) {
        return false;
      }
      long now = clock.wallNs() + value;
      for (String device : List.of("M-1", "M-2")) {
        for (String point : List.of("good", "stuck", "plain")) {
          batch.add(session.handle(device, point, 0), Double.doubleToRawLongBits(value), Quality.GOOD, now, TimeQuality.POLL, now);
        }
      }
      session.context().offer(batch, session.binding("M-1").device(), null);
      return true;
    });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      Thread.sleep(2);
    }
  }
}
