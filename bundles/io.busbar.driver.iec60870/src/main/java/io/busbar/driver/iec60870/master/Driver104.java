package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.driver.iec60870.config.Settings104;
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
  private final StationSet stations;
  private @Nullable Connection104 connection;
  private long downSinceNs = Long.MIN_VALUE;
  private String why = "not connected yet";
  private long noRoomSinceNs = Long.MIN_VALUE;

  /** A master whose first step opens the connection. */
  public Driver104(DriverContext context) {
    this.context = context;
    this.settings = Settings104.of(context.channel());
    this.stations = new StationSet(context, settings.procedures());
    this.handle = context.lines().lease(context.channel().name(), settings.line());
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    StationMaster device = stations.bind(binding, resumeToken);
    Connection104 now = connection;
    if (now != null && now.session().isStarted()) {
      device.linkUp(context.clock().monotonicNs());
    }
  }

  @Override
  public void unbind(int device) {
    stations.unbind(device);
  }

  @Override
  public long step(long nowNs) {
    if (downSinceNs == Long.MIN_VALUE) {
      downSinceNs = nowNs;
    }
    Connection104 now = connection == null ? open() : connection;
    if (now == null) {
      if (nowNs - downSinceNs >= settings.lostAfterNs()) {
        stations.lost(why);
        return Math.max(nowNs + NO_ROOM_PAUSE_NS, handle.retryAtNs());
      }
      return Math.max(nowNs + NO_ROOM_PAUSE_NS, Math.min(downSinceNs + settings.lostAfterNs(), handle.retryAtNs()));
    }
    stations.work(now, nowNs);
    now.session().release(stations.settledCount(), nowNs);
    long next = take(now, nowNs);
    if (connection != now) {
      return next; // closed for want of room: an acknowledgement that is due now would fail, and hide why
    }
    long afterNs = context.clock().monotonicNs();
    now.session().release(stations.settledCount(), afterNs);
    now.tick(afterNs);
    if (!now.failure().isEmpty()) {
      down(now.failure());
      return afterNs;
    }
    return next;
  }

  private @Nullable Connection104 open() {
    if (noRoomSinceNs != Long.MIN_VALUE && !stations.hasRoom()) {
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
    stations.connected();
    fresh.start();
    return fresh;
  }

  /** Takes frames as long as there is room; returns when to step again. */
  private long take(Connection104 now, long nowNs) {
    int taken = 0;
    boolean room = stations.hasRoom();
    while (room && taken < UNITS_PER_STEP && now.frame()) {
      taken++;
      room = stations.hasRoom();
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

  private void down(String reason) {
    why = reason;
    connection = null;
    downSinceNs = context.clock().monotonicNs();
    LOG.log(System.Logger.Level.INFO, context.channel().name() + ": " + reason);
    stations.linkDown(reason);
    stations.connected(); // nothing of this connection can be released any more
    handle.reopen();
  }

  @Override
  public void unit(long number, byte[] bytes, int offset, int length) {
    stations.unit(number, bytes, offset, length);
  }

  @Override
  public void transfer(boolean started) {
    long nowNs = context.clock().monotonicNs();
    if (started) {
      LOG.log(System.Logger.Level.INFO, context.channel().name() + ": data transfer started");
      stations.linkUp(nowNs);
    }
  }

  @Override
  public void settled(int device, byte[] resumeToken) {
    stations.settled(device, resumeToken);
  }

  @Override
  public void interrogate(int device) {
    stations.interrogate(device);
  }

  @Override
  public void command(int device, Command command, CommandProgress progress) {
    stations.command(device, command, progress, why);
  }

  @Override
  public String explain(boolean sent, byte[] bytes) {
    return ApduText.of(bytes, settings.procedures().format());
  }

  @Override
  public void close() {
    stations.close();
    if (connection != null) {
      connection = null;
      handle.reopen(); // its numbers are not handed on: the next session needs a fresh connection
    }
    handle.close();
  }
}
