package io.busbar.sink.iec104.server;

import io.busbar.api.view.CentralView;
import io.busbar.api.view.PointRow;
import io.busbar.sink.iec104.image.PresentImage;
import io.busbar.sink.iec104.session.Station;
import io.busbar.sink.iec104.table.MappedPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the image like central's picture: each change as it comes, and all of a gateway when it is lost or heard again. Server's thread; rows come
 * on central's.
 */
final class Picture implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.busbar.sink.iec104");

  private final Station station;
  private final Runnable wakeUp;
  private final Map<String, Boolean> heard = new HashMap<>();
  private volatile PresentImage image;
  private @Nullable CentralView view;
  private @Nullable AutoCloseable subscription;
  private boolean open;

  Picture(Station station, Runnable wakeUp) {
    this.station = station;
    this.wakeUp = wakeUp;
    this.image = station.image();
  }

  /** The station serves another table: its image is filled. */
  void reload() {
    image = station.image();
    heard.clear();
    load("");
  }

  /** Looks after central; call about once a second. */
  void tick(@Nullable CentralView now) {
    if (now != view) {
      close();
      view = now;
      if (now == null) {
        station.table().gateways().forEach(this::lost);
        return;
      }
      try {
        subscription = now.subscribe(this::changed);
      } catch (IllegalStateException e) {
        LOG.log(System.Logger.Level.ERROR, "The present state for IEC 104 is brought up to date only when a gateway is lost or heard again: "
            + e.getMessage());
      }
      load("");
    }
    if (now != null) {
      boolean opened = now.listening().open();
      if (opened && !open) {
        load("");
      }
      open = opened;
      now.gateways().forEach(gateway -> heard(gateway.name(), gateway.link().up()));
    }
  }

  private void heard(String gateway, boolean up) {
    if (!station.table().knows(gateway)) {
      return;
    }
    Boolean before = heard.put(gateway, up);
    if (before == null || before != up) {
      load(gateway);
      if (!up) {
        image.lost(gateway);
      }
      station.own(gateway, MappedPoint.LINK, up);
    }
  }

  private void lost(String gateway) {
    image.lost(gateway);
    if (Boolean.TRUE.equals(heard.put(gateway, false))) {
      station.own(gateway, MappedPoint.LINK, false);
    }
  }

  /** Takes all points of a gateway, of all if empty. */
  private void load(String gateway) {
    CentralView from = view;
    if (from != null) {
      String filter = gateway.isEmpty() ? "" : gateway + "/";
      for (PointRow row : from.points(filter, Integer.MAX_VALUE)) {
        if (gateway.isEmpty() || row.gateway().equals(gateway)) {
          image.update(row);
        }
      }
    }
  }

  private void changed(List<PointRow> rows) {
    PresentImage to = image;
    rows.forEach(to::update);
    wakeUp.run();
  }

  @Override
  public void close() {
    AutoCloseable ending = subscription;
    subscription = null;
    if (ending != null) {
      try {
        ending.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.DEBUG, "A subscription could not be ended", e);
      }
    }
  }
}
