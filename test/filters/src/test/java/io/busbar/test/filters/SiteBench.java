package io.busbar.test.filters;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.view.EngineView;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.HandCrew;
import io.busbar.engine.core.Engine;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import io.busbar.testkit.environment.SimClock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A site as a person writes it, run by the engine on the test's own thread: readings in, what is published out. Nothing happens between two
 * lines of a test.
 */
final class SiteBench implements AutoCloseable {
  static final long START = 1_767_225_600_000_000_000L;

  final SimClock clock = new SimClock(START);
  final MemorySampleJournal journal = new MemorySampleJournal();
  private final ScriptedDriver driver = new ScriptedDriver("scripted");
  /** After so many nothing more can happen without new input. */
  private static final int ROUNDS = 12;

  private final HandCrew crew = new HandCrew(400);
  private final Engine engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), crew, Runnable::run);
  private final SiteModel model;

  private SiteBench(SiteModel model) {
    this.model = model;
    journal.commitAtOnce(true);
    engine.model().add(driver);
    FilterSets.inProcess().forEach(engine.model()::add);
    ModelControl.Plan plan = engine.model().plan(model);
    if (!plan.problems().isEmpty() || !engine.model().apply(plan).isEmpty()) {
      throw new AssertionError("refused: " + plan.problems());
    }
    crew.run(ROUNDS);
  }

  /** A site with one template and one device {@code D-it} of it. */
  static SiteBench of(String template) {
    return of(Examples.loadTemplates(Map.of("it", template)));
  }

  /** A loaded site. */
  static SiteBench of(TemplateLoader.Loaded loaded) {
    SiteModel model = loaded.model();
    if (model == null || !loaded.problems().isEmpty()) {
      throw new AssertionError("does not load: " + loaded.problems());
    }
    return new SiteBench(Examples.withKinds(model));
  }

  /** Time goes by. */
  void after(long ms) {
    for (long gone = 0; gone < ms; gone += Math.min(ms, 1_000)) {
      clock.advanceMs(Math.min(ms - gone, 1_000));
      crew.run(ROUNDS);
    }
  }

  /** A point of the first device is polled now: good readings of all of its inputs. */
  void poll(String point, double... inputs) {
    reading(Origin.LIVE, Cause.PERIODIC, Quality.GOOD, clock.wallNs(), point, inputs);
  }

  /** The first device reports a point by itself. */
  void event(String point, long sourceNs, double... inputs) {
    reading(Origin.EVENT, Cause.SPONTANEOUS, Quality.GOOD, sourceNs, point, inputs);
  }

  /** One reading of all inputs of a point of the first device. */
  void reading(Origin origin, byte cause, int quality, long sourceNs, String point, double... inputs) {
    String device = model.devices().get(0).name();
    PointSpec spec = model.templates().stream().filter(template -> template.name().equals(model.devices().get(0).template()))
        .flatMap(template -> template.points().stream()).filter(each -> each.name().equals(point)).findFirst().orElseThrow();
    driver.session("lan").act(session -> {
      SampleBatch batch = session.context().claim(inputs.length);
      if (batch == null) {
        return false;
      }
      batch.origin(origin);
      for (int i = 0; i < inputs.length; i++) {
        Kind kind = Kind.valueOf(spec.reads().get(i).text().toUpperCase(Locale.ROOT));
        long bits = kind.isFloating() ? Double.doubleToRawLongBits(inputs[i]) : (long) inputs[i];
        int row = batch.add(session.handle(device, point, i), bits, quality, sourceNs,
            origin == Origin.EVENT ? TimeQuality.SYNCHRONISED : TimeQuality.POLL, clock.wallNs());
        batch.cause[row] = cause;
      }
      session.context().offer(batch, session.binding(device).device(), null);
      return true;
    });
    crew.run(ROUNDS);
  }

  /** Points of the first device, one value each, in one batch. */
  void pollTogether(Map<String, Double> values) {
    String device = model.devices().get(0).name();
    driver.session("lan").act(session -> {
      SampleBatch batch = session.context().claim(values.size());
      if (batch == null) {
        return false;
      }
      values.forEach((point, value) -> {
        PointSpec spec = model.templates().stream().flatMap(template -> template.points().stream()).filter(each -> each.name().equals(point))
            .findFirst().orElseThrow();
        Kind kind = Kind.valueOf(spec.reads().get(0).text().toUpperCase(Locale.ROOT));
        batch.add(session.handle(device, point, 0), kind.isFloating() ? Double.doubleToRawLongBits(value) : value.longValue(), Quality.GOOD,
            clock.wallNs(), TimeQuality.POLL, clock.wallNs());
      });
      session.context().offer(batch, session.binding(device).device(), null);
      return true;
    });
    crew.run(ROUNDS);
  }

  /** The first device's state changes. */
  void state(DeviceState state, String reason) {
    driver.session("lan").act(session -> {
      session.context().deviceState(session.binding(model.devices().get(0).name()).device(), state, reason);
      return true;
    });
    crew.run(ROUNDS);
  }

  /** Names that the points of the first device have beyond the gateway. */
  List<String> points() {
    return journal.points(model.devices().get(0).name());
  }

  /** What was published of a point of the first device. */
  List<MemorySampleJournal.Row> rows(String point) {
    return journal.rows(model.devices().get(0).name(), point);
  }

  /** The numbers that were published of a point of the first device. */
  List<Double> numbers(String point) {
    return rows(point).stream().map(MemorySampleJournal.Row::number).toList();
  }

  /** What people see. */
  EngineView view() {
    crew.run(ROUNDS);
    return engine.view();
  }

  @Override
  public void close() {
    engine.close();
  }
}
