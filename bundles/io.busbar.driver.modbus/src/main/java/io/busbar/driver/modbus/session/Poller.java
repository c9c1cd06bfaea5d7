package io.busbar.driver.modbus.session;

import io.busbar.api.data.DeviceState;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.config.ChannelType;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.Outcome;
import io.busbar.driver.modbus.wire.Timing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose turn it is on the line, and what its outcome means: repetitions, loss and return of devices, lost lines. */
final class Poller {
  /** Longest that a step returns for; a bind or a wake-up comes earlier. */
  private static final long IDLE_NS = 60_000_000_000L;
  /** The engine has no room: nothing is asked for so long. */
  private static final long NO_ROOM_NS = 20_000_000L;

  private final DriverContext context;
  private final ChannelSettings settings;
  private final Exchange exchange;
  private final LineHandle handle;
  private final List<DeviceSession> devices;
  private final Reasons reasons;
  private final LineOutage outage;
  private final ProbeBudget probes;
  private @Nullable DeviceSession turnOf;
  private @Nullable Task turn;
  private int tries;
  private boolean reopened;
  private boolean lineWasDown;

  /**
   * A poller.
   *
   * @param devices the channel's devices; the owner adds and removes, and calls {@link #endTurn} when it did
   */
  Poller(DriverContext context, ChannelSettings settings, Exchange exchange, LineHandle handle, List<DeviceSession> devices) {
    this.context = context;
    this.settings = settings;
    this.exchange = exchange;
    this.handle = handle;
    this.devices = devices;
    this.reasons = new Reasons(context.channel().name(), settings);
    this.outage = new LineOutage(settings);
    this.probes = new ProbeBudget(settings.deadShare(), context.clock().monotonicNs());
  }

  /** One request and its reply, or none if nothing is due. Returns when to be called again. */
  long step() {
    Line line = handle.line();
    long now = context.clock().monotonicNs();
    if (line == null) {
      return lineDown(now);
    }
    if (lineWasDown) {
      lineWasDown = false;
      exchange.reset();
      probes.renew(now);
      devices.forEach(d -> d.health().probeNow(now));
    }
    if (turn == null || turnOf == null) {
      long due = choose(now);
      if (due - now > 0) {
        return due;
      }
    }
    Task task = turn;
    DeviceSession device = turnOf;
    return task == null || device == null ? now : attempt(line, device, task);
  }

  /** Gives up the turn at hand: the devices have changed. */
  void endTurn() {
    turn = null;
    turnOf = null;
    tries = 0;
    reopened = false;
  }

  private long lineDown(long nowNs) {
    endTurn();
    lineWasDown = true;
    boolean over = outage.attempt(handle.retryAtNs(), nowNs);
    for (DeviceSession device : devices) {
      if (over && device.health().lose(nowNs)) {
        context.deviceState(device.index(), DeviceState.LOST, handle.failure());
      }
    }
    return over ? handle.retryAtNs() : Math.min(handle.retryAtNs(), outage.overAtNs());
  }

  /** Picks what is due longest; lost devices wait for the budget. Returns when it is due. */
  private long choose(long nowNs) {
    long best = nowNs + IDLE_NS;
    for (DeviceSession device : devices) {
      Task first = device.first();
      if (first == null) {
        continue;
      }
      long due = device.health().isLost() ? Math.max(device.health().probeAtNs(), probes.notBeforeNs()) : first.dueNs();
      if (due < best) {
        best = due;
        turn = first;
        turnOf = device;
      }
    }
    if (best - nowNs > 0) {
      endTurn();
    }
    return best;
  }

  /** One request. Returns when to go on. */
  private long attempt(Line line, DeviceSession device, Task task) {
    byte[] request = task.request();
    if (!device.sampler().reserve(device, task.room())) {
      device.noRoom();
      return context.clock().monotonicNs() + NO_ROOM_NS;
    }
    boolean repeated = tries++ > 0;
    // What the late window took of a repeated request's time is not given twice, so that the tries end in time.
    long timeoutNs = settings.timing().timeoutNs() - (repeated ? settings.timing().lateWindowNs() : 0);
    device.counters().request();
    if (repeated) {
      device.counters().retry();
    }
    long beganNs = context.clock().monotonicNs();
    Outcome outcome = exchange.perform(line, device.unit(), request, task.expectedBytes(),
        new Timing(timeoutNs, settings.timing().requestDelayNs()));
    boolean probing = device.health().isLost();
    if (outcome != Outcome.LINE_LOST) {
      outage.ended();
    }
    long nowNs = context.clock().monotonicNs();
    switch (outcome) {
      case OK -> answered(device, task, 0, nowNs);
      case EXCEPTION -> {
        device.counters().exception();
        if (ExceptionCode.isNoAnswer(exchange.exceptionCode())) {
          failed(device, task, outcome);
        } else {
          answered(device, task, exchange.exceptionCode(), nowNs);
        }
      }
      case LINE_LOST -> lineLost(device, task);
      default -> failed(device, task, outcome);
    }
    boolean late = outcome == Outcome.TIMEOUT || outcome == Outcome.NO_FRAME || (repeated && outcome == Outcome.OK);
    if (late && !exchange.settle(line, settings.timing().lateWindowNs())) {
      handle.reopen();
    }
    if (probing) {
      probes.spent(beganNs, context.clock().monotonicNs());
    }
    return context.clock().monotonicNs();
  }

  private void answered(DeviceSession device, Task task, int exceptionCode, long nowNs) {
    long gatewayNs = context.clock().wallNs();
    endTurn();
    if (exceptionCode == 0) {
      device.counters().reply(gatewayNs);
    }
    if (device.health().answered()) {
      device.interrogate();
      device.tellState();
    }
    if (exceptionCode == 0) {
      task.replied(exchange, nowNs);
    } else {
      task.refused(exceptionCode, nowNs);
    }
  }

  private void failed(DeviceSession device, Task task, Outcome outcome) {
    boolean bytesCame = outcome == Outcome.NO_FRAME;
    if (bytesCame) {
      device.counters().checksumError();
    } else {
      device.counters().timeout();
    }
    if (bytesCame && settings.type() == ChannelType.TCP) {
      handle.reopen();
      exchange.reset();
    }
    count(device, task, bytesCame);
  }

  private void count(DeviceSession device, Task task, boolean bytesCame) {
    long nowNs = context.clock().monotonicNs();
    if (device.health().failed(bytesCame, nowNs)) {
      DeviceState state = device.health().lostState();
      int code = exchange.exceptionCode();
      context.deviceState(device.index(), state, ExceptionCode.isNoAnswer(code) ? reasons.behindGateway(device, code)
          : reasons.lost(device, state, exchange));
    }
    if (device.health().isLost() && !ExceptionCode.isNoAnswer(exchange.exceptionCode())) {
      renewDeadConnection();
    }
    if (device.health().isLost() || !task.mayRepeat() || tries > settings.retries()) {
      endTurn();
      task.failed(nowNs);
    }
  }

  /**
   * Nobody answers on a TCP connection: a new one is tried with each probe. The old one may be half dead, after a power
   * cut at the other end, and would take minutes to notice.
   */
  private void renewDeadConnection() {
    if (settings.type() != ChannelType.RTU && devices.stream().allMatch(d -> d.health().isLost())) {
      handle.reopen();
      exchange.reset();
    }
  }

  /** A peer may close an idle connection; that costs nothing but opening it again, unless it happens twice in a turn. */
  private void lineLost(DeviceSession device, Task task) {
    handle.reopen();
    exchange.reset();
    if (!reopened && task.mayRepeat()) {
      reopened = true;
      tries = Math.max(0, tries - 1);
    } else {
      device.counters().timeout();
      count(device, task, false);
    }
  }
}
