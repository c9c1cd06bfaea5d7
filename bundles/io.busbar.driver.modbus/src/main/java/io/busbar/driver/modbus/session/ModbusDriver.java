package io.busbar.driver.modbus.session;

import io.busbar.api.data.DeviceState;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.config.ChannelType;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.Outcome;
import io.busbar.driver.modbus.wire.RtuExchange;
import io.busbar.driver.modbus.wire.TcpExchange;
import io.busbar.driver.modbus.wire.Timing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The master of one channel. One request a step; everything on the channel's thread. */
public final class ModbusDriver implements Driver {
  /** Longest that a step returns for; a bind or a wake-up comes earlier. */
  private static final long IDLE_NS = 60_000_000_000L;
  private static final byte HAND_OVER_FORMAT = 1;
  /** The engine has no room: nothing is asked for so long. */
  private static final long NO_ROOM_NS = 20_000_000L;

  private final DriverContext context;
  private final ChannelSettings settings;
  private final DeviceFactory factory;
  private final Exchange exchange;
  private final LineHandle handle;
  private final Reasons reasons;
  private final LineOutage outage;
  private final ProbeBudget probes;
  private final List<DeviceSession> devices = new ArrayList<>();
  private final AdHocRead adHoc;
  private @Nullable DeviceSession turnOf;
  private @Nullable Task turn;
  private int tries;
  private boolean reopened;
  private boolean lineWasDown;

  /** A master whose first step opens the line. */
  public ModbusDriver(DriverContext context) {
    this.context = context;
    this.settings = ChannelSettings.of(context.channel());
    this.factory = new DeviceFactory(context, settings);
    this.exchange = settings.type() == ChannelType.TCP ? new TcpExchange(context.clock(), firstTransaction(context))
        : new RtuExchange(context.clock());
    this.handle = context.lines().lease(context.channel().name(), settings.line());
    this.reasons = new Reasons(context.channel().name(), settings);
    this.outage = new LineOutage(settings);
    this.probes = new ProbeBudget(settings.deadShare(), context.clock().monotonicNs());
    this.adHoc = new AdHocRead(settings, exchange);
  }

  private static int firstTransaction(DriverContext context) {
    byte[] taken = context.takenOver();
    return taken.length == 3 && taken[0] == HAND_OVER_FORMAT ? ByteBuffer.wrap(taken, 1, 2).getShort() : (int) context.random().nextLong();
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    DeviceSession before = find(binding.device());
    DeviceSession device = factory.make(binding, resumeToken, before);
    if (before != null) {
      devices.set(devices.indexOf(before), device);
    } else {
      devices.add(device);
    }
    endTurn();
  }

  @Override
  public void unbind(int device) {
    devices.removeIf(d -> d.index() == device);
    endTurn();
  }

  private @Nullable DeviceSession find(int index) {
    for (DeviceSession device : devices) {
      if (device.index() == index) {
        return device;
      }
    }
    return null;
  }

  private void endTurn() {
    turn = null;
    turnOf = null;
    tries = 0;
    reopened = false;
  }

  @Override
  public long step(long nowNs) {
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
    if (device.health().isLost()) {
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

  @Override
  public void settled(int index, byte[] resumeToken) {
    DeviceSession device = find(index);
    EventTask events = device == null ? null : device.events();
    if (events != null) {
      events.settled(resumeToken);
      context.wakeUp();
    }
  }

  @Override
  public void interrogate(int index) {
    DeviceSession device = find(index);
    if (device != null) {
      device.interrogate();
      context.wakeUp();
    }
  }

  @Override
  public List<String> read(List<String> request) {
    Line line = handle.line();
    if (line == null) {
      return List.of(handle.failure());
    }
    List<String> answer = adHoc.read(line, request);
    if (adHoc.isLineLost()) {
      handle.reopen();
    }
    return answer;
  }

  @Override
  public String explain(boolean sent, byte[] bytes) {
    return Explainer.explain(settings.type() == ChannelType.TCP, sent, bytes);
  }

  @Override
  public byte[] handOver() {
    int transaction = exchange instanceof TcpExchange tcp ? tcp.transaction() : 0;
    return ByteBuffer.allocate(3).put(HAND_OVER_FORMAT).putShort((short) transaction).array();
  }

  @Override
  public void close() {
    devices.clear();
    endTurn();
    handle.close();
  }
}
