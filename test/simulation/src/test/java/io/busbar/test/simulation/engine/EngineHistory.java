package io.busbar.test.simulation.engine;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.HandCrew;
import io.busbar.engine.core.Engine;
import io.busbar.filter.deadband.SwingingDoorFilter;
import io.busbar.filter.event.ReorderFilter;
import io.busbar.filter.time.DelayFilter;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.testkit.Models;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.environment.FaultPlan;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.SimulatedCrash;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One seeded history of relays, engine and journal: event buffers behind filters that hold samples back (swinging door, reorder, window,
 * delay), crashes at any moment, model edits while it runs and while it does not. In the end the journal must hold every event once, in
 * order; the window must have counted each once, and the delayed status must have come to its last state.
 */
final class EngineHistory {
  /** What holds each event point's samples back; the last two do not give every event, but nothing of it may be forgotten. */
  private static final List<String> HOLDING =
      List.of("swingingDoor(0.000000001, 0s, 5s)", "reorder(1s)", "swingingDoor(0.000000001, 0s, 5s)", "count(1h)", "delay(2s, 2s)");
  private static final String COUNTED = "e3";
  private static final String DELAYED = "e4";
  private static final long HOUR_MS = 3_600_000;
  private static final long MS = 1_000_000;

  private final SplittableRandom dice;
  private final SimClock clock = new SimClock();
  private final SimRandom random;
  private final SimStorage disk;
  private final Map<String, Relay> relays = new TreeMap<>();
  /** Values of each event point in order, by device/point. */
  private final Map<String, List<Double>> happened = new TreeMap<>();
  private final long[] lastPollNs = {0};
  private RelayDriver driver;
  private Engine engine;
  private HandCrew crew;
  private SplittableRandom turns;
  private SampleJournalStage stage;
  private boolean edited;
  private int quietSteps;
  int crashes;
  int events;
  int polled;

  EngineHistory(long seed) {
    dice = new SplittableRandom(seed);
    random = new SimRandom(seed);
    disk = new SimStorage(new SimRandom(dice.nextLong()));
    relays.put("R1", new Relay());
    relays.put("R2", new Relay());
  }

  /** Runs it; throws what is broken. */
  void run() throws Exception {
    int steps = dice.nextInt(50, 400);
    for (int i = 0; i < steps; i++) {
      clock.advanceNs(dice.nextLong(30) * MS);
      happen();
      trouble();
      step();
    }
    disk.faults(FaultPlan.NONE);
    // Held samples leave by the longest time, 5 s, whatever happens; then all is quiet and durable.
    for (int i = 0; i < 4_000 && quietSteps < 400; i++) {
      quietSteps = engine != null && relays.values().stream().allMatch(Relay::allReleased) ? quietSteps + 1 : 0;
      clock.advanceNs(20 * MS);
      step();
    }
    // A window of an hour ends.
    clock.advanceNs(HOUR_MS * MS);
    for (int i = 0; i < 400; i++) {
      clock.advanceNs(20 * MS);
      step();
    }
    check();
  }

  private void happen() {
    for (Map.Entry<String, Relay> relay : relays.entrySet()) {
      if (dice.nextInt(3) == 0) {
        int point = dice.nextInt(HOLDING.size());
        List<Double> before = happened.getOrDefault(relay.getKey() + "/e" + point, List.of());
        double value = DELAYED.equals("e" + point) ? before.size() % 2 : dice.nextDouble(1_000);
        relay.getValue().happen(point, value, clock.wallNs());
        happened.computeIfAbsent(relay.getKey() + "/e" + point, key -> new ArrayList<>()).add(value);
        clock.advanceNs(1);
      }
    }
  }

  private void trouble() {
    if (engine == null) {
      return;
    }
    switch (dice.nextInt(60)) {
      case 0 -> crash(dice.nextBoolean());
      case 1 -> disk.faults(FaultPlan.at(disk.calls() + 1 + dice.nextInt(12), StorageFault.CRASH));
      case 2 -> disk.faults(FaultPlan.at(disk.calls() + 1 + dice.nextInt(12), StorageFault.ERROR));
      case 3 -> {
        edited = dice.nextBoolean();
        atRisk(this::apply);
      }
      case 4 -> atRisk(() -> {
        engine.model().remove(driver);
        driver = new RelayDriver(relays, lastPollNs, dice.split());
        engine.model().add(driver);
      });
      default -> { }
    }
  }

  /** An edit changes the order of points, adds one, and so moves rows and pages; both ways hold and count the same. */
  private SiteModel model() {
    Models models = Models.site("oak").channel("bus1", "relay");
    if (edited) {
      models.point("relay", "more", "any", PublishClass.MEASUREMENT, "swingingDoor(0.001, 0s, 5s)");
      models.point("relay", "count", "any", PublishClass.EVENT, "tallies");
    }
    for (int i = 0; i < HOLDING.size(); i++) {
      String read = DELAYED.equals("e" + i) ? RelayDriver.STATE : "any";
      models.point("relay", "e" + i, read, i == 0 ? PublishClass.MEASUREMENT : PublishClass.EVENT, HOLDING.get(i));
    }
    if (!edited) {
      models.point("relay", "count", "any", PublishClass.EVENT, "tallies");
    }
    models.point("relay", "m", "any", PublishClass.MEASUREMENT, "swingingDoor(0.000000001, 0s, 5s)");
    if (edited) {
      models.device("R2", "relay", "bus1");
    }
    models.device("R1", "relay", "bus1");
    if (!edited) {
      models.device("R2", "relay", "bus1");
    }
    return models.build();
  }

  private void apply() throws IOException {
    ModelControl.Plan plan = engine.model().plan(model());
    List<Problem> problems = new ArrayList<>(plan.problems());
    problems.addAll(engine.model().apply(plan));
    if (problems.stream().anyMatch(problem -> !problem.code().equals("journal"))) {
      throw new IllegalStateException("refused: " + problems);
    }
    if (!problems.isEmpty() && engine.model().epoch() == 0) {
      throw new IOException("no model: the journal could not register points");
    }
  }

  private void start() throws IOException {
    SegmentLog log = SegmentLog.open(disk, new JournalOptions(64 << 10, 32L << 20), clock, random);
    stage = new SampleJournalStage(log, clock, 200);
    crew = new HandCrew(100);
    turns = dice.split();
    engine = new Engine(new ChannelServices(new NoLines(), clock, random, stage), crew, Runnable::run);
    engine.model().add(new SwingingDoorFilter());
    engine.model().add(new ReorderFilter());
    engine.model().add(new DelayFilter());
    engine.model().add(new io.busbar.filter.window.CountFilter());
    engine.model().add(new TalliesFilter());
    driver = new RelayDriver(relays, lastPollNs, dice.split());
    engine.model().add(driver);
    apply();
  }

  private void step() {
    atRisk(() -> {
      if (engine == null) {
        edited ^= dice.nextInt(4) == 0;
        start();
      }
      someTurns();
      if (dice.nextInt(3) == 0) {
        stage.doWork();
      }
    });
  }

  /** Some agents have a turn, in an order that the seed decides. */
  private void someTurns() {
    List<Duty> duties = crew.duties();
    for (int i = turns.nextInt(1, 6); i > 0; i--) {
      duties.get(turns.nextInt(duties.size())).run();
    }
  }

  private interface Risky {
    void run() throws IOException;
  }

  private void atRisk(Risky what) {
    try {
      what.run();
    } catch (SimulatedCrash | IOException e) {
      crash(e instanceof SimulatedCrash);
    }
  }

  private void crash(boolean power) {
    crashes++;
    engine = null;
    if (power) {
      disk.restart();
    } else {
      disk.kill();
    }
  }

  private void check() throws Exception {
    stage.close();
    Map<String, List<Double>> delivered = new TreeMap<>();
    Map<String, Long> lastTime = new HashMap<>();
    Collector collector = new Collector();
    SegmentLog log = SegmentLog.open(disk, new JournalOptions(64 << 10, 32L << 20), clock, random);
    for (StreamId stream : List.of(StreamId.MODEL, StreamId.EVENTS, StreamId.MEASUREMENTS)) {
      try (JournalReader reader = log.reader(stream, 1)) {
        while (reader.next()) {
          new BinaryBlockCodec().decode(reader.record(), collector);
        }
      }
    }
    // A sample of a batch with a token may go by either stream: what counts is the order of source times.
    collector.samples.sort((a, b) -> Long.compare(a.timeNs(), b.timeNs()));
    for (Sample sample : collector.samples) {
      PointDescription point = collector.points.get(sample.id());
      String key = point.device() + "/" + point.point();
      delivered.computeIfAbsent(key, name -> new ArrayList<>()).add(point.kind().toDouble(sample.bits()));
      Long before = lastTime.put(key, sample.timeNs());
      if (before != null && before >= sample.timeNs()) {
        throw new AssertionError(key + " has two samples of " + sample.timeNs());
      }
    }
    for (Map.Entry<String, List<Double>> point : happened.entrySet()) {
      List<Double> came = delivered.getOrDefault(point.getKey(), List.of());
      if (!isWhole(point.getKey(), point.getValue(), came)) {
        throw new AssertionError(point.getKey() + ": happened " + point.getValue() + "\n delivered " + came);
      }
      events += point.getValue().size();
    }
    for (String relay : relays.keySet()) {
      List<Double> counts = delivered.getOrDefault(relay + "/count", List.of());
      for (int i = 0; i < counts.size(); i++) {
        if (counts.get(i) != 3.0 * (i + 1)) {
          throw new AssertionError(relay + "/count: published " + counts);
        }
      }
      polled += delivered.getOrDefault(relay + "/m", List.of()).size() + counts.size();
    }
  }

  private static boolean isWhole(String point, List<Double> happened, List<Double> came) {
    if (point.endsWith(COUNTED)) {
      return came.stream().mapToDouble(Double::doubleValue).sum() == happened.size();
    }
    return point.endsWith(DELAYED) ? !came.isEmpty() && came.get(came.size() - 1).equals(happened.get(happened.size() - 1))
        : happened.equals(came);
  }

  private record Sample(int id, long bits, long timeNs) {}

  private static final class Collector implements BlockCodec.Visitor {
    private final Map<Integer, PointDescription> points = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    @Override
    public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
      for (int i = 0; i < batch.size(); i++) {
        samples.add(new Sample(batch.point[i], batch.bits[i], batch.sourceTime[i]));
      }
    }

    @Override
    public void gap(GapRecord gap) {}

    @Override
    public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
      entries.forEach(entry -> points.putIfAbsent(entry.id(), entry.description()));
    }
  }
}
