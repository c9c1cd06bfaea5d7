package io.busbar.sink.file.line;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.sink.SinkBatch;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;

/** Writes the lines of one record. Stateless. */
public final class LineWriter {
  private LineWriter() {}

  /**
   * Adds the lines of a record.
   *
   * @return how many
   */
  public static int write(SinkBatch batch, JsonBytes out) {
    GapRecord gap = batch.gap();
    if (gap != null) {
      gapLine(batch, gap, out);
      return 1;
    }
    int lines = 0;
    for (int row = 0; row < batch.samples().size(); row++) {
      lines += rowLine(batch, row, out);
    }
    return lines;
  }

  private static int rowLine(SinkBatch batch, int row, JsonBytes out) {
    PointDescription point = batch.point(row);
    if (point.point().equals(PointDescription.DEVICE_STATE)) {
      stateLine(batch, row, point, reasonOf(batch, row, point), out);
      return 1;
    }
    if (point.point().equals(PointDescription.DEVICE_REASON)) {
      if (belongsToState(batch, row, point)) {
        return 0;
      }
      SampleBatch samples = batch.samples();
      out.open().field("deviceReason", samples.blobs.textAt(samples.bits[row]));
      deviceTail(batch, row, point, out);
      return 1;
    }
    sampleLine(batch, row, point, out);
    return 1;
  }

  private static void sampleLine(SinkBatch batch, int row, PointDescription point, JsonBytes out) {
    SampleBatch samples = batch.samples();
    out.open().field("gateway", batch.gateway()).field("device", point.device()).field("point", point.point());
    out.field("id", samples.point[row]);
    place(batch, out);
    out.field("i", row).field("lane", lane(batch));
    time(out, "t", samples.sourceTime[row]);
    out.field("tq", TimeQuality.text(samples.timeQuality[row]));
    time(out, "g", samples.gatewayTime[row]);
    out.name("v");
    value(batch, row, out);
    String label = point.labels().get(samples.bits[row]);
    if (label != null && !batch.kind(row).isBlob() && !batch.kind(row).isFloating()) {
      out.field("label", label);
    }
    out.field("q", Quality.text(samples.quality[row])).field("cause", Cause.text(samples.cause[row]));
    if (samples.nativeCode[row] != 0) {
      out.field("native", samples.nativeCode[row]);
    }
    out.field("unit", point.unit());
    if (!point.tags().isEmpty()) {
      out.name("tags").open();
      new TreeMap<>(point.tags()).forEach(out::field);
      out.close();
    }
    out.field("rt", batch.receivedNs());
    out.close().endLine();
  }

  private static void value(SinkBatch batch, int row, JsonBytes out) {
    SampleBatch samples = batch.samples();
    long bits = samples.bits[row];
    Kind kind = batch.kind(row);
    switch (kind) {
      case DOUBLE, FLOAT32 -> number(Double.longBitsToDouble(bits), out);
      case UINT64 -> out.ascii(Long.toUnsignedString(bits));
      case BOOLEAN -> out.ascii(bits != 0 ? "true" : "false");
      case STEP -> out.ascii(Long.toString((byte) bits));
      case TEXT -> out.text(samples.blobs.textAt(bits));
      case BYTES -> out.text(HexFormat.of().formatHex(samples.blobs.bytesAt(bits)));
      default -> out.ascii(Long.toString(bits));
    }
  }

  private static void number(double value, JsonBytes out) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out.text(Double.toString(value));
    } else {
      out.ascii(Double.toString(value));
    }
  }

  private static void gapLine(SinkBatch batch, GapRecord gap, JsonBytes out) {
    out.open().name("gap").open().field("stream", gap.stream().name()).field("from", gap.fromNs())
        .field("to", gap.toNs()).field("reason", gap.reason()).field("count", gap.count()).close();
    out.field("gateway", batch.gateway());
    place(batch, out);
    out.field("lane", lane(batch)).field("rt", batch.receivedNs()).close().endLine();
  }

  private static void stateLine(SinkBatch batch, int row, PointDescription point, String reason, JsonBytes out) {
    long code = batch.samples().bits[row];
    boolean known = code >= 0 && code < DeviceState.values().length;
    out.open().field("deviceState", known ? DeviceState.ofCode(code).name() : Long.toString(code))
        .field("reason", reason);
    deviceTail(batch, row, point, out);
  }

  private static void deviceTail(SinkBatch batch, int row, PointDescription point, JsonBytes out) {
    SampleBatch samples = batch.samples();
    out.field("device", point.device());
    time(out, "t", samples.sourceTime[row]);
    time(out, "g", samples.gatewayTime[row]);
    out.field("gateway", batch.gateway()).field("id", samples.point[row]);
    place(batch, out);
    out.field("i", row).field("lane", lane(batch)).field("rt", batch.receivedNs()).close().endLine();
  }

  private static String reasonOf(SinkBatch batch, int stateRow, PointDescription state) {
    for (int row = 0; row < batch.samples().size(); row++) {
      if (isPartner(batch, row, stateRow, state, PointDescription.DEVICE_REASON)) {
        return batch.samples().blobs.textAt(batch.samples().bits[row]);
      }
    }
    return "";
  }

  private static boolean belongsToState(SinkBatch batch, int reasonRow, PointDescription reason) {
    for (int row = 0; row < batch.samples().size(); row++) {
      if (isPartner(batch, row, reasonRow, reason, PointDescription.DEVICE_STATE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPartner(SinkBatch batch, int row, int otherRow, PointDescription other, String pseudoPoint) {
    if (batch.samples().gatewayTime[row] != batch.samples().gatewayTime[otherRow]) {
      return false;
    }
    PointDescription point = batch.point(row);
    return point.point().equals(pseudoPoint) && point.device().equals(other.device());
  }

  private static void place(SinkBatch batch, JsonBytes out) {
    out.field("stream", batch.stream().name()).field("epoch", HexFormat.of().toHexDigits(batch.epoch()))
        .field("pos", batch.position());
  }

  private static String lane(SinkBatch batch) {
    return batch.lane().name().toLowerCase(Locale.ROOT);
  }

  private static void time(JsonBytes out, String name, long ns) {
    out.name(name);
    out.ascii(ns == SampleBatch.NO_TIME ? "null" : Long.toString(ns));
  }
}
