package io.busbar.sink.iec104.session;

import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.sink.iec104.image.PresentImage;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.PointType;
import java.util.NavigableMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An interrogation of one station under way: units as full as they go, then the termination. Keeps the table that it was begun with. */
final class Interrogation {
  private final NavigableMap<Integer, MappedPoint> points;
  private final PresentImage image;
  private final Predicate<MappedPoint> wanted;
  private final boolean counters;
  private final int cause;
  private final byte[] request;
  private final InformationObject object = new InformationObject();
  private int nextObject;
  private boolean ended;

  /**
   * An interrogation.
   *
   * @param request the unit that asked, with this station's common address
   * @param group 0 for all
   */
  Interrogation(Station station, byte[] request, boolean counters, int group, Predicate<MappedPoint> visible) {
    this.points = station.table().station(common(request));
    this.image = station.image();
    this.request = request;
    this.counters = counters;
    this.cause = (counters ? CauseOfTransmission.COUNTER_REQUEST : CauseOfTransmission.INTERROGATED) + group;
    this.wanted = point -> (point.type() == PointType.COUNTER) == counters && (group == 0 || point.group() == group) && visible.test(point);
  }

  private static int common(byte[] unit) {
    return (unit[4] & 0xFF) | ((unit[5] & 0xFF) << 8);
  }

  int common() {
    return common(request);
  }

  boolean isOfCounters() {
    return counters;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Makes the next unit; the last one is the termination. Returns its length. */
  int next(AsduWriter writer) {
    TypeId type = null;
    for (MappedPoint point : points.tailMap(nextObject, true).values()) {
      PointType its = point.type();
      if (its == null || !wanted.test(point)) {
        continue;
      }
      if (type == null) {
        type = its.plain();
        writer.begin(type, cause | (request[2] & CauseOfTransmission.TEST), request[3] & 0xFF, common());
      }
      if (type != its.plain()) {
        return writer.length();
      }
      if (counters) {
        image.counter(point, object);
      } else {
        image.present(point, object);
      }
      if (!writer.add(object)) {
        return writer.length();
      }
      nextObject = point.object() + 1;
    }
    @Nullable TypeId last = type;
    if (last != null) {
      return writer.length();
    }
    ended = true;
    return writer.mirror(request, 0, request.length, CauseOfTransmission.TERMINATION).length();
  }
}
