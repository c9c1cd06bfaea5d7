package io.busbar.test.browser;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.PointRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Central's picture as a test writes it. */
final class ScriptedCentral implements CentralView {
  volatile LinkFigures figures = new LinkFigures("", 64_000, false, List.of(), 0, -1, "", 0, 20_780, 0, ScriptedKeys.OAK);
  volatile @Nullable LinkCondition condition = new LinkCondition(46.4, 3.4, 20_000_000, 5_000_000, 9_600, true,
      List.of(0.0, 0.02, 0.0, 0.4, 0.2, 0.0), "udp 10.20.0.5:20500");
  private final WallClock clock = new WallClock();
  private final Map<String, PointRow> points = new LinkedHashMap<>();
  private final Map<String, Boolean> up = new LinkedHashMap<>();
  private final List<PointRow> events = new ArrayList<>();
  private final List<Consumer<List<PointRow>>> subscribers = new CopyOnWriteArrayList<>();
  private final long startNs = clock.wallNs();

  synchronized void gateway(String name, boolean isUp) {
    up.put(name, isUp);
    points.replaceAll((key, row) -> row.gateway().equals(name) ? old(row, isUp) : row);
  }

  private static PointRow old(PointRow row, boolean isUp) {
    int quality = isUp ? 0 : Quality.questionable(0, Quality.OLD_DATA | Quality.NOT_TOPICAL);
    return new PointRow(row.gateway(), row.device(), row.point(), row.value(), row.number(), "", row.unit(), quality,
        isUp ? "" : "No link to " + row.gateway() + ": nothing heard for 20 s.", row.timeQuality(), row.periodMs(),
        row.sourceNs(), row.receivedNs(), row.cause(), row.publish());
  }

  void measurement(String gateway, String device, String point, double value, String unit) {
    long now = clock.wallNs();
    put(new PointRow(gateway, device, point, String.format(Locale.ROOT, "%.1f", value), value, "", unit, 0, "",
        TimeQuality.POLL, 1_000, now - 400_000_000L, now, Cause.PERIODIC, "measurement"));
  }

  void put(PointRow row) {
    synchronized (this) {
      points.put(row.gateway() + "/" + row.device() + "/" + row.point(), row);
    }
    subscribers.forEach(s -> s.accept(List.of(row)));
  }

  void alarm(String gateway, String device, String point, String value, long sourceNs) {
    PointRow row = new PointRow(gateway, device, point, value, Double.NaN, "", "", 0, "", TimeQuality.SYNCHRONISED, 0,
        sourceNs, clock.wallNs(), Cause.SPONTANEOUS, "alarm");
    synchronized (this) {
      events.add(0, row);
    }
    put(row);
  }

  void state(String gateway, String device, DeviceState state, String reason) {
    long now = clock.wallNs();
    synchronized (this) {
      events.add(0, new PointRow(gateway, device, "_state", state.name(), Double.NaN, "", "", 0, reason,
          TimeQuality.POLL, 0, now, now, Cause.SPONTANEOUS, "event"));
    }
  }

  @Override
  public synchronized List<GatewayRow> gateways() {
    List<GatewayRow> rows = new ArrayList<>();
    up.forEach((name, isUp) -> rows.add(new GatewayRow(name, new LinkStatus(name, isUp, startNs - 3_600_000_000_000L,
        isUp ? "" : "nothing heard for 20 s: check the radio and its antenna", 0.28, 0.31, 640, 120_000, 4_200_000, 900,
        5_100, 0.42, List.of(0L, 0L, 0L, 0L, 0L, 0L), clock.wallNs(), figures), isUp ? 12 : 1_840, 700, 1, 812_345, 3, condition, clock.wallNs())));
    return rows;
  }

  @Override
  public List<DeviceRow> devices(String gateway) {
    return List.of(new DeviceRow("FDR-07", "", gateway, DeviceState.OK, "", clock.wallNs(), 0, 0, 0, 0),
        new DeviceRow("TR-01", "", gateway, DeviceState.OK, "", clock.wallNs(), 0, 0, 0, 0));
  }

  @Override
  public synchronized List<PointRow> points(String filter, int limit) {
    return points.entrySet().stream().filter(e -> e.getKey().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getValue).limit(limit).toList();
  }

  @Override
  public synchronized List<PointRow> events(int limit) {
    return events.stream().limit(limit).toList();
  }

  @Override
  public AutoCloseable subscribe(Consumer<List<PointRow>> changes) {
    subscribers.add(changes);
    return () -> subscribers.remove(changes);
  }
}
