package io.busbar.benchmarks.engine;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.SiteModel;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import io.busbar.benchmarks.Figures;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.HandCrew;
import io.busbar.engine.core.Engine;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Memory that the engine's thread takes for a sample, for each filter on its own example; exact, by the thread's own count. */
final class AllocationPart implements Part {
  private static final int DEVICES = 20;
  private static final int ROUNDS_TO_BIND = 400;
  private static final int WARM = 3_000;
  private static final int ROUNDS = 2_000;
  private static final int ATTEMPTS = 3;
  private static final long STEP_NS = 700_000_000L;
  private static final long START_NS = 1_767_225_600_000_000_000L;
  private static final String[] TEXTS = {"U=10.5 kV", "U=11.25 kV", "no reading", "U=-3 kV"};

  @Override
  public void run(Figures figures, Table table) throws Exception {
    Map<String, FilterFactory> filters = Filters.all();
    new Run(filters.values().iterator().next(), filters.values()).measure(); // the first of all loads classes
    table.head("bytes taken for each sample, engine's thread, all " + filters.size() + " filters");
    double worst = 0;
    List<String> some = new ArrayList<>();
    for (Map.Entry<String, FilterFactory> filter : filters.entrySet()) {
      double bytes = new Run(filter.getValue(), filters.values()).measure();
      worst = Math.max(worst, bytes);
      if (bytes > 0) {
        some.add(filter.getKey() + String.format(Locale.ROOT, " %.4f", bytes));
      }
      table.row(filter.getKey(), "%.4f", bytes);
    }
    figures.figure("engine.allocatedBytesPerSample", worst);
    figures.figure("engine.filtersMeasured", filters.size());
    figures.condition("allocation", "each filter's own example on " + DEVICES + " devices, " + ROUNDS + " rounds after " + WARM
        + ", logical time 0.7 s a round; " + (some.isEmpty() ? "no filter takes any" : "those that take some: " + String.join(", ", some)));
  }

  /** One filter. */
  private static final class Run {
    private final MeasuringJournal journal = new MeasuringJournal(samples -> {});
    private final HandCrew crew = new HandCrew(ROUNDS_TO_BIND);
    private final StepClock clock = new StepClock();
    private final SiteModel site;
    private final ScriptedDriver.Session session;
    private final List<int[]> handles = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final Duty channel;
    private final Duty shard;
    private final ScriptedDriver.Act act = this::fill;
    private int round;
    private long samples;

    Run(FilterFactory filter, Collection<FilterFactory> all) {
      site = Filters.site(filter, DEVICES);
      Engine engine = new Engine(new ChannelServices(new NoLines(), clock, () -> 4, journal), crew, Runnable::run);
      ScriptedDriver driver = new ScriptedDriver("scripted");
      engine.model().add(driver);
      all.forEach(engine.model()::add);
      var plan = engine.model().plan(site);
      if (!plan.isApplicable() || !engine.model().apply(plan).isEmpty()) {
        throw new IllegalStateException("refused: " + plan.problems());
      }
      crew.run(ROUNDS_TO_BIND);
      session = driver.session("bus0");
      for (PointSpec point : site.templates().get(0).points()) {
        for (int input = 0; input < point.reads().size(); input++) {
          int[] row = new int[DEVICES];
          for (int d = 0; d < DEVICES; d++) {
            row[d] = session.handle("D" + d, point.name(), input);
          }
          handles.add(row);
          kinds.add(Kind.valueOf(point.reads().get(input).text().toUpperCase(Locale.ROOT)));
        }
      }
      channel = crew.duty("bus0");
      shard = crew.duty("busbar engine");
    }

    double measure() {
      turn(WARM);
      double least = Double.MAX_VALUE;
      for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
        samples = 0;
        least = Math.min(least, turn(ROUNDS) / (double) samples);
      }
      return least;
    }

    /** Runs rounds; returns the bytes that the shard's duty took. */
    private long turn(int rounds) {
      long bytes = 0;
      for (int i = 0; i < rounds; i++) {
        clock.now += STEP_NS;
        session.act(act);
        channel.run();
        long before = Cpu.allocatedHere();
        shard.run();
        bytes += Cpu.allocatedHere() - before;
        round++;
      }
      return bytes;
    }

    private boolean fill(ScriptedDriver.Session open) {
      SampleBatch batch = open.context().claim(handles.size() * DEVICES);
      if (batch == null) {
        return true;
      }
      for (int d = 0; d < DEVICES; d++) {
        for (int input = 0; input < handles.size(); input++) {
          batch.add(handles.get(input)[d], bits(kinds.get(input), batch, input + d), round % 17 == 0 ? Quality.INVALID : Quality.GOOD, clock.now,
              TimeQuality.POLL, clock.now);
        }
      }
      samples += batch.size();
      open.context().offer(batch, open.binding("D0").device(), null);
      return true;
    }

    private long bits(Kind kind, SampleBatch batch, int which) {
      return switch (kind) {
        case TEXT -> batch.blobs.add(TEXTS[(round / 5 + which) % TEXTS.length]);
        case BOOLEAN -> (round / 3 + which) % 2;
        case DOUBLE, FLOAT32 -> Double.doubleToRawLongBits(100 * Math.sin((round + which) / 9.0));
        default -> round % 10 == 0 ? 3 : Math.round(100 + 100 * Math.sin((round + which) / 9.0));
      };
    }
  }

  /** Time that the part moves. */
  private static final class StepClock implements SiteClock {
    private long now = START_NS;

    @Override
    public long wallNs() {
      return now;
    }

    @Override
    public long monotonicNs() {
      return now;
    }

    @Override
    public ClockState state() {
      return ClockState.SYNCHRONISED;
    }

    @Override
    public String source() {
      return "steps";
    }
  }
}
