package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.core.Engine;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.Models;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import io.busbar.testkit.environment.SimClock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The same with real threads: channels, shard and control plane at once. */
class ThreadedEngineTest {
  private static final long LIMIT_MS = 60_000;

  private final SimClock clock = new SimClock(Rig.START);
  private final MemorySampleJournal journal = new MemorySampleJournal();
  private final ScriptedDriver driver = new ScriptedDriver("scripted");

  private static SiteModel model(int extraPoints) {
    Models models = Models.site("oak").channel("bus1", "scripted").channel("bus2", "scripted")
        .point("steady", "n", "int64", PublishClass.EVENT, "");
    for (int i = 0; i < extraPoints; i++) {
      models.point("edited", "extra" + i, "int64", PublishClass.EVENT, "");
    }
    return models.point("edited", "n", "int64", PublishClass.EVENT, "pass")
        .device("S1", "steady", "bus1").device("S2", "steady", "bus2")
        .device("E1", "edited", "bus1").device("E2", "edited", "bus2").build();
  }

  private static FilterFactory pass() {
    return TestFilters.factory("pass", List.of(), Kind.INT64, context -> (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        out.addRow(in, i);
      }
    });
  }

  @Test
  void nothingIsLostDoubledOrReorderedWhileTemplatesAreEditedFiltersAreSwappedAndTheJournalIsFullAtTimes() throws Exception {
    int threadsBefore = Thread.activeCount();
    journal.commitAtOnce(true);
    AtomicInteger sent = new AtomicInteger();
    int samples = 4_000;
    try (Engine engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), Crew.threads(), Runnable::run)) {
      engine.model().add(driver);
      FilterFactory filter = pass();
      engine.model().add(filter);
      apply(engine, model(0));
      for (String channel : List.of("bus1", "bus2")) {
        await(() -> driver.isOpen(channel) && driver.session(channel).isBound("E" + channel.charAt(3)));
        feed(channel, "S" + channel.charAt(3), samples, sent);
        feed(channel, "E" + channel.charAt(3), samples, sent);
      }
      for (int round = 1; round <= 6; round++) {
        int edit = round;
        await(() -> sent.get() > 4 * samples * edit / 10);
        apply(engine, model(round % 3));
        engine.model().remove(filter);
        filter = pass();
        engine.model().add(filter);
        journal.full(round % 2 == 0);
        Thread.sleep(20);
        journal.full(false);
      }
      await(() -> journal.count() >= 4L * samples);
      for (String device : List.of("S1", "S2", "E1", "E2")) {
        assertThat(journal.rows(device, "n")).extracting(MemorySampleJournal.Row::bits)
            .containsExactlyElementsOf(LongStream.range(0, samples).boxed().toList());
      }
    }
    await(() -> Thread.activeCount() <= threadsBefore);
  }

  @Test
  void aStepThatHangsIsReportedAndInterruptedAndTheOtherChannelsRunOn() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    journal.commitAtOnce(true);
    try (Engine engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), Crew.threads(), Runnable::run)) {
      engine.model().add(driver);
      engine.model().add(pass());
      apply(engine, model(0));
      await(() -> driver.isOpen("bus1") && driver.isOpen("bus2"));
      driver.session("bus1").act(session -> {
        try {
          never.await();
        } catch (InterruptedException stopped) {
          interrupted.set(true);
        }
        return true;
      });
      await(() -> {
        engine.watch();
        return engine.health().health().stream().anyMatch(report -> report.text().contains("in one step for"));
      });
      feed("bus2", "S2", 100, new AtomicInteger());
      await(() -> journal.rows("S2", "n").size() == 100);
      clock.advanceNs(70_000_000_000L);
      await(() -> {
        engine.watch();
        return interrupted.get();
      });
    }
  }

  @Test
  void anOrderlyEndHandsOverWhatWasRead() throws Exception {
    try (Engine engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), Crew.threads(), Runnable::run)) {
      engine.model().add(driver);
      engine.model().add(pass());
      apply(engine, model(0));
      await(() -> driver.isOpen("bus1"));
      AtomicInteger sent = new AtomicInteger();
      feed("bus1", "S1", 1_000, sent);
      await(() -> sent.get() == 1_000);
    }
    assertThat(journal.rows("S1", "n")).hasSize(1_000);
  }

  private void feed(String channel, String device, int count, AtomicInteger sent) {
    AtomicInteger next = new AtomicInteger();
    ScriptedDriver.Act one = session -> {
      if (!session.isBound(device)) {
        return false;
      }
      SampleBatch batch = session.context().claim(10);
      if (batch == null) {
        return false;
      }
      int handle = session.handle(device, "n", 0);
      for (int i = 0; i < 10; i++) {
        batch.add(handle, next.getAndIncrement(), Quality.GOOD, clock.wallNs(), TimeQuality.POLL, clock.wallNs());
        sent.incrementAndGet();
      }
      session.context().offer(batch, session.binding(device).device(), null);
      return true;
    };
    for (int i = 0; i < count / 10; i++) {
      driver.session(channel).act(session -> {
        clock.advanceNs(1_000_000);
        return one.run(session);
      });
    }
  }

  private static void apply(Engine engine, SiteModel model) {
    assertThat(engine.model().apply(engine.model().plan(model))).isEmpty();
  }

  /** Time goes on while the test waits: a driver that found no room tries again. */
  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_MS * 1_000_000;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is over; the journal has %s", journal.count()).isLessThan(end);
      Thread.sleep(5);
      clock.advanceNs(5_000_000);
    }
  }
}
