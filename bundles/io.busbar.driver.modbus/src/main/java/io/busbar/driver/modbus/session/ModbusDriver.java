package io.busbar.driver.modbus.session;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.config.ChannelType;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.Outcome;
import io.busbar.driver.modbus.wire.RtuExchange;
import io.busbar.driver.modbus.wire.TcpExchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The master of one channel, as the engine sees it. Everything on the channel's thread. */
public final class ModbusDriver implements Driver {
  private final DriverContext context;
  private final ChannelSettings settings;
  private final DeviceFactory factory;
  private final Exchange exchange;
  private final LineHandle handle;
  private final Poller poller;
  private final List<DeviceSession> devices = new ArrayList<>();
  private final AdHocRead adHoc;
  private final Pulses pulses;
  private final Writer writer;
  private HandOver predecessor;

  /** A master whose first step opens the line. */
  public ModbusDriver(DriverContext context) {
    this.context = context;
    this.settings = ChannelSettings.of(context.channel());
    this.factory = new DeviceFactory(context, settings);
    this.predecessor = HandOver.parse(context.takenOver());
    int transaction = predecessor.transaction() >= 0 ? predecessor.transaction() : context.random().nextInt(0x1_0000);
    this.exchange = settings.type() == ChannelType.TCP ? new TcpExchange(context.clock(), transaction)
        : new RtuExchange(context.clock());
    this.handle = context.lines().lease(context.channel().name(), settings.line());
    this.poller = new Poller(context, settings, exchange, handle, devices);
    this.adHoc = new AdHocRead(settings, exchange);
    this.pulses = new Pulses(settings, exchange, context.clock());
    this.writer = new Writer(settings, exchange, pulses);
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    DeviceSession before = find(binding.device());
    DeviceSession device = factory.make(binding, resumeToken, before);
    EventTask events = device.events();
    if (before == null && events != null) {
      events.continueAt(predecessor.offered(binding.device()));
    }
    if (before != null) {
      devices.set(devices.indexOf(before), device);
    } else {
      devices.add(device);
    }
    poller.endTurn();
  }

  @Override
  public void unbind(int device) {
    pulses.end(device, handle.line());
    devices.removeIf(d -> d.index() == device);
    poller.endTurn();
  }

  private @Nullable DeviceSession find(int index) {
    for (DeviceSession device : devices) {
      if (device.index() == index) {
        return device;
      }
    }
    return null;
  }

  @Override
  public long step(long nowNs) {
    predecessor = HandOver.NONE; // all that were there before are bound
    if (pulses.isNear(nowNs)) {
      Line line = handle.line();
      cameOf(pulses.work(line), line);
      return pulses.dueNs();
    }
    return Math.min(poller.step(), pulses.dueNs());
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
  public void command(int index, Command command, CommandProgress progress) {
    DeviceSession device = find(index);
    Line line = handle.line();
    if (device == null || line == null) {
      progress.refused(CommandProgress.AdditionalCause.BLOCKED_BY_HEALTH, line == null ? handle.failure() : "the device is not there any more");
      return;
    }
    cameOf(writer.write(line, device, command, progress), line);
  }

  private void cameOf(@Nullable Outcome outcome, @Nullable Line line) {
    boolean late = outcome == Outcome.TIMEOUT || outcome == Outcome.NO_FRAME;
    if (outcome == Outcome.LINE_LOST || (late && line != null && !exchange.settle(line, settings.timing().lateWindowNs()))) {
      handle.reopen();
    }
  }

  @Override
  public AdHocReading read(List<String> request) {
    Line line = handle.line();
    if (line == null) {
      return AdHocReading.none(handle.failure());
    }
    AdHocReading answer = adHoc.read(line, request);
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
    return HandOver.of(exchange instanceof TcpExchange tcp ? tcp.transaction() : 0, devices).bytes();
  }

  @Override
  public void close() {
    pulses.end(-1, handle.line());
    devices.clear();
    poller.endTurn();
    handle.close();
  }
}
