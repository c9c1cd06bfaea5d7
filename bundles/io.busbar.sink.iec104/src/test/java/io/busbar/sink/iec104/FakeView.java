package io.busbar.sink.iec104;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.PointRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Central's picture as a test paints it. */
final class FakeView implements CentralView {
  private final Map<String, PointRow> rows = new LinkedHashMap<>();
  private final Map<String, Boolean> up = new TreeMap<>();
  private final List<Consumer<List<PointRow>>> subscribers = new CopyOnWriteArrayList<>();

  void heard(String gateway, boolean isUp) {
    synchronized (this) {
      up.put(gateway, isUp);
    }
  }

  void set(String gateway, String device, String point, double number, long timeNs, int quality) {
    PointRow row = new PointRow(gateway, device, point, String.valueOf(number), number, "", "", quality, "", TimeQuality.SYNCHRONISED, 0, timeNs,
        timeNs, Cause.SPONTANEOUS, "event");
    synchronized (this) {
      rows.put(gateway + "/" + device + "/" + point, row);
    }
    subscribers.forEach(subscriber -> subscriber.accept(List.of(row)));
  }

  @Override
  public synchronized List<GatewayRow> gateways() {
    return up.entrySet().stream().map(entry -> new GatewayRow(entry.getKey(), new LinkStatus(entry.getKey(), entry.getValue(), 0, "", 0, 0, 1, 0, 0,
        0, 0, 0, List.of(), 0, LinkFigures.NONE), -1, -1, 0, 0, 0, null, 0)).toList();
  }

  @Override
  public List<DeviceRow> devices(String gateway) {
    return List.of();
  }

  @Override
  public synchronized List<PointRow> points(String filter, int limit) {
    List<PointRow> found = new ArrayList<>();
    rows.forEach((name, row) -> {
      if (name.startsWith(filter)) {
        boolean lost = !up.getOrDefault(row.gateway(), false);
        int quality = lost ? Quality.questionable(row.quality(), Quality.OLD_DATA | Quality.NOT_TOPICAL) : row.quality();
        found.add(new PointRow(row.gateway(), row.device(), row.point(), row.value(), row.number(), "", "", quality, "", row.timeQuality(), 0,
            row.sourceNs(), row.receivedNs(), row.cause(), row.publish()));
      }
    });
    return found;
  }

  @Override
  public List<PointRow> events(int limit) {
    return List.of();
  }

  @Override
  public AutoCloseable subscribe(Consumer<List<PointRow>> changes) {
    subscribers.add(changes);
    return () -> subscribers.remove(changes);
  }
}
