package io.busbar.engine;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.time.RandomSource;
import io.busbar.api.view.PointRow;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.core.Engine;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import io.busbar.testkit.environment.SimClock;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An engine with a scripted driver and a journal in memory, run by hand: nothing happens between two lines of a test. */
final class Rig {
  static final long START = 1_767_225_600_000_000_000L;
  static final long SECOND = 1_000_000_000L;

  final SimClock clock = new SimClock(START);
  final MemorySampleJournal journal;
  final NoLines lines = new NoLines();
  final ManualCrew crew = new ManualCrew();
  final RandomSource random = () -> 4;
  final ScriptedDriver driver = new ScriptedDriver("scripted");
  final ScriptedDriver other = new ScriptedDriver("other");
  final Engine engine;

  Rig() {
    this(new MemorySampleJournal());
    journal.commitAtOnce(true);
  }

  /** An engine that goes on with what a journal has. */
  Rig(MemorySampleJournal journal) {
    this.journal = journal;
    engine = new Engine(new ChannelServices(lines, clock, random, journal), crew, Runnable::run);
    engine.model().add(driver);
    engine.model().add(TestFilters.deadBand());
    engine.model().add(TestFilters.counter());
    engine.model().add(TestFilters.sum());
    engine.model().add(TestFilters.repeat());
    engine.model().add(TestFilters.fragile());
  }

  /** Plans and applies; fails the test if it is refused. */
  void apply(SiteModel model) {
    ModelControl.Plan plan = engine.model().plan(model);
    if (!plan.isApplicable()) {
      throw new AssertionError("refused: " + plan.problems());
    }
    List<Problem> problems = engine.model().apply(plan);
    if (!problems.isEmpty()) {
      throw new AssertionError("not applied: " + problems);
    }
    crew.run();
  }

  List<Problem> plan(SiteModel model) {
    return engine.model().plan(model).problems();
  }

  ScriptedDriver.Session session() {
    return driver.session("bus1");
  }

  /** A device sends good numbers for a point, one after the other, a second apart. */
  void send(String device, String point, double... values) {
    for (double value : values) {
      clock.advanceNs(SECOND);
      send("bus1", device, point, value, Quality.GOOD);
      crew.run();
    }
  }

  void send(String channel, String device, String point, double value, int quality) {
    (other.isOpen(channel) ? other : driver).session(channel).act(session -> {
      SampleBatch batch = session.context().claim(1);
      if (batch == null) {
        return false;
      }
      batch.add(session.handle(device, point, 0), Double.doubleToRawLongBits(value), quality, clock.wallNs(), TimeQuality.POLL,
          clock.wallNs());
      session.context().offer(batch, session.binding(device).device(), null);
      return true;
    });
  }

  /** A device sends one event with a token. */
  void sendEvent(String device, String point, double value, String token) {
    session().act(session -> {
      SampleBatch batch = session.context().claim(1);
      if (batch == null) {
        return false;
      }
      batch.origin(Origin.EVENT);
      int row = batch.add(session.handle(device, point, 0), Double.doubleToRawLongBits(value), Quality.GOOD, clock.wallNs(),
          TimeQuality.SYNCHRONISED, clock.wallNs());
      batch.cause[row] = Cause.SPONTANEOUS;
      session.context().offer(batch, session.binding(device).device(), token.getBytes(StandardCharsets.UTF_8));
      return true;
    });
    crew.run();
  }

  void state(String device, DeviceState state, String reason) {
    session().act(session -> {
      session.context().deviceState(session.binding(device).device(), state, reason);
      return true;
    });
    crew.run();
  }

  List<Double> published(String device, String point) {
    return journal.rows(device, point).stream().map(MemorySampleJournal.Row::number).toList();
  }

  PointRow point(String name) {
    crew.run();
    return engine.view().points(name, 1).get(0);
  }

  long counter(String name) {
    return engine.view().counters().stream().filter(counter -> counter.name().equals(name)).findFirst().orElseThrow().value();
  }
}
