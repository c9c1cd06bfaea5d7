package io.busbar.interop;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.InputType;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.time.ClockState;
import io.busbar.driver.modbus.ModbusDriverFactory;
import io.busbar.testkit.driver.MachineClock;
import io.busbar.testkit.driver.StandInContext;
import io.busbar.transport.LineComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The driver and the transport as shipped, on real lines, with a stand-in for the engine: one channel, one thread. */
final class Station extends StandInContext implements AutoCloseable {
  /** Generous: machines that run tests are slow. */
  static final long WAIT_S = 120;

  final Map<String, String> values = new ConcurrentHashMap<>();
  final Map<String, String> faults = new ConcurrentHashMap<>();
  final List<String> states = java.util.Collections.synchronizedList(new ArrayList<>());
  /** Time-outs counted when the device was lost. */
  volatile long timeoutsWhenLost;
  private static final MachineClock CLOCK = new MachineClock(ClockState.UNSYNCHRONISED);

  private final List<PointSpec> points = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * Starts polling unit 7.
   *
   * @param points lines {@code name: read}
   */
  Station(String type, Map<String, String> settings, long everyMs, String... points) {
    super(new ChannelSpec("line", type, settings(settings), SourceLocation.NONE), new LineComponent(CLOCK), CLOCK);
    for (String line : points) {
      int colon = line.indexOf(':');
      this.points.add(new PointSpec(line.substring(0, colon), List.of(new ReadSpec(line.substring(colon + 1).strip(), SourceLocation.NONE)),
          Settings.NONE, "", List.of(), PublishClass.MEASUREMENT, Duration.ofMillis(everyMs), SourceLocation.NONE));
    }
    thread = new Thread(this::run, "line");
    thread.start();
  }

  private void run() {
    ModbusDriverFactory factory = new ModbusDriverFactory();
    Problems problems = new Problems();
    TemplateSpec template = new TemplateSpec("t", settings(Map.of("addressing", "zeroBased")), points, SourceLocation.NONE);
    factory.checkChannel(channel(), problems);
    List<PointBinding> bindings = new ArrayList<>();
    for (PointSpec point : points) {
      List<InputType> types = factory.checkPoint(template, point, problems);
      bindings.add(new PointBinding(point, new int[] {kinds.size()}));
      kinds.add(types.get(0).kind());
    }
    if (problems.hasErrors()) {
      states.add(problems.list().toString());
      return;
    }
    DeviceSpec device = new DeviceSpec("peer", "t", "line", settings(Map.of("unit", "7")), SourceLocation.NONE);
    try (Driver driver = factory.open(this)) {
      driver.bind(new DeviceBinding(0, device, template, bindings, 1), new byte[0]);
      while (running) {
        long waitNs = driver.step(CLOCK.monotonicNs()) - CLOCK.monotonicNs();
        Runnable task = work.poll(Math.max(0, Math.min(waitNs, 50_000_000L)), TimeUnit.NANOSECONDS);
        if (task != null) {
          task.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until something is so; false if it does not become so in a generous time. */
  static boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + WAIT_S * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  /** The last state, or an empty text. */
  String state() {
    return states.isEmpty() ? "" : states.get(states.size() - 1);
  }

  @Override
  public void offer(SampleBatch batch, int device, byte[] resumeToken) {
    for (int i = 0; i < batch.size(); i++) {
      Kind kind = kinds.get(batch.point[i]);
      long bits = batch.bits[i];
      String text = switch (kind) {
        case TEXT -> batch.blobs.textAt(bits);
        case DOUBLE, FLOAT32 -> Double.toString(Double.longBitsToDouble(bits));
        case UINT64 -> Long.toUnsignedString(bits);
        default -> Long.toString(bits);
      };
      String quality = batch.quality[i] == Quality.GOOD ? "" : " " + Quality.text(batch.quality[i]);
      values.put(points.get(batch.point[i]).name(), text + quality);
    }
  }

  @Override
  public void deviceState(int device, DeviceState state, String reason) {
    timeoutsWhenLost = state == DeviceState.LOST ? counters(device).timeouts() : timeoutsWhenLost;
    states.add((state + " " + reason).strip());
  }

  @Override
  public void pointFault(int inputHandle, String text) {
    faults.put(points.get(inputHandle).name(), text);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join(TimeUnit.SECONDS.toMillis(WAIT_S));
    lines().release("line");
  }
}
