package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.LineHandle;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.driver.iec60870.config.DeviceSettings;
import io.busbar.driver.iec60870.config.Settings101;
import io.busbar.iec60870.ft12.BalancedLink;
import io.busbar.iec60870.ft12.Ft12Stream;
import org.jspecify.annotations.Nullable;

/** The master of a line with one other station, which may begin, too. */
public final class Driver101Balanced implements Driver, BalancedLink.Peer, UnitOutput {
  private static final int READ_MS = 10;
  private static final long WAIT_NS = 2_000_000L;

  private final DriverContext context;
  private final Settings101 settings;
  private final LineHandle handle;
  private final FrameLine line;
  private final StationSet stations;
  private final Awaited awaited;
  private @Nullable BalancedLink link;
  private int linkAddress;
  private long downSinceNs = Long.MIN_VALUE;
  private String why = "the other station does not answer on the line. Is it on, and are link address, baud rate and parity right?";

  /** A master whose first step opens the line. */
  public Driver101Balanced(DriverContext context) {
    this.context = context;
    this.settings = Settings101.of(context.channel());
    this.stations = new StationSet(context, settings.procedures());
    this.handle = context.lines().lease(context.channel().name(), settings.line());
    this.line = new FrameLine(handle, settings.linkBytes());
    this.awaited = new Awaited(HandOver.parse(context.takenOver()), context);
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    StationMaster station = stations.bind(binding, resumeToken);
    awaited.take(binding.device());
    int address = settings.linkBytes() == 0 ? 0 : DeviceSettings.of(binding.spec(), settings.procedures()).link();
    if (link != null && address != linkAddress) {
      stations.linkDown("the link address has changed");
      link = null;
    }
    linkAddress = address;
    BalancedLink now = link;
    if (now != null && now.isUp()) {
      station.linkUp(context.clock().monotonicNs());
    }
  }

  @Override
  public void unbind(int device) {
    stations.unbind(device);
    awaited.take(device);
  }

  /** The link begins anew behind a swap, but nothing is taken from it before all devices are bound again. */
  @Override
  public byte[] handOver() {
    return new HandOver(stations.save(false), new byte[0]).bytes();
  }

  @Override
  public long step(long nowNs) {
    downSinceNs = downSinceNs == Long.MIN_VALUE ? nowNs : downSinceNs;
    if (awaited.isWaiting(nowNs)) {
      return nowNs + WAIT_NS;
    }
    if (!line.isOpen()) {
      why = line.failure();
      if (link != null) {
        stations.linkDown(why);
        link = null;
        downSinceNs = nowNs;
      }
      tellLost(nowNs);
      return Math.max(nowNs + WAIT_NS, handle.retryAtNs());
    }
    BalancedLink now = link == null ? begin(nowNs) : link;
    stations.work(this, nowNs);
    now.release(stations.settledCount());
    if (stations.hasRoom()) {
      boolean idle = now.canSend();
      long fromNs = context.clock().monotonicNs();
      Ft12Stream.Found found = line.read(READ_MS);
      context.listened(idle ? context.clock().monotonicNs() - fromNs : 0);
      while (found != Ft12Stream.Found.NONE) {
        now.received(found, line.stream(), context.clock().monotonicNs());
        found = stations.hasRoom() ? line.stream().next() : Ft12Stream.Found.NONE;
      }
    }
    now.release(stations.settledCount());
    now.tick(context.clock().monotonicNs());
    if (!now.isUp()) {
      tellLost(nowNs);
    }
    return stations.hasRoom() ? nowNs : nowNs + WAIT_NS;
  }

  private BalancedLink begin(long nowNs) {
    Settings101.Timing timing = settings.timing();
    stations.connected();
    BalancedLink fresh = new BalancedLink(new BalancedLink.Settings(settings.linkBytes(), linkAddress, timing.timeoutNs(), timing.retries(),
        timing.testNs()), true, this, nowNs);
    link = fresh;
    return fresh;
  }

  private void tellLost(long nowNs) {
    if (nowNs - downSinceNs >= settings.lostAfterNs()) {
      stations.lost(why);
    }
  }

  @Override
  public boolean isReady() {
    BalancedLink now = link;
    return now != null && now.canSend();
  }

  @Override
  public void send(AsduWriter unit) {
    BalancedLink now = link;
    if (now != null) {
      now.send(unit.bytes(), 0, unit.length(), context.clock().monotonicNs());
    }
  }

  @Override
  public void send(byte[] frame, int offset, int length) {
    line.write(frame, offset, length);
  }

  @Override
  public void unit(long number, byte[] bytes, int offset, int length) {
    stations.unit(number, bytes, offset, length);
  }

  @Override
  public void delivered() {
    // confirmations come as units of their own
  }

  @Override
  public void up(boolean now) {
    long nowNs = context.clock().monotonicNs();
    if (now) {
      stations.linkUp(nowNs);
    } else {
      downSinceNs = nowNs;
      stations.linkDown(why);
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
    return FrameText.of(bytes, settings.linkBytes(), settings.procedures().format());
  }

  @Override
  public void close() {
    stations.close();
    link = null;
    handle.close();
  }
}
