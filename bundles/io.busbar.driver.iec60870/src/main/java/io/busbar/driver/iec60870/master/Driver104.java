package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.driver.iec60870.config.Settings104;
import io.busbar.iec60870.apci.ApciState;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
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
  private final HandOver before;
  private final Awaited awaited;
  private boolean begun;
  private boolean handedOver;
  private boolean settledAbsent;

  /** A master whose first step opens the connection. */
  public Driver104(DriverContext context) {
    this.context = context;
    this.settings = Settings104.of(context.channel());
    this.stations = new StationSet(context, settings.procedures());
    this.handle = context.lines().lease(context.channel().name(), settings.line());
    this.before = HandOver.parse(context.takenOver());
    this.awaited = new Awaited(before, context);
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    StationMaster device = stations.bind(binding, resumeToken);
    byte[] state = awaited.take(binding.device());
    if (!begun) {
      begin();
    }
    Connection104 now = connection;
    if (now != null && state != null) {
      stations.resume(device, state, context.clock().monotonicNs());
    } else if (now != null && now.session().isStarted()) {
      device.linkUp(context.clock().monotonicNs());
    }
  }

  @Override
  public void unbind(int device) {
    stations.unbind(device);
    awaited.take(device);
  }

  /** Goes on with the connection that the driver before has left open; one that is not understood is closed. */
  private void begin() {
    begun = true;
    if (before.link().length == 0) {
      if (before.devices().isEmpty() && context.takenOver().length > 0) {
        handle.reopen(); // written by a version that we do not understand: nobody knows where its connection stands
      }
      return;
    }
    Line line = handle.line();
    if (line == null) {
      return;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(before.link()))) {
      byte[] apci = in.readNBytes(ApciState.BYTES);
      byte[] rest = in.readNBytes(in.readUnsignedShort());
      stations.load(in);
      connection = new Connection104(context, line, settings.timing(), this, apci, rest);
      LOG.log(System.Logger.Level.INFO, context.channel().name() + ": goes on with the open connection");
    } catch (IOException | IllegalArgumentException | BufferUnderflowException e) {
      stations.connected();
      handle.reopen();
    }
  }

  @Override
  public byte[] handOver() {
    Connection104 now = connection;
    boolean goesOn = now != null && now.session().isStarted() && now.failure().isEmpty();
    byte[] link = now == null || !goesOn ? new byte[0] : HandOver.bytes(out -> {
      out.write(now.session().save().bytes());
      byte[] rest = now.stream().rest();
      out.writeShort(rest.length);
      out.write(rest);
      stations.save(out);
    });
    handedOver = goesOn;
    return new HandOver(stations.save(goesOn), link).bytes();
  }

  @Override
  public long step(long nowNs) {
    if (downSinceNs == Long.MIN_VALUE) {
      downSinceNs = nowNs;
    }
    if (awaited.isWaiting(nowNs)) {
      return nowNs + NO_ROOM_PAUSE_NS;
    }
    if (!settledAbsent) {
      settledAbsent = true;
      stations.forgetAbsent();
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
      long fromNs = context.clock().monotonicNs();
      now.read(READ_MS);
      context.listened(context.clock().monotonicNs() - fromNs);
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
    if (connection != null && !handedOver) {
      handle.reopen(); // its numbers are not handed on: the next session needs a fresh connection
    }
    connection = null;
    handle.close();
  }
}
