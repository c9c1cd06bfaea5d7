package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.FileChunk;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.time.ClockState;
import io.busbar.testkit.driver.MachineClock;
import io.busbar.testkit.driver.StandInContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A driver on its own thread with a stand-in for the engine, which settles what it is offered at once unless told otherwise. */
final class LiveMaster extends StandInContext implements AutoCloseable {
  /** Generous: machines that run tests are slow. */
  static final long WAIT_S = Long.getLong("busbar.wait", 120);

  /** One sample as it was offered. */
  record Sample(int device, String point, long bits, int quality, long sourceNs, byte timeQuality, byte cause, int nativeCode, Origin origin) {}

  /** A device of the plant: name, settings as pairs, points as {@code name: read} or {@code name: read; command}. */
  record Plant(String name, Map<String, String> settings, List<String> points) {}

  final List<Sample> samples = new CopyOnWriteArrayList<>();
  final List<String> states = new CopyOnWriteArrayList<>();
  final List<FileChunk> chunks = new CopyOnWriteArrayList<>();
  final List<String> faults = new CopyOnWriteArrayList<>();
  volatile boolean settles = true;
  volatile boolean room = true;
  private final List<String> names = new ArrayList<>();
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final List<byte[]> lastTokens = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean running = true;
  private byte[] takenOver = new byte[0];
  private volatile boolean swap;
  private volatile @Nullable Driver driver;
  private volatile @Nullable Throwable broken;

  LiveMaster(ChannelSpec channel, LineService lines, Function<DriverContext, Driver> factory, byte[] token, Plant... plants) {
    super(channel, lines, new MachineClock(ClockState.SYNCHRONISED));
    thread = new Thread(() -> run(factory, token, plants), "master");
    thread.start();
  }

  private DeviceBinding binding(int index, Plant plant) {
    List<PointSpec> specs = new ArrayList<>();
    List<PointBinding> bindings = new ArrayList<>();
    for (String line : plant.points()) {
      String[] parts = line.split(": |; ");
      Settings own = parts.length > 2 ? settings(Map.of("command", parts[2])) : Settings.NONE;
      PointSpec spec = new PointSpec(parts[0], List.of(new ReadSpec(parts[1], SourceLocation.NONE)), own, "", List.of(), PublishClass.EVENT,
          Duration.ZERO, SourceLocation.NONE);
      specs.add(spec);
      bindings.add(new PointBinding(spec, new int[] {names.size()}));
      names.add(plant.name() + "/" + parts[0]);
    }
    TemplateSpec template = new TemplateSpec("rtu", Settings.NONE, specs, SourceLocation.NONE);
    DeviceSpec device = new DeviceSpec(plant.name(), "rtu", channel().name(), settings(plant.settings()), SourceLocation.NONE);
    return new DeviceBinding(index, device, template, bindings, 1);
  }

  private void run(Function<DriverContext, Driver> factory, byte[] token, Plant... plants) {
    try (Driver opened = factory.apply(this)) {
      for (int i = 0; i < plants.length; i++) {
        opened.bind(binding(i, plants[i]), token);
      }
      this.driver = opened;
      takenOver = new byte[0];
      while (running) {
        if (swap) {
          swap(opened, factory, token, plants);
          return;
        }
        long waitNs = opened.step(clock().monotonicNs()) - clock().monotonicNs();
        Runnable task = work.poll(Math.max(0, Math.min(waitNs, 20_000_000L)), TimeUnit.NANOSECONDS);
        while (task != null) {
          task.run();
          task = work.poll();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      broken = e;
    }
  }

  /** As the engine does it: hand-over, close, the next one is opened, and is bound when nothing is under way. */
  private void swap(Driver old, Function<DriverContext, Driver> factory, byte[] token, Plant... plants) {
    takenOver = old.handOver();
    old.close();
    names.clear();
    work.clear(); // what was settled while nobody was there is told to nobody
    swap = false;
    run(factory, lastTokens.isEmpty() ? token : lastToken(), plants);
  }

  /** Swaps the driver for a new one of the same kind, once; returns when that runs. */
  void swap() throws InterruptedException {
    swap = true;
    await(() -> !swap);
  }

  /** Runs something with the driver on its thread. */
  void send(java.util.function.Consumer<Driver> what) {
    work.add(() -> what.accept(java.util.Objects.requireNonNull(driver)));
  }

  /** Sends a command and collects what becomes of it. */
  List<String> command(int device, Command command) {
    List<String> states = new CopyOnWriteArrayList<>();
    send(driver -> driver.command(device, command, new Progress(states)));
    return states;
  }

  /** The newest token that was offered, empty if there was none. */
  byte[] lastToken() {
    return lastTokens.isEmpty() ? new byte[0] : lastTokens.get(lastTokens.size() - 1);
  }

  /** Settles everything offered up to now. */
  void settleAll() {
    for (byte[] token : lastTokens) {
      send(driver -> driver.settled(0, token));
    }
  }

  /** Waits until something is so; false if it does not become so in a generous time. */
  boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + WAIT_S * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (broken != null) {
        throw new IllegalStateException("the driver broke", broken);
      }
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  List<Sample> of(String point) {
    return samples.stream().filter(sample -> sample.point().equals(point)).toList();
  }

  String state() {
    return states.isEmpty() ? "" : states.get(states.size() - 1);
  }

  static Command operate(Command.Action action, String point, Kind kind, long bits) {
    return new Command(1, 2, action, point, kind, bits, Long.MAX_VALUE, new Command.Originator(3, "test"), 0, false, false, false,
        Command.Pulse.DEFAULT, 0);
  }

  @Override
  public @Nullable SampleBatch claim(int wanted) {
    return room ? new SampleBatch(wanted) : null;
  }

  @Override
  public void offer(SampleBatch batch, int device, byte @Nullable [] resumeToken) {
    for (int i = 0; i < batch.size(); i++) {
      FileChunk chunk = batch.blobs.size() == 0 ? null : FileChunk.decode(batch.blobs.bytesAt(batch.bits[i]));
      if (chunk != null) {
        chunks.add(chunk);
      }
      samples.add(new Sample(device, names.get(batch.point[i]), batch.bits[i], batch.quality[i], batch.sourceTime[i], batch.timeQuality[i],
          batch.cause[i], batch.nativeCode[i], batch.origin()));
    }
    if (resumeToken != null) {
      byte[] token = resumeToken.clone();
      lastTokens.add(token);
      if (settles) {
        send(driver -> driver.settled(device, token));
      }
    }
  }

  @Override
  public void deviceState(int device, DeviceState state, String reason) {
    String text = device + " " + state + " " + reason;
    String before = states.stream().filter(each -> each.startsWith(device + " ")).reduce("", (a, b) -> b);
    if (!before.equals(text)) {
      states.add(text);
    }
  }

  @Override
  public void pointFault(int inputHandle, String text) {
    faults.add(names.get(inputHandle) + " " + text);
  }

  @Override
  public byte[] takenOver() {
    return takenOver;
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join(TimeUnit.SECONDS.toMillis(WAIT_S));
  }

  /** Notes what becomes of a command. */
  record Progress(List<String> states) implements CommandProgress {
    @Override
    public boolean mayWrite() {
      states.add("mayWrite");
      return true;
    }

    @Override
    public void refused(AdditionalCause cause, String reason) {
      states.add("refused " + cause + " " + reason);
    }

    @Override
    public void accepted() {
      states.add("accepted");
    }

    @Override
    public void operated() {
      states.add("operated");
    }

    @Override
    public void terminated() {
      states.add("terminated");
    }

    @Override
    public void failed(AdditionalCause cause, String reason) {
      states.add("failed " + cause + " " + reason);
    }

    @Override
    public void unknown(String reason) {
      states.add("unknown " + reason);
    }
  }
}
