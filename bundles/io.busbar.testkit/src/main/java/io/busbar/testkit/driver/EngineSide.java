package io.busbar.testkit.driver;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.line.LineService;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The engine as one driver sees it, which notes what it is not told as agreed. One thread. */
final class EngineSide extends StandInContext implements AutoCloseable {
  private static final int DEVICES = 1_000;
  private static final long LONGEST_NS = Duration.ofDays(2).toNanos();

  private final SiteModel model;
  private final Driver driver;
  private final byte[] takenOver;
  private final LeasedLines leased;
  private final Skipping time;
  private final Map<Integer, Integer> deviceOfHandle = new HashMap<>();
  private final Set<Integer> good = new HashSet<>();
  private final Map<Integer, DeviceState> states = new HashMap<>();
  private final Map<Integer, String> reasons = new HashMap<>();
  private final Set<Integer> bound = new HashSet<>();
  private final Map<Integer, byte[]> settled = new HashMap<>();
  private final List<Runnable> later = new ArrayList<>();
  private final Set<SampleBatch> claimed = new HashSet<>();
  private int epoch = 1;
  private long samples;
  private long offersOfGone;
  private boolean room = true;

  EngineSide(DriverFactory factory, SiteModel model, LineService lines, byte[] takenOver, boolean realTime) {
    this(factory, model, new LeasedLines(lines), new Skipping(realTime), takenOver);
  }

  private EngineSide(DriverFactory factory, SiteModel model, LeasedLines leased, Skipping time, byte[] takenOver) {
    super(model.channels().get(0), leased, time);
    this.model = model;
    this.leased = leased;
    this.time = time;
    this.takenOver = takenOver.clone();
    driver = factory.open(this);
  }

  Driver driver() {
    return driver;
  }

  void bindAll() {
    for (int device = 0; device < model.devices().size(); device++) {
      bind(device);
    }
  }

  /** Under other handles and another epoch, as after a change of the model. */
  void rebindAll() {
    epoch++;
    deviceOfHandle.clear();
    good.clear();
    bindAll();
  }

  void bind(int device) {
    DeviceSpec spec = model.devices().get(device);
    TemplateSpec template = model.templates().stream().filter(each -> each.name().equals(spec.template())).findFirst().orElseThrow();
    List<PointBinding> points = new ArrayList<>();
    for (PointSpec point : template.points()) {
      int[] handles = new int[point.reads().size()];
      for (int i = 0; i < handles.length; i++) {
        handles[i] = epoch * 100_000 + device * DEVICES + points.size() * 10 + i;
        deviceOfHandle.put(handles[i], device);
      }
      points.add(new PointBinding(point, handles));
    }
    bound.add(device);
    driver.bind(new DeviceBinding(device, spec, template, points, epoch), settled.getOrDefault(device, new byte[0]));
  }

  void unbind(int device) {
    bound.remove(device);
    deviceOfHandle.values().removeIf(each -> each == device);
    good.removeIf(handle -> !deviceOfHandle.containsKey(handle));
    driver.unbind(device);
  }

  byte[] handOver() {
    return driver.handOver().clone();
  }

  void hasRoom(boolean now) {
    room = now;
  }

  /** Steps so many times. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() {
    long began = System.nanoTime();
    long now = time.monotonicNs();
    long next = driver.step(now);
    if (System.nanoTime() - began > Duration.ofMillis(Driver.MAX_STEP_MS).toNanos()) {
      throw new AssertionError("a step takes at most " + Driver.MAX_STEP_MS + " ms");
    }
    if (next - now > LONGEST_NS) {
      throw new AssertionError("a step says when it wants to be called again, as monotonic time in ns: " + next + ", it is " + now);
    }
    time.reach(next);
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  /** Steps until something is so. */
  void until(BooleanSupplier condition, String promise) {
    for (int i = 0; i < DriverConformance.STEPS; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      step();
    }
    throw new AssertionError(promise + ": not so after " + DriverConformance.STEPS + " steps. States: " + states + ", reasons: " + reasons);
  }

  boolean isAllGood() {
    return good.containsAll(deviceOfHandle.keySet());
  }

  boolean hasAnyGood() {
    return !good.isEmpty();
  }

  void forget() {
    good.clear();
  }

  boolean isAllOk() {
    return bound.stream().allMatch(device -> states.get(device) == DeviceState.OK);
  }

  boolean isNoneOk() {
    return bound.stream().noneMatch(device -> states.get(device) == DeviceState.OK);
  }

  List<String> reasons() {
    return bound.stream().map(device -> reasons.getOrDefault(device, "")).toList();
  }

  long samples() {
    return samples;
  }

  long offersOfGone() {
    return offersOfGone;
  }

  int leases() {
    return leased.open();
  }

  @Override
  public @Nullable SampleBatch claim(int wanted) {
    if (!room) {
      return null;
    }
    SampleBatch batch = new SampleBatch(wanted);
    claimed.add(batch);
    return batch;
  }

  @Override
  public void offer(SampleBatch batch, int device, byte @Nullable [] resumeToken) {
    if (!claimed.remove(batch)) {
      throw new AssertionError("a driver offers what it has claimed, once");
    }
    if (!bound.contains(device)) {
      offersOfGone++;
      return;
    }
    if (batch.size() > 0 && batch.modelEpoch() != epoch) {
      throw new AssertionError("a batch has the epoch of its binding: " + batch.modelEpoch() + " instead of " + epoch);
    }
    for (int i = 0; i < batch.size(); i++) {
      Integer owner = deviceOfHandle.get(batch.point[i]);
      if (owner == null || owner != device) {
        throw new AssertionError("handle " + batch.point[i] + " is none of device " + device);
      }
      samples++;
      if (Quality.isGood(batch.quality[i])) {
        good.add(batch.point[i]);
      }
    }
    if (resumeToken != null) {
      byte[] token = resumeToken.clone();
      later.add(() -> {
        settled.put(device, token);
        driver.settled(device, token);
      });
    }
  }

  @Override
  public void deviceState(int device, DeviceState state, String reason) {
    states.put(device, state);
    reasons.put(device, reason);
  }

  @Override
  public void pointFault(int inputHandle, String text) {
    if (!deviceOfHandle.containsKey(inputHandle)) {
      throw new AssertionError("handle " + inputHandle + " of a fault is none that is bound: " + text);
    }
  }

  @Override
  public byte[] takenOver() {
    return takenOver.clone();
  }

  @Override
  public void close() {
    driver.close();
  }

  /** Time that is there when somebody waits for it. */
  private static final class Skipping implements SiteClock {
    private static final long MOST_NS = 50_000_000;

    private final boolean real;
    private long aheadNs;

    Skipping(boolean real) {
      this.real = real;
    }

    void reach(long atNs) {
      long wait = atNs - monotonicNs();
      if (wait > 0 && real) {
        LockSupport.parkNanos(Math.min(wait, MOST_NS));
      } else if (wait > 0) {
        aheadNs += wait;
      }
    }

    @Override
    public long wallNs() {
      return System.currentTimeMillis() * 1_000_000 + aheadNs;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime() + aheadNs;
    }

    @Override
    public ClockState state() {
      return ClockState.SYNCHRONISED;
    }

    @Override
    public String source() {
      return "the conformance kit";
    }
  }
}
