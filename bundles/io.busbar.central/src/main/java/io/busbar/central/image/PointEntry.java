package io.busbar.central.image;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A point's newest sample. Guarded by the picture's lock. */
final class PointEntry {
  final DeviceEntry device;
  PointDescription description;
  Kind kind;
  boolean seen;
  long bits;
  String blob = "";
  int quality;
  long sourceNs = SampleBatch.NO_TIME;
  byte timeQuality;
  long gatewayNs;
  long receivedNs;
  byte cause;
  @Nullable StreamId stream;
  long position;
  int row;

  PointEntry(DeviceEntry device, PointDescription description) {
    this.device = device;
    this.description = description;
    this.kind = description.kind();
  }

  /** An entry of nothing, for what has lost its meaning. */
  static PointEntry unknown() {
    return new PointEntry(new DeviceEntry(""),
        new PointDescription("", "", "", Kind.DOUBLE, "", PublishClass.NONE, 0, Map.of()));
  }

  /**
   * Whether a sample is newer than the one here. Within a stream the position says so; a point that was moved to
   * another stream by an edit of its template goes by gateway time.
   */
  boolean isOlderThan(StreamId otherStream, long otherPosition, int otherRow, long otherGatewayNs) {
    if (!seen) {
      return true;
    }
    if (stream != otherStream) {
      return gatewayNs <= otherGatewayNs;
    }
    return otherPosition > position || (otherPosition == position && otherRow > row);
  }
}
