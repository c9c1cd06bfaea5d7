package io.busbar.testkit.driver;

import io.busbar.api.data.Quality;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.testkit.NoLines;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every driver owes the engine. The author gives a model with one channel whose devices answer, and says how to make them fail; the kit
 * is the engine.
 *
 * <pre>{@code
 * DriverConformance.of(new FileDriverFactory(), model).plant(works -> write(works ? "21.5" : "")).check();
 * }</pre>
 *
 * <p>Time is the kit's: when the driver asks to be called later, that time is there at once; {@link #inRealTime} waits instead, for devices
 * that need their own time to answer. Each promise is a method of its own, so that a test can name it.
 */
public final class DriverConformance {
  /** Steps within which something has to have happened. */
  static final int STEPS = 2_000;

  private static final int CYCLES = 50;
  private static final int WORDS = 200;
  private static final int MOST_BYTES = 300;
  private static final long END_MS = 10_000;

  private final DriverFactory factory;
  private final SiteModel model;
  private Supplier<LineService> lines = NoLines::new;
  private Consumer<Boolean> plant = works -> { };
  private boolean realTime;

  private DriverConformance(DriverFactory factory, SiteModel model) {
    this.factory = factory;
    this.model = model;
  }

  /**
   * For one driver.
   *
   * @param model with one channel, and devices on it whose points are all read
   */
  public static DriverConformance of(DriverFactory factory, SiteModel model) {
    if (model.channels().size() != 1 || model.devices().isEmpty()) {
      throw new IllegalArgumentException("the kit wants one channel with devices");
    }
    return new DriverConformance(factory, model);
  }

  /** Says where the driver's lines come from: new ones at each call. */
  public DriverConformance lines(Supplier<LineService> supplier) {
    lines = supplier;
    return this;
  }

  /** Says how all devices are made to answer well, and to fail. */
  public DriverConformance plant(Consumer<Boolean> works) {
    plant = works;
    return this;
  }

  /** Waits for the times that the driver asks for. */
  public DriverConformance inRealTime() {
    realTime = true;
    return this;
  }

  /**
   * All of it.
   *
   * @throws AssertionError with what is not kept
   */
  public void check() {
    checksReportAndNeverThrow();
    everyPointIsDelivered();
    aDeviceThatIsGoneSaysNothingMore();
    nothingIsOfferedWithoutRoomAndNothingStopsForGood();
    aDeviceThatFailsIsNotGood();
    theNextVersionGoesOn();
    whatPeopleTypeNeverThrows();
    nothingIsLeftBehind();
  }

  private ChannelSpec channel() {
    return model.channels().get(0);
  }

  private EngineSide open(byte[] takenOver) {
    return new EngineSide(factory, model, lines.get(), takenOver, realTime);
  }

  private static void owed(boolean kept, String promise) {
    if (!kept) {
      throw new AssertionError(promise);
    }
  }

  /** The model given has no problem; any text as a read is answered by problems with a place, and one type an input. */
  public void checksReportAndNeverThrow() {
    Problems problems = new Problems();
    factory.checkChannel(channel(), problems);
    for (TemplateSpec template : model.templates()) {
      for (PointSpec point : template.points()) {
        List<InputType> types = factory.checkPoint(template, point, problems);
        owed(types.size() == point.reads().size(), "checkPoint gives one type for each read: " + point.name() + " has " + types.size());
      }
    }
    owed(!problems.hasErrors(), "the model that the test gives is refused: " + problems.list());
    Random random = new Random(1);
    SourceLocation at = new SourceLocation("templates/odd.yaml", 7, 3);
    for (int i = 0; i < WORDS; i++) {
      Problems odd = new Problems();
      PointSpec point = new PointSpec("odd", List.of(new ReadSpec(word(random), at)), Settings.NONE, "", List.of(), null, Duration.ZERO, at);
      int count = factory.checkPoint(new TemplateSpec("odd", Settings.NONE, List.of(point), at), point, odd).size();
      owed(count == 1, "checkPoint gives one type for each read, whatever it says: \"" + point.reads().get(0).text() + "\" gave " + count);
      owed(odd.list().stream().allMatch(problem -> problem.at().file().equals(at.file())), "a problem has the place of its setting: " + odd.list());
    }
  }

  private static String word(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append((char) (random.nextInt(10) == 0 ? random.nextInt(0x3000) : ' ' + random.nextInt(95)));
    }
    return text.toString();
  }

  /** Each point of each device gives a good sample under the handle and epoch of its binding, and the device is said to be well. */
  public void everyPointIsDelivered() {
    plant.accept(true);
    try (EngineSide engine = open(new byte[0])) {
      engine.bindAll();
      engine.until(engine::isAllGood, "each point gives a good sample");
      engine.until(engine::isAllOk, "each device is said to be OK");
      // Bound again under other handles: nothing of the old ones afterwards.
      engine.rebindAll();
      engine.until(engine::isAllGood, "each point gives a good sample after it was bound again");
    }
  }

  /** After unbind, nothing of that device. */
  public void aDeviceThatIsGoneSaysNothingMore() {
    plant.accept(true);
    try (EngineSide engine = open(new byte[0])) {
      engine.bindAll();
      engine.until(engine::isAllGood, "each point gives a good sample");
      engine.unbind(0);
      engine.run(STEPS / 10);
      owed(engine.offersOfGone() == 0, "after unbind(device) the driver offers nothing of it");
      engine.bind(0);
      engine.until(engine::isAllGood, "a device that comes back gives good samples");
    }
  }

  /** Without room nothing is offered, the driver neither throws nor spins, and goes on when there is room. */
  public void nothingIsOfferedWithoutRoomAndNothingStopsForGood() {
    plant.accept(true);
    try (EngineSide engine = open(new byte[0])) {
      engine.hasRoom(false);
      engine.bindAll();
      engine.run(STEPS / 10);
      owed(engine.samples() == 0, "a driver without a batch offers no samples");
      engine.hasRoom(true);
      engine.until(engine::isAllGood, "a driver that had no room goes on when there is");
    }
  }

  /** A device that fails gives no good sample, is said to have failed, with a reason for a technician, and is well again afterwards. */
  public void aDeviceThatFailsIsNotGood() {
    plant.accept(true);
    try (EngineSide engine = open(new byte[0])) {
      engine.bindAll();
      engine.until(engine::isAllOk, "each device is said to be OK");
      plant.accept(false);
      engine.until(engine::isNoneOk, "each device that fails is said to: deviceState");
      owed(engine.reasons().stream().noneMatch(String::isBlank), "a device that is not well has a reason: " + engine.reasons());
      engine.forget();
      engine.run(STEPS / 10);
      owed(!engine.hasAnyGood(), "a device that fails gives no sample of quality " + Quality.text(Quality.GOOD));
      plant.accept(true);
      engine.until(() -> engine.isAllOk() && engine.isAllGood(), "a device that answers again is well again, and good");
    }
  }

  /** What it hands over is taken by the next one; what no version has written is not, and does no harm. */
  public void theNextVersionGoesOn() {
    plant.accept(true);
    byte[] handed;
    try (EngineSide engine = open(new byte[0])) {
      engine.bindAll();
      engine.until(engine::isAllGood, "each point gives a good sample");
      handed = engine.handOver();
    }
    Random random = new Random(2);
    for (int i = 0; i < 20; i++) {
      byte[] taken = handed.clone();
      if (i > 0) {
        taken = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(taken);
        System.arraycopy(handed, 0, taken, 0, i % 2 == 0 ? Math.min(handed.length, taken.length) : 0);
      }
      try (EngineSide engine = open(taken)) {
        engine.bindAll();
        engine.until(engine::isAllGood, "a driver goes on after " + (i == 0 ? "a hand-over" : "a hand-over that is damaged"));
      }
    }
  }

  /** Ad hoc reads and explanations of any words and bytes answer with lines. */
  public void whatPeopleTypeNeverThrows() {
    plant.accept(true);
    Random random = new Random(3);
    try (EngineSide engine = open(new byte[0])) {
      engine.bindAll();
      engine.run(1);
      for (int i = 0; i < WORDS; i++) {
        byte[] bytes = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        String line = engine.driver().explain(i % 2 == 0, bytes);
        owed(line.lines().count() <= 1, "an explanation of a frame is one line: " + line);
      }
      AdHocReading odd = engine.driver().read(List.of("no", "such", "thing"));
      owed(!odd.read() && !odd.lines().isEmpty(), "a read of what does not exist says why there is none");
    }
  }

  /** Opened and closed many times, once with the thread interrupted, it leaves no thread and no lease. */
  public void nothingIsLeftBehind() {
    plant.accept(true);
    int before = Thread.activeCount();
    for (int i = 0; i < CYCLES; i++) {
      EngineSide engine = open(new byte[0]);
      engine.bindAll();
      engine.run(i % 3);
      if (i == CYCLES - 1) {
        Thread.currentThread().interrupt();
      }
      engine.close();
      Thread.interrupted();
      engine.driver().close(); // once more does nothing
      owed(engine.leases() == 0, "close() ends the lease of the line");
    }
    long end = System.nanoTime() + Duration.ofMillis(END_MS).toNanos();
    while (Thread.activeCount() > before + 2 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    owed(Thread.activeCount() <= before + 2, "threads are left behind: there were " + before + ", there are " + Thread.activeCount());
  }
}
