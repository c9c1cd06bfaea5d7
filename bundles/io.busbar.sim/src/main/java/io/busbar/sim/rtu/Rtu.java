package io.busbar.sim.rtu;

import io.busbar.api.data.Quality;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.station.CommandHandler;
import io.busbar.iec60870.station.ControlledStation;
import io.busbar.iec60870.station.StationFile;
import io.busbar.iec60870.station.StationPoint;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * The model of an RTU. Its clock is UTC and never wrong; its events survive a loss of power, as with a battery. Any thread may call.
 *
 * <p>Object addresses: position of breaker n at {@value #POSITION} + n (double), its command at {@value #BREAKER_COMMAND} + n; fault passage
 * indicator {@value #FAULT_PASSAGE} (single); current {@value #CURRENT} (float); tap changer {@value #TAP} (step), its command
 * {@value #TAP_COMMAND}; energy {@value #ENERGY} (counter); set point {@value #SETPOINT} (float), its command {@value #SETPOINT_COMMAND};
 * file n {@value #RECORDS} + n.
 */
public final class Rtu {
  /** Position of breaker 0, which there is none of: the first is one further. */
  public static final int POSITION = 100;
  /** Command of breaker 0. */
  public static final int BREAKER_COMMAND = 1100;
  /** Fault passage indicator. */
  public static final int FAULT_PASSAGE = 201;
  /** Current, A. */
  public static final int CURRENT = 301;
  /** Tap position. */
  public static final int TAP = 401;
  /** Command of the tap changer. */
  public static final int TAP_COMMAND = 1401;
  /** Energy, kWh. */
  public static final int ENERGY = 501;
  /** Set point as it holds. */
  public static final int SETPOINT = 701;
  /** Command that sets it. */
  public static final int SETPOINT_COMMAND = 1701;

  /** Files of disturbance records begin behind this object address. */
  public static final int RECORDS = 30_000;

  private static final int EVENT_CAPACITY = 10_000;
  private static final int SECTION_BYTES = 8_000;
  private static final int MAX_TAP = 16;
  private static final int COI_POWER_ON = 0;
  private static final long MS = 1_000_000;
  private static final long SELECT_NS = 30_000 * MS;
  private static final long SLOW_NS = 3_000 * MS;
  private static final int OFF = 1;
  private static final int ON = 2;
  private static final int INTERMEDIATE = 0;

  /**
   * Something that moved because a command said so.
   *
   * @param atNs wall time of the execute, ns since 1970
   * @param address of the command's object
   * @param value as it came
   */
  public record Operation(long atNs, int address, long value) {}

  /**
   * An event as it was put into the buffer.
   *
   * @param address of the object
   * @param value as the object's type has it
   * @param timeMs ms since 1970
   */
  public record Told(int address, long value, long timeMs) {}

  private record Due(long atNs, Runnable what) {}

  private final RtuSettings settings;
  private final DeviceZone zone = new DeviceZone(ZoneOffset.UTC);
  private final ControlledStation station;
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atNs));
  private final List<Operation> operations = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private Temper temper = Temper.WILLING;
  private boolean powered = true;
  private long nowNs;
  private int selectedAddress;
  private long selectedValue;
  private long selectedUntilNs;
  private int tap = MAX_TAP / 2;
  private double current;
  private double energy;

  /**
   * An RTU with its breakers open.
   *
   * @param format sizes of the addresses on its line
   * @param nowNs wall time, ns since 1970
   */
  public Rtu(RtuSettings settings, AsduFormat format, long nowNs) {
    this.settings = settings;
    this.nowNs = nowNs;
    this.station = new ControlledStation(format, settings.commonAddress(), EVENT_CAPACITY, this::command);
    for (int breaker = 1; breaker <= settings.breakers(); breaker++) {
      begin(POSITION + breaker, Element.DOUBLE, OFF);
    }
    begin(FAULT_PASSAGE, Element.SINGLE, 0);
    begin(CURRENT, Element.SHORT_FLOAT, Float.floatToIntBits(0));
    begin(TAP, Element.STEP, tap);
    begin(ENERGY, Element.COUNTER, 0);
    begin(SETPOINT, Element.SHORT_FLOAT, Float.floatToIntBits(0));
  }

  private void begin(int address, Element element, long value) {
    station.set(station.point(address, element, element == Element.COUNTER ? 1 : 0), value, Quality.GOOD);
  }

  /** What it is on its line; for who holds the monitor of this object. */
  ControlledStation station() {
    return station;
  }

  RtuSettings settings() {
    return settings;
  }

  /** How it takes commands from now on. */
  public synchronized void temper(Temper newTemper) {
    temper = newTemper;
  }

  /** Loses its power, or has it back: then it says that it has started. */
  public synchronized void power(boolean on) {
    if (on && !powered) {
      station.initialised(COI_POWER_ON);
    } else if (!on) {
      due.clear();
      selectedAddress = 0;
      station.disconnected();
    }
    powered = on;
  }

  /** Whether it has power. */
  public synchronized boolean isPowered() {
    return powered;
  }

  /** Everything that was operated by command, in order. */
  public synchronized List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** Every event that was put into its buffer, in order. */
  public synchronized List<Told> told() {
    return List.copyOf(told);
  }

  /** Events that no master has acknowledged. */
  public synchronized long waiting() {
    return station.waiting();
  }

  /** The fault passage indicator comes or goes. */
  public synchronized void faultPassage(boolean on) {
    event(FAULT_PASSAGE, on ? 1 : 0, CauseOfTransmission.SPONTANEOUS);
  }

  /** A breaker trips by its protection. */
  public synchronized void trip(int breaker) {
    event(POSITION + breaker, OFF, CauseOfTransmission.SPONTANEOUS);
  }

  /** The current of the feeder, A: told spontaneously, and counted as energy while time passes. */
  public synchronized void current(double amperes) {
    current = amperes;
    event(CURRENT, Float.floatToIntBits((float) amperes), CauseOfTransmission.SPONTANEOUS);
  }

  /**
   * A disturbance recorder has written: the RTU keeps the file and tells its directory.
   *
   * @param name number of the file, 1 to 65,535
   * @param content of the file
   */
  public synchronized void record(int name, byte[] content) {
    station.files().add(new StationFile(RECORDS + name, name, zone.cp56(nowNs), content.clone(), SECTION_BYTES));
    station.files().announce();
  }

  /** Files that the master has acknowledged, in order. */
  public synchronized List<Integer> fetched() {
    return station.files().arrived();
  }

  /**
   * Lets time pass.
   *
   * @param wallNs ns since 1970; an earlier moment than before changes nothing
   */
  public synchronized void advance(long wallNs) {
    if (wallNs <= nowNs) {
      return;
    }
    // 20 kV and a power factor of 1.
    energy += current * 20 * Math.sqrt(3) * (wallNs - nowNs) / 3.6e12;
    nowNs = wallNs;
    if (!powered) {
      return;
    }
    station.set(point(ENERGY), (long) energy, Quality.GOOD);
    while (!due.isEmpty() && due.element().atNs() <= wallNs) {
      due.remove().what().run();
    }
  }

  private StationPoint point(int address) {
    return Objects.requireNonNull(station.at(address));
  }

  private void event(int address, long value, int cause) {
    station.event(point(address), value, Quality.GOOD, TimeTag.CP56, zone.cp56(nowNs), cause);
    told.add(new Told(address, value, nowNs / MS));
  }

  private CommandHandler.Answer command(TypeId type, InformationObject object, boolean cancel) {
    int address = object.address;
    boolean breaker = address > BREAKER_COMMAND && address <= BREAKER_COMMAND + settings.breakers();
    Element element = breaker ? Element.DOUBLE_COMMAND : address == TAP_COMMAND ? Element.STEP_COMMAND
        : address == SETPOINT_COMMAND ? Element.SET_FLOAT : Element.EMPTY;
    if (type.element() != element) {
      return CommandHandler.Answer.UNKNOWN_OBJECT;
    }
    if (temper == Temper.SILENT) {
      return CommandHandler.Answer.SILENT;
    }
    if (cancel) {
      selectedAddress = 0;
      return CommandHandler.Answer.CONFIRMED;
    }
    boolean sensible = element == Element.SET_FLOAT || object.value == OFF || object.value == ON;
    if (temper == Temper.REFUSING || !sensible) {
      return CommandHandler.Answer.REFUSED;
    }
    if (object.select) {
      selectedAddress = address;
      selectedValue = object.value;
      selectedUntilNs = nowNs + SELECT_NS;
      return CommandHandler.Answer.CONFIRMED;
    }
    if (breaker && settings.selectFirst() && !isSelected(object)) {
      return CommandHandler.Answer.REFUSED;
    }
    selectedAddress = 0;
    execute(type, new InformationObject().set(address, object.value), breaker);
    return CommandHandler.Answer.CONFIRMED;
  }

  private boolean isSelected(InformationObject object) {
    return selectedAddress == object.address && selectedValue == object.value && nowNs < selectedUntilNs;
  }

  private void execute(TypeId type, InformationObject object, boolean breaker) {
    operations.add(new Operation(nowNs, object.address, object.value));
    Temper now = temper;
    long atNs = nowNs + settings.operateMs() * MS + (now == Temper.SLOW ? SLOW_NS : 0);
    int position = object.address - BREAKER_COMMAND + POSITION;
    if (breaker && now == Temper.STUCK) {
      event(position, INTERMEDIATE, CauseOfTransmission.RETURN_REMOTE);
    }
    due.add(new Due(atNs, () -> {
      if (now == Temper.STUCK) {
        if (breaker) {
          event(position, object.value == ON ? OFF : ON, CauseOfTransmission.RETURN_REMOTE);
        }
      } else if (breaker) {
        event(position, object.value, CauseOfTransmission.RETURN_REMOTE);
      } else if (object.address == TAP_COMMAND) {
        tap = Math.max(-MAX_TAP, Math.min(MAX_TAP, tap + (object.value == ON ? 1 : -1)));
        event(TAP, tap, CauseOfTransmission.RETURN_REMOTE);
      } else {
        event(SETPOINT, object.value, CauseOfTransmission.RETURN_REMOTE);
      }
      if (now != Temper.UNTERMINATED) {
        station.terminated(type, object, now != Temper.STUCK);
      }
    }));
  }
}
