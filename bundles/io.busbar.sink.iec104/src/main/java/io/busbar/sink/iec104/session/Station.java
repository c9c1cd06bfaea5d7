package io.busbar.sink.iec104.session;

import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.time.BusClock;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.sink.iec104.events.Pending;
import io.busbar.sink.iec104.image.PresentImage;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.StationTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all connections share: the table that is served now, its image, the groups. Server's thread. */
public final class Station {
  private final BusClock clock;
  private final List<Group> groups = new ArrayList<>();
  private final Pending own = new Pending();
  private StationTable table;
  private PresentImage image;
  private DeviceZone zone;
  private boolean reloaded;

  /** A station that serves a table. */
  public Station(StationTable table, PresentImage image, BusClock clock) {
    this.table = table;
    this.image = image;
    this.clock = clock;
    this.zone = new DeviceZone(table.settings().zone());
  }

  /** Serves another table from now on; each group announces it as a change of parameters. */
  public void serve(StationTable newTable, PresentImage newImage) {
    table = newTable;
    image = newImage;
    zone = new DeviceZone(newTable.settings().zone());
    reloaded = true;
    groups.forEach(Group::reinitialise);
  }

  /** The groups that are served; the server keeps the list. */
  public List<Group> groups() {
    return groups;
  }

  /** What is served. */
  public StationTable table() {
    return table;
  }

  /** The present state of it. */
  public PresentImage image() {
    return image;
  }

  /** Wall clock, ns. */
  public long wallNs() {
    return clock.wallNs();
  }

  DeviceZone zone() {
    return zone;
  }

  /** Cause of initialisation: power on, or the same with changed parameters. IEC 60870-5-101 §7.2.6.21. */
  int initialisation() {
    return reloaded ? 0x80 : 0;
  }

  /** The point of the present table that stands where a point of an earlier one stood; null if none does. */
  @Nullable MappedPoint present(MappedPoint point) {
    List<MappedPoint> points = table.points();
    if (point.index() < points.size() && points.get(point.index()).equals(point)) {
      return point;
    }
    return table.station(point.common()).get(point.object());
  }

  /** Who is not there is told the present state later: an event that is in no journal must not hold back those that are. */
  private void tell(Group group, MappedPoint point) {
    if (group.isServed()) {
      group.queue().add(own);
    } else {
      group.queue().owe(point);
    }
  }

  /** Sets a point that central makes itself and tells every group. */
  public void own(String gateway, String name, boolean on) {
    long nowNs = clock.wallNs();
    for (MappedPoint point : table.of(gateway, "", name)) {
      if (point.type() == null) {
        continue;
      }
      image.own(point, on, nowNs);
      own.point = point;
      own.number = on ? 1 : 0;
      own.quality = Quality.GOOD;
      own.sourceNs = nowNs;
      own.timeQuality = TimeQuality.SYNCHRONISED;
      own.cause = CauseOfTransmission.SPONTANEOUS;
      own.receivedNs = nowNs;
      groups.stream().filter(group -> point.isFor(group.name())).forEach(group -> tell(group, point));
    }
  }
}
