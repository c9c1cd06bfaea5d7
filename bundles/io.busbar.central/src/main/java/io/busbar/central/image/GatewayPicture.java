package io.busbar.central.image;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.PointRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The newest samples of one gateway in one journal epoch. Guarded by the picture's lock. */
final class GatewayPicture {
  final String name;
  final long epoch;
  final Dictionary dictionary;
  final Map<String, DeviceEntry> devices = new LinkedHashMap<>();
  boolean up;
  /** Why the gateway is not heard; empty while it is up. */
  String downReason = "Not heard since central was started.";
  /** Newest gateway time of the live lane; {@link SampleBatch#NO_TIME} if none. */
  long newestLiveNs = SampleBatch.NO_TIME;
  /** Where the newest event of the list stands in the gateway's own EVENTS stream: a replay lists nothing twice. */
  long eventPosition;
  int eventRow = -1;

  private @Nullable PointEntry[] byId = new PointEntry[16];

  GatewayPicture(String name, long epoch, Dictionary dictionary) {
    this.name = name;
    this.epoch = epoch;
    this.dictionary = dictionary;
  }

  /** Where a record stands, and who is told what it changed. */
  record Place(StreamId stream, long position, long receivedNs, boolean wantsRows, Consumer<PointRow> changes,
      Consumer<PointRow> events) {}

  /** Applies a block of samples. */
  void apply(SampleBatch batch, Kind[] kinds, Place place) {
    for (int row = 0; row < batch.size(); row++) {
      PointEntry entry = entry(batch.point[row]);
      if (entry == null) {
        continue;
      }
      switch (entry.description.point()) {
        case PointDescription.DEVICE_STATE -> applyState(entry, batch, row, place);
        case PointDescription.DEVICE_REASON -> applyReason(entry, batch, kinds[row], row);
        default -> applySample(entry, batch, kinds[row], row, place);
      }
    }
  }

  private void applySample(PointEntry entry, SampleBatch batch, Kind kind, int row, Place place) {
    boolean changed = !entry.seen || entry.bits != batch.bits[row] || entry.quality != batch.quality[row];
    boolean newer = entry.isOlderThan(place.stream(), place.position(), row, batch.gatewayTime[row]);
    if (newer && batch.origin() == Origin.HISTORICAL && entry.seen && batch.sourceTime[row] < entry.sourceNs) {
      newer = false;
    }
    if (newer) {
      take(entry, batch, kind, row, place);
      if (place.wantsRows()) {
        place.changes().accept(row(entry));
      }
    }
    if (place.stream() == StreamId.EVENTS && isEvent(batch.cause[row], changed)) {
      list(newer ? entry : copyOf(entry, batch, kind, row, place), place, row);
    }
  }

  private void list(PointEntry event, Place place, int row) {
    if (place.position() > eventPosition || (place.position() == eventPosition && row > eventRow)) {
      eventPosition = place.position();
      eventRow = row;
      place.events().accept(row(event));
    }
  }

  private static void take(PointEntry entry, SampleBatch batch, Kind kind, int row, Place place) {
    entry.seen = true;
    entry.kind = kind;
    entry.bits = kind.isBlob() ? 0 : batch.bits[row];
    entry.blob = kind.isBlob() ? ValueText.blob(kind, batch.blobs, batch.bits[row]) : "";
    entry.quality = batch.quality[row];
    entry.sourceNs = batch.sourceTime[row];
    entry.timeQuality = batch.timeQuality[row];
    entry.gatewayNs = batch.gatewayTime[row];
    entry.receivedNs = place.receivedNs();
    entry.cause = batch.cause[row];
    entry.stream = place.stream();
    entry.position = place.position();
    entry.row = row;
  }

  private static PointEntry copyOf(PointEntry entry, SampleBatch batch, Kind kind, int row, Place place) {
    PointEntry copy = new PointEntry(entry.device, entry.description);
    take(copy, batch, kind, row, place);
    return copy;
  }

  /** Without the cause an interrogation answer would pass for an event. */
  private static boolean isEvent(byte cause, boolean changed) {
    return switch (cause & 0x7F) {
      case Cause.INTERROGATED, Cause.COUNTER_INTERROGATED, Cause.INITIALISED, Cause.REQUESTED -> false;
      case Cause.PERIODIC, Cause.BACKGROUND -> changed;
      default -> true;
    };
  }

  private void applyState(PointEntry entry, SampleBatch batch, int row, Place place) {
    long code = batch.bits[row];
    if (code < 0 || code >= DeviceState.values().length) {
      return;
    }
    DeviceEntry device = entry.device;
    if (!device.state(DeviceState.ofCode(code), batch.gatewayTime[row], place.position(), row)) {
      return;
    }
    String reason = reasonInBatch(device, batch, batch.gatewayTime[row]);
    if (reason != null) {
      device.reason = reason;
    }
    take(entry, batch, Kind.DEVICE_STATE, row, place);
    list(entry, place, row);
    if (place.wantsRows()) {
      for (PointEntry point : device.points) {
        if (point.seen) {
          place.changes().accept(row(point));
        }
      }
    }
  }

  private @Nullable String reasonInBatch(DeviceEntry device, SampleBatch batch, long gatewayNs) {
    for (int row = 0; row < batch.size(); row++) {
      PointEntry entry = entry(batch.point[row]);
      if (entry != null && entry.device == device && batch.gatewayTime[row] == gatewayNs
          && entry.description.point().equals(PointDescription.DEVICE_REASON)) {
        return batch.blobs.textAt(batch.bits[row]);
      }
    }
    return null;
  }

  private static void applyReason(PointEntry entry, SampleBatch batch, Kind kind, int row) {
    if (kind == Kind.TEXT && batch.gatewayTime[row] >= entry.device.stateNs) {
      entry.device.reason = batch.blobs.textAt(batch.bits[row]);
    }
  }

  /** The entry of an identity, made at its first sample or mention; null if the dictionary does not know it or retired it. */
  @Nullable PointEntry entry(int id) {
    if (id < 1 || id > Dictionary.MAX_ID) {
      return null;
    }
    PointEntry entry = id < byId.length ? byId[id] : null;
    if (entry != null) {
      return entry;
    }
    PointDescription description = dictionary.find(id);
    if (description == null || description.publish() == PublishClass.NONE) {
      return null;
    }
    if (id >= byId.length) {
      byId = Arrays.copyOf(byId, Math.max(id + 1, dictionary.limit()));
    }
    DeviceEntry device = devices.computeIfAbsent(description.device(), DeviceEntry::new);
    entry = new PointEntry(device, description);
    byId[id] = entry;
    device.identities++;
    if (!isPseudo(description.point())) {
      device.points.add(entry);
    }
    return entry;
  }

  /** The entries that have a value, by identity. */
  Map<Integer, PointEntry> seen() {
    Map<Integer, PointEntry> seen = new LinkedHashMap<>();
    for (int id = 1; id < byId.length; id++) {
      PointEntry entry = byId[id];
      if (entry != null && entry.seen) {
        seen.put(id, entry);
      }
    }
    return seen;
  }

  private void forget(int id, Consumer<PointRow> changes) {
    PointEntry entry = id > 0 && id < byId.length ? byId[id] : null;
    if (entry != null) {
      byId[id] = null;
      entry.device.points.remove(entry);
      entry.device.identities--;
      if (entry.device.identities == 0) {
        devices.remove(entry.device.name);
      }
      if (!isPseudo(entry.description.point())) {
        changes.accept(gone(entry));
      }
    }
  }

  /** The row by which subscribers hear that a point is no longer in the picture. */
  PointRow gone(PointEntry point) {
    return new PointRow(name, point.device.name, point.description.point(), "", Double.NaN, "", "", Quality.INVALID, "It was taken out of the "
        + "site.", (byte) 0, 0, SampleBatch.NO_TIME, SampleBatch.NO_TIME, (byte) 0, PointRow.GONE);
  }

  /**
   * Takes new meanings for identities that have an entry, makes entries for new ones, so that each point is seen, and
   * forgets those that are not published any more.
   */
  void described(List<Integer> ids, Consumer<PointRow> changes) {
    for (int id : ids) {
      PointDescription description = dictionary.find(id);
      if (description != null && description.publish() == PublishClass.NONE) {
        forget(id, changes);
        continue;
      }
      PointEntry entry = entry(id);
      if (entry != null && description != null) {
        boolean another = !entry.description.key().equals(description.key());
        if (another && !isPseudo(entry.description.point())) {
          changes.accept(gone(entry));
        }
        entry.description = description;
        if (!isPseudo(description.point())) {
          changes.accept(row(entry));
        }
      }
    }
  }

  static boolean isPseudo(String point) {
    return point.equals(PointDescription.DEVICE_STATE) || point.equals(PointDescription.DEVICE_REASON);
  }

  List<PointEntry> points() {
    List<PointEntry> all = new ArrayList<>();
    devices.values().forEach(device -> all.addAll(device.points));
    return all;
  }

  /** A row with the quality as it is now: a lost device and a dead link count. */
  PointRow row(PointEntry point) {
    PointDescription description = point.description;
    boolean pseudo = isPseudo(description.point());
    int quality = point.quality;
    String reason = Quality.isGood(quality) && quality == 0 ? "" : Quality.text(quality);
    if (!pseudo && point.seen && point.device.wasLostAfter(point.gatewayNs)) {
      quality = Quality.invalid(quality, Quality.COMM_LOST);
      reason = point.device.reason.isEmpty()
          ? point.device.name + " is lost (" + point.device.state + ")" : point.device.reason;
    } else if (pseudo) {
      reason = point.device.reason;
    }
    if (!up && point.seen && !pseudo) {
      quality = Quality.questionable(quality, Quality.OLD_DATA | Quality.NOT_TOPICAL);
      reason = reason.isEmpty() ? downReason : downReason + " Before that: " + reason;
    }
    if (!point.seen) {
      reason = "No value has arrived yet.";
      quality = Quality.INVALID | Quality.NOT_TOPICAL;
    }
    String value = point.seen
        ? ValueText.of(point.kind, point.bits, point.blob, description.labels()) : "";
    double number = point.seen ? point.kind.toDouble(point.bits) : Double.NaN;
    return new PointRow(name, point.device.name, description.point(), value, number, "", description.unit(), quality,
        reason, point.timeQuality, description.periodMs(), point.sourceNs, point.receivedNs, point.cause,
        description.publish().name().toLowerCase(java.util.Locale.ROOT), description.tags());
  }
}
