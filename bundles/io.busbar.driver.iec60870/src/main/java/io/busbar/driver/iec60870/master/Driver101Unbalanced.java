package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.LineHandle;
import io.busbar.driver.iec60870.config.DeviceSettings;
import io.busbar.driver.iec60870.config.Settings101;
import io.busbar.iec60870.ft12.Ft12Stream;
import io.busbar.iec60870.ft12.UnbalancedPrimary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The master of a line that polls its stations: one request and its answer a step. */
public final class Driver101Unbalanced implements Driver {
  private static final long WAIT_NS = 2_000_000L;
  private static final String SILENT = "does not answer on the line. Is it on, and are link address, baud rate and parity right?";

  private final DriverContext context;
  private final Settings101 settings;
  private final LineHandle handle;
  private final FrameLine line;
  private final StationSet stations;
  private final List<PolledStation> polled = new ArrayList<>();
  private long number;
  private int turn;
  private int idle;
  private long lineDownSinceNs = Long.MIN_VALUE;

  /** A master whose first step opens the line. */
  public Driver101Unbalanced(DriverContext context) {
    this.context = context;
    this.settings = Settings101.of(context.channel());
    this.stations = new StationSet(context, settings.procedures());
    this.handle = context.lines().lease(context.channel().name(), settings.line());
    this.line = new FrameLine(handle, settings.linkBytes());
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    StationMaster station = stations.bind(binding, resumeToken);
    polled.removeIf(each -> each.station().index() == binding.device());
    int link = DeviceSettings.of(binding.spec(), settings.procedures()).link();
    polled.add(new PolledStation(station, new UnbalancedPrimary(settings.linkBytes(), link, settings.timing().retries()),
        context.clock().monotonicNs()));
  }

  @Override
  public void unbind(int device) {
    polled.removeIf(each -> each.station().index() == device);
    stations.unbind(device);
  }

  @Override
  public long step(long nowNs) {
    if (!line.isOpen()) {
      lineDownSinceNs = lineDownSinceNs == Long.MIN_VALUE ? nowNs : lineDownSinceNs;
      for (PolledStation each : polled) {
        down(each, line.failure(), nowNs);
      }
      return Math.max(nowNs + WAIT_NS, handle.retryAtNs());
    }
    lineDownSinceNs = Long.MIN_VALUE;
    if (polled.isEmpty() || !stations.hasRoom()) {
      return nowNs + WAIT_NS; // as long as the engine has no room nobody is asked: the stations keep what they have
    }
    PolledStation now = choose(nowNs);
    if (now == null) {
      return nowNs + WAIT_NS;
    }
    stations.work(now.station(), now, nowNs);
    boolean data = ask(now);
    if (now == polled.get(turn % polled.size()) && (!now.wantsMore() || !now.isDue(nowNs))) {
      turn++;
    }
    idle = data ? 0 : idle + 1;
    if (idle > polled.size()) {
      idle = 0;
      return context.clock().monotonicNs() + settings.timing().pauseNs();
    }
    return nowNs;
  }

  private @Nullable PolledStation choose(long nowNs) {
    @Nullable PolledStation first = null;
    int at = turn;
    for (int i = 0; i < polled.size(); i++) {
      PolledStation each = polled.get((turn + i) % polled.size());
      each.settledBefore(stations.settledCount());
      if (each.isDue(nowNs)) {
        if (each.station().hasCommand() && (each.isReady() || (each.link().isUp() && each.link().isOpen()))) {
          return each; // a command does not wait for its station's turn, and the turn goes on behind it where it was
        }
        at = first == null ? (turn + i) % polled.size() : at;
        first = first == null ? each : first;
      }
    }
    turn = at;
    return first;
  }

  /** One request and its answer; returns whether data came. */
  private boolean ask(PolledStation to) {
    boolean wasUp = to.link().isUp();
    line.quiet();
    context.counters(to.station().index()).request();
    if (!line.write(to.next(settings.burst()))) {
      return false;
    }
    long endNs = context.clock().monotonicNs() + settings.timing().timeoutNs();
    for (long leftNs = settings.timing().timeoutNs(); leftNs > 0; leftNs = endNs - context.clock().monotonicNs()) {
      Ft12Stream.Found found = line.read((int) Math.max(1, leftNs / 1_000_000));
      UnbalancedPrimary.Result result = to.link().answer(found, line.stream());
      if (result != UnbalancedPrimary.Result.UNFIT) {
        answered(to, result, wasUp);
        return result == UnbalancedPrimary.Result.DATA;
      }
    }
    context.counters(to.station().index()).timeout();
    if (to.link().timedOut()) {
      down(to, to.station().name() + " " + SILENT, context.clock().monotonicNs());
    }
    return false;
  }

  private void answered(PolledStation from, UnbalancedPrimary.Result result, boolean wasUp) {
    long nowNs = context.clock().monotonicNs();
    if (!wasUp && from.link().isUp()) {
      from.up();
      from.station().linkUp(nowNs);
    }
    context.counters(from.station().index()).reply(context.clock().wallNs());
    if (result == UnbalancedPrimary.Result.DATA) {
      long its = number++;
      if (!stations.unit(its, line.stream().bytes(), line.stream().unitAt(), line.stream().unitBytes())) {
        from.waitsFor(its);
      }
    }
  }

  private void down(PolledStation station, String why, long nowNs) {
    boolean wasUp = station.station().isUp();
    station.link().reset();
    station.down(nowNs, wasUp);
    station.station().linkDown(why);
    if (nowNs - station.downSinceNs() >= settings.lostAfterNs()) {
      station.station().lost(why);
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
    stations.command(device, command, progress, "the station does not answer on the line");
  }

  @Override
  public String explain(boolean sent, byte[] bytes) {
    return FrameText.of(bytes, settings.linkBytes(), settings.procedures().format());
  }

  @Override
  public void close() {
    stations.close();
    polled.clear();
    handle.close();
  }
}
