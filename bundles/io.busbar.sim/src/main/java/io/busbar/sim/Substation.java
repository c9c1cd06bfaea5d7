package io.busbar.sim;

import io.busbar.api.time.BusClock;
import io.busbar.sim.codec.Framing;
import io.busbar.sim.codec.MbapFraming;
import io.busbar.sim.codec.RtuFraming;
import io.busbar.sim.device.DayTime;
import io.busbar.sim.device.DeviceSetup;
import io.busbar.sim.device.FeederRelay;
import io.busbar.sim.device.PvInverter;
import io.busbar.sim.device.SimDevice;
import io.busbar.sim.device.TransformerMonitor;
import io.busbar.sim.fault.CommFault;
import io.busbar.sim.fault.FaultPlan;
import io.busbar.sim.fault.FaultRates;
import io.busbar.sim.log.LogRecord;
import io.busbar.sim.log.ReplyLog;
import io.busbar.sim.server.ModbusSerialServer;
import io.busbar.sim.server.ModbusTcpServer;
import io.busbar.sim.server.SimLine;
import io.busbar.sim.server.SimUnit;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A simulated substation: devices on lines, and the switches that a director or a test needs. Any thread may call.
 */
public final class Substation implements AutoCloseable {
  private static final int TICK_MS = 20;
  private static final double FEEDER_AMPS = 180;
  private static final double INVERTER_WATTS = 100_000;
  private static final System.Logger LOG = System.getLogger(Substation.class.getName());

  private final SubstationSettings settings;
  private final BusClock clock;
  private final ReplyLog log;
  private final SplittableRandom random;
  private final DayTime time;
  private final Map<String, SimUnit> units = new TreeMap<>();
  private final List<SimLine> lines = new CopyOnWriteArrayList<>();
  private final List<Closeable> servers = new CopyOnWriteArrayList<>();
  private volatile boolean halted;
  private final Thread ticker = new Thread(this::tickUntilClosed, "sim-ticker");

  /**
   * An empty substation whose clock starts now.
   *
   * @param clock where wall time comes from
   * @param log    reference for counting
   */
  public Substation(SubstationSettings settings, BusClock clock, ReplyLog log) {
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    random = new SplittableRandom(settings.seed());
    time = new DayTime(clock.wallNs(), settings.startHour(), settings.daySpeed());
  }

  /** Starts to advance the devices by themselves, so that events happen also when nobody reads. */
  public void start() {
    ticker.setDaemon(true);
    ticker.start();
  }

  /**
   * Puts devices on a TCP port of the loopback interface.
   *
   * @param port    0 for any free one
   * @param rtu     RTU frames inside TCP instead of Modbus TCP
   * @param devices what answers there; unit identifiers must differ
   * @return the port
   * @throws IOException when the port is taken
   */
  public int tcp(int port, boolean rtu, List<DeviceSpec> devices) throws IOException {
    Framing framing = rtu ? new RtuFraming() : new MbapFraming();
    ModbusTcpServer server = new ModbusTcpServer(port, framing, line(devices));
    servers.add(server::close);
    return server.port();
  }

  /**
   * Puts devices on a serial device, for example one end of a pty pair.
   *
   * @throws IOException when the device cannot be opened
   */
  public void serial(Path device, List<DeviceSpec> devices) throws IOException {
    ModbusSerialServer server = new ModbusSerialServer(device, line(devices));
    servers.add(server::close);
  }

  private SimLine line(List<DeviceSpec> specs) {
    List<SimUnit> onLine = new ArrayList<>();
    for (DeviceSpec spec : specs) {
      SimUnit unit = unit(spec);
      onLine.add(unit);
      synchronized (units) {
        if (units.put(spec.name(), unit) != null) {
          throw new IllegalArgumentException("device name " + spec.name() + " stands twice");
        }
      }
    }
    SimLine line = new SimLine(onLine, clock, log);
    lines.add(line);
    return line;
  }

  private SimUnit unit(DeviceSpec spec) {
    int number = units.size();
    DeviceSetup setup = new DeviceSetup(number, time, random.split(), log);
    log.append(new LogRecord.DeviceEntry(number, spec.name(), spec.kind().text(), spec.unit()));
    SimDevice device = switch (spec.kind()) {
      case FEEDER -> new FeederRelay(setup, FEEDER_AMPS, settings.faultEverySeconds());
      case TRANSFORMER -> new TransformerMonitor(setup);
      case INVERTER -> new PvInverter(setup, INVERTER_WATTS);
    };
    return new SimUnit(number, spec.name(), spec.unit(), device, new FaultPlan(random.split(), settings.faults()));
  }

  private void tickUntilClosed() {
    try {
      while (!Thread.interrupted()) {
        tick();
        Thread.sleep(TICK_MS);
      }
    } catch (InterruptedException closed) {
      LOG.log(System.Logger.Level.DEBUG, "simulation closed");
    }
  }

  private void tick() {
    long now = clock.wallNs();
    for (SimUnit unit : allUnits()) {
      synchronized (unit) {
        if (!halted) {
          unit.device().advance(now);
        }
      }
    }
  }

  private List<SimUnit> allUnits() {
    synchronized (units) {
      return List.copyOf(units.values());
    }
  }

  private void with(String device, Consumer<SimUnit> action) {
    SimUnit unit;
    synchronized (units) {
      unit = units.get(device);
    }
    if (unit == null) {
      throw new IllegalArgumentException("no device \"" + device + "\" is simulated");
    }
    synchronized (unit) {
      action.accept(unit);
    }
  }

  /** Lets a device suffer a communication fault until {@link CommFault#NONE} is ordered; {@link CommFault#SILENT} unplugs it. */
  public void order(String device, CommFault fault) {
    with(device, unit -> {
      unit.faults().order(fault);
      log.append(new LogRecord.FaultChanged(unit.number(), clock.wallNs(), fault.text()));
    });
  }

  /** Lets the measured values of a device stand still, or move again. */
  public void stuck(String device, boolean on) {
    with(device, unit -> {
      unit.device().freeze(on);
      log.append(new LogRecord.FaultChanged(unit.number(), clock.wallNs(), on ? "values stuck" : ""));
    });
  }

  /** A short circuit on the line of a feeder relay, now. */
  public void lineFault(String device, boolean permanent) {
    with(device, unit -> relay(unit).fault(clock.wallNs(), permanent));
  }

  /** Many single signals of one relay within a short time. */
  public void avalanche(String device, int count, int spanMs) {
    with(device, unit -> relay(unit).avalanche(clock.wallNs(), count, spanMs));
  }

  private static FeederRelay relay(SimUnit unit) {
    if (unit.device() instanceof FeederRelay relay) {
      return relay;
    }
    throw new IllegalArgumentException(unit.name() + " is no feeder relay");
  }

  /** No device starts a new disturbance by itself any more; what has begun runs to its end. */
  public void quiet() {
    for (SimUnit unit : allUnits()) {
      synchronized (unit) {
        unit.device().quiet(true);
      }
    }
  }

  /** Time stands still for every device from now on: no more events, values stay. Answers go on, and events can be released. */
  public void halt() {
    halted = true;
    lines.forEach(SimLine::halt);
    tick();
  }

  /** Every fault is over: ordered ones, chance ones, stuck values. */
  public void healAll() {
    for (SimUnit unit : allUnits()) {
      synchronized (unit) {
        unit.faults().order(CommFault.NONE);
        unit.faults().rates(FaultRates.NONE);
        unit.device().freeze(false);
      }
    }
  }

  /** Stops or resumes answering on every line. */
  public void serving(boolean on) {
    lines.forEach(line -> line.serving(on));
  }

  /** Events that stand in relays' buffers and were not released yet. */
  public int eventsWaiting() {
    int waiting = 0;
    for (SimUnit unit : allUnits()) {
      synchronized (unit) {
        waiting += unit.device().eventsWaiting();
      }
    }
    return waiting;
  }

  /** Replies sent on all lines. */
  public long repliesServed() {
    return lines.stream().mapToLong(SimLine::served).sum();
  }

  /** Stops every server and the ticker. */
  @Override
  public void close() {
    ticker.interrupt();
    for (Closeable server : servers) {
      try {
        server.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "close: {0}", e.getMessage());
      }
    }
  }
}
