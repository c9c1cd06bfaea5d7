package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.driver.iec60870.codec.AsduReader;
import io.busbar.driver.iec60870.codec.AsduWriter;
import io.busbar.driver.iec60870.codec.TypeId;
import io.busbar.driver.iec60870.codec.Verdict;
import io.busbar.driver.iec60870.config.Settings104;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The master of one 104 connection and the stations behind it. A step sends what is due, waits a moment for bytes, and takes as many units as the
 * engine has room for. While it has none, nothing is read; if that lasts longer than t2, the connection is closed and not opened again before
 * there is room, because the station would close it anyway after its t1, again and again.
 */
public final class Driver104 implements Driver, Connection104.Listener {
  private static final System.Logger LOG = System.getLogger(Driver104.class.getName());
  /** A command that arrives while a step waits for bytes is late by this at most. */
  private static final int READ_MS = 10;
  private static final long NO_ROOM_PAUSE_NS = 5_000_000L;
  /** Units taken in one step at most. */
  private static final int UNITS_PER_STEP = 256;
  private static final String JOURNAL_FULL = "closed by the gateway: its journal is full and takes nothing. The station keeps its events; see why"
      + " central does not fetch what is journalled.";

  private final DriverContext context;
  private final Settings104 settings;
  private final LineHandle handle;
  private final List<StationMaster> stations = new ArrayList<>();
  private final SettleWindow window = new SettleWindow();
  private final AsduReader reader;
  private final AsduWriter writer;
  private final Reserve reserve;
  private @Nullable Connection104 connection;
  private long connectionId;
  private long downSinceNs = Long.MIN_VALUE;
  private String why = "not connected yet";
  private long noRoomSinceNs = Long.MIN_VALUE;
  private int widest = 1;
  private long nobodys;

  /** A master whose first step opens the connection. */
  public Driver104(DriverContext context) {
    this.context = context;
    this.settings = Settings104.of(context.channel());
    this.reader = new AsduReader(settings.procedures().format());
    this.writer = new AsduWriter(settings.procedures().format());
    this.reserve = new Reserve(context);
    this.handle = context.lines().lease(context.channel().name(), settings.line());
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    StationMaster before = find(binding.device());
    StationMaster device = new StationMaster(context, binding, settings.procedures(), resumeToken, before);
    if (before != null) {
      stations.set(stations.indexOf(before), device);
    } else {
      stations.add(device);
    }
    widest = stations.stream().mapToInt(each -> each.points().widest()).max().orElse(1);
    Connection104 now = connection;
    if (now != null && now.session().isStarted()) {
      device.linkUp(context.clock().monotonicNs());
    }
  }

  @Override
  public void unbind(int device) {
    stations.removeIf(each -> each.index() == device);
    window.forget(device);
  }

  private @Nullable StationMaster find(int index) {
    for (StationMaster each : stations) {
      if (each.index() == index) {
        return each;
      }
    }
    return null;
  }

  @Override
  public long step(long nowNs) {
    if (downSinceNs == Long.MIN_VALUE) {
      downSinceNs = nowNs;
    }
    Connection104 now = connection == null ? open() : connection;
    if (now == null) {
      if (nowNs - downSinceNs >= settings.lostAfterNs()) {
        stations.forEach(each -> each.lost(why));
        return Math.max(nowNs + NO_ROOM_PAUSE_NS, handle.retryAtNs());
      }
      return Math.max(nowNs + NO_ROOM_PAUSE_NS, Math.min(downSinceNs + settings.lostAfterNs(), handle.retryAtNs()));
    }
    for (StationMaster each : stations) {
      each.work(now, writer, nowNs);
    }
    now.session().release(window.count(), nowNs);
    long next = take(now, nowNs);
    long afterNs = context.clock().monotonicNs();
    now.session().release(window.count(), afterNs);
    now.tick(afterNs);
    if (!now.failure().isEmpty()) {
      down(now.failure());
      return afterNs;
    }
    return next;
  }

  private @Nullable Connection104 open() {
    if (noRoomSinceNs != Long.MIN_VALUE && reserve.batch(widest) == null) {
      return null; // closed because there is no room: as long as there is none, why open it
    }
    noRoomSinceNs = Long.MIN_VALUE;
    Line line = handle.line();
    if (line == null) {
      why = handle.failure();
      return null;
    }
    Connection104 fresh = new Connection104(context, line, settings.timing(), this);
    connection = fresh;
    connectionId = context.random().nextLong() | 1;
    window.restart(0);
    fresh.start();
    return fresh;
  }

  /** Takes frames as long as there is room; returns when to step again. */
  private long take(Connection104 now, long nowNs) {
    int taken = 0;
    boolean room = hasRoom();
    while (room && taken < UNITS_PER_STEP && now.frame()) {
      taken++;
      room = hasRoom();
    }
    if (!room) {
      noRoomSinceNs = noRoomSinceNs == Long.MIN_VALUE ? nowNs : noRoomSinceNs;
      if (nowNs - noRoomSinceNs >= settings.timing().t2Ns()) {
        down(JOURNAL_FULL);
      }
      return nowNs + NO_ROOM_PAUSE_NS;
    }
    noRoomSinceNs = Long.MIN_VALUE;
    if (taken < UNITS_PER_STEP && now.failure().isEmpty()) {
      now.read(READ_MS);
    }
    return nowNs;
  }

  private boolean hasRoom() {
    return !window.isFull() && reserve.batch(widest) != null;
  }

  private void down(String reason) {
    why = reason;
    connection = null;
    downSinceNs = context.clock().monotonicNs();
    LOG.log(System.Logger.Level.INFO, context.channel().name() + ": " + reason);
    stations.forEach(each -> each.linkDown(reason));
    handle.reopen();
  }

  @Override
  public void unit(long number, byte[] bytes, int offset, int length) {
    Verdict verdict = reader.wrap(bytes, offset, length);
    StationMaster station = verdict == Verdict.NO_HEADER || verdict == Verdict.TOO_LONG ? null : at(reader.commonAddress());
    TypeId type = reader.type();
    SampleBatch batch = reserve.batch(widest);
    if (station == null || type == null || verdict != Verdict.OK || batch == null) {
      misunderstood(station, verdict);
      window.passed();
      return;
    }
    long wallNs = context.clock().wallNs();
    if (station.unit(reader, type, batch, wallNs, context.clock().monotonicNs())) {
      window.opened(station.index());
      reserve.offer(station.index(), station.memory().token(connectionId, number));
    } else {
      window.passed();
    }
  }

  private void misunderstood(@Nullable StationMaster station, Verdict verdict) {
    if (station != null) {
      station.misunderstood();
    } else if (nobodys++ == 0) {
      LOG.log(System.Logger.Level.INFO, context.channel().name() + ": " + (verdict == Verdict.OK ? "units of station " + reader.commonAddress()
          + " come, which is no device of this channel. Add a device with that station, or leave it" : "a unit is " + verdict.words()));
    }
  }

  private @Nullable StationMaster at(int commonAddress) {
    for (int i = 0; i < stations.size(); i++) {
      if (stations.get(i).station() == commonAddress) {
        return stations.get(i);
      }
    }
    return null;
  }

  @Override
  public void transfer(boolean started) {
    long nowNs = context.clock().monotonicNs();
    if (started) {
      LOG.log(System.Logger.Level.INFO, context.channel().name() + ": data transfer started");
      stations.forEach(each -> each.linkUp(nowNs));
    }
  }

  @Override
  public void settled(int device, byte[] resumeToken) {
    if (EventMemory.connection(resumeToken) == connectionId) {
      window.settled(device, EventMemory.number(resumeToken));
    }
  }

  @Override
  public void interrogate(int device) {
    StationMaster station = find(device);
    if (station != null) {
      station.interrogate(context.clock().monotonicNs());
    }
  }

  @Override
  public void command(int device, Command command, CommandProgress progress) {
    StationMaster station = find(device);
    if (station == null) {
      progress.refused(CommandProgress.AdditionalCause.BLOCKED_BY_HEALTH, "the device is not there any more");
    } else {
      station.command(command, progress, why, context.clock().monotonicNs());
    }
  }

  @Override
  public String explain(boolean sent, byte[] bytes) {
    return ApduText.of(bytes, settings.procedures().format());
  }

  @Override
  public void close() {
    stations.forEach(each -> each.linkDown("the driver is closed"));
    stations.clear();
    reserve.release();
    connection = null;
    handle.close();
  }
}
