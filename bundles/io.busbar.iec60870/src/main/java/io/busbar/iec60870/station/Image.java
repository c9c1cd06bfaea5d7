package io.busbar.iec60870.station;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import java.util.Arrays;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** An interrogation under way: points of one element after the other in units as full as they go, then the termination. */
final class Image {
  private final AsduFormat format;
  private final int commonAddress;
  private final InformationObject object = new InformationObject();
  private byte[] request = new byte[0];
  private boolean running;
  private boolean counters;
  private int group;
  private int nextAddress;

  Image(AsduFormat format, int commonAddress) {
    this.format = format;
    this.commonAddress = commonAddress;
  }

  void start(boolean ofCounters, int ofGroup, byte[] bytes, int offset, int length) {
    request = Arrays.copyOfRange(bytes, offset, offset + length);
    int at = 2 + format.causeBytes();
    request[at] = (byte) commonAddress;
    if (format.commonBytes() == 2) {
      request[at + 1] = (byte) (commonAddress >>> 8);
    }
    counters = ofCounters;
    group = ofGroup;
    nextAddress = 0;
    running = true;
  }

  void stop() {
    running = false;
  }

  boolean isRunning() {
    return running;
  }

  /** Makes the next unit; the last one is the termination. Returns its length. */
  int next(NavigableMap<Integer, StationPoint> points, AsduWriter writer) {
    @Nullable TypeId type = null;
    int cause = (counters ? CauseOfTransmission.COUNTER_REQUEST : CauseOfTransmission.INTERROGATED) + group;
    int originator = format.causeBytes() == 2 ? request[3] & 0xFF : 0;
    for (StationPoint point : points.tailMap(nextAddress, true).values()) {
      TypeId its = TypeId.of(point.element(), TimeTag.NONE);
      if (its == null || point.isCounter() != counters || (group != 0 && group != point.group())) {
        continue;
      }
      if (type == null) {
        type = its;
        writer.begin(its, cause, originator, commonAddress);
      }
      point.fill(object, counters && point.isFrozen());
      if (type != its || !writer.add(object)) {
        break;
      }
      nextAddress = point.address() + 1;
    }
    if (type != null) {
      return writer.length();
    }
    running = false;
    return writer.mirror(request, 0, request.length, CauseOfTransmission.TERMINATION).length();
  }
}
