package io.busbar.sink.iec104.image;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.view.PointRow;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.PointType;
import io.busbar.sink.iec104.table.StationTable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Present values of one table's points, as columns by index. Central's thread writes, the server's reads; each call is short and under one lock.
 */
public final class PresentImage {
  private static final int NOTHING_YET = Quality.INVALID | Quality.NOT_TOPICAL;
  /** What makes a value that did not change itself another one for an operator. */
  private static final int DERIVED = Quality.VALIDITY_MASK | Quality.COMM_LOST | Quality.NOT_TOPICAL | Quality.OLD_DATA;

  private final StationTable table;
  private final double[] number;
  private final int[] quality;
  private final long[] sourceNs;
  private final byte[] timeQuality;
  private final long[] frozen;
  private final int[] frozenQuality;
  private final byte[] sequence;
  private final Set<MappedPoint> changed = new LinkedHashSet<>();

  /** An image of points that nothing is known of. */
  public PresentImage(StationTable table) {
    int size = table.points().size();
    this.table = table;
    number = new double[size];
    quality = new int[size];
    sourceNs = new long[size];
    timeQuality = new byte[size];
    frozen = new long[size];
    frozenQuality = new int[size];
    sequence = new byte[size];
    Arrays.fill(quality, NOTHING_YET);
    Arrays.fill(sourceNs, SampleBatch.NO_TIME);
  }

  /** Takes a row of central's picture. Any thread. */
  public synchronized void update(PointRow row) {
    for (MappedPoint point : table.of(row.gateway(), row.device(), row.point())) {
      boolean gone = row.publish().equals(PointRow.GONE);
      boolean none = gone || (Double.isNaN(row.number()) && row.value().isEmpty());
      int at = point.index();
      int newQuality = none ? NOTHING_YET : row.quality();
      double newNumber = none ? number[at] : row.number();
      boolean sameSample = row.sourceNs() == sourceNs[at] && Double.compare(newNumber, number[at]) == 0;
      if ((sameSample || none) && (newQuality & DERIVED) != (quality[at] & DERIVED)) {
        changed.add(point);
      }
      number[at] = newNumber;
      quality[at] = newQuality;
      if (!none) {
        sourceNs[at] = row.sourceNs();
        timeQuality[at] = row.timeQuality();
      }
    }
  }

  /** Sets a point that central makes itself. */
  public synchronized void own(MappedPoint point, boolean on, long nowNs) {
    number[point.index()] = on ? 1 : 0;
    quality[point.index()] = Quality.GOOD;
    sourceNs[point.index()] = nowNs;
    timeQuality[point.index()] = TimeQuality.SYNCHRONISED;
  }

  /** A gateway is not heard: what it said last stays and is no longer topical. */
  public synchronized void lost(String gateway) {
    for (MappedPoint point : table.points()) {
      if (!point.isOwn() && point.gateway().equals(gateway) && (quality[point.index()] & Quality.NOT_TOPICAL) == 0) {
        quality[point.index()] = Quality.questionable(quality[point.index()], Quality.NOT_TOPICAL | Quality.OLD_DATA);
        changed.add(point);
      }
    }
  }

  /** Takes out the points whose quality has changed without a sample, since the last call. */
  public synchronized List<MappedPoint> changed() {
    if (changed.isEmpty()) {
      return List.of();
    }
    List<MappedPoint> points = List.copyOf(changed);
    changed.clear();
    return points;
  }

  /** Fills an object with a point's present state. */
  public synchronized void present(MappedPoint point, InformationObject object) {
    WireValue.fill(point, number[point.index()], quality[point.index()], object);
  }

  /** Fills an object with a counter's frozen reading, or the present one if it was never frozen. */
  public synchronized void counter(MappedPoint point, InformationObject object) {
    present(point, object);
    if (sequence[point.index()] != 0) {
      object.value = frozen[point.index()];
      object.quality = frozenQuality[point.index()];
    }
    object.sequence = sequence[point.index()] & 0x1F;
  }

  /** Freezes the counters of a group, of all if it is 0. */
  public synchronized void freeze(int group) {
    InformationObject object = new InformationObject();
    for (MappedPoint point : table.points()) {
      if (point.type() == PointType.COUNTER && (group == 0 || group == point.group())) {
        present(point, object);
        frozen[point.index()] = object.value;
        frozenQuality[point.index()] = object.quality;
        sequence[point.index()] = (byte) (sequence[point.index()] % 31 + 1);
      }
    }
  }

  /** Whether an event is the state that is present now. */
  public synchronized boolean isPresent(MappedPoint point, double eventNumber, int eventQuality, long eventNs) {
    int at = point.index();
    return at < number.length && Double.compare(number[at], eventNumber) == 0 && quality[at] == eventQuality && sourceNs[at] == eventNs;
  }

  /** The quality bits of a point. */
  public synchronized int quality(MappedPoint point) {
    return quality[point.index()];
  }
}
