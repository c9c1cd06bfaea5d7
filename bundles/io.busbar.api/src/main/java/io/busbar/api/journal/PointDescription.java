package io.busbar.api.journal;

import io.busbar.api.data.Kind;
import io.busbar.api.model.PublishClass;
import java.util.Map;

/**
 * What a stable point identity means.
 *
 * @param site site
 * @param device device
 * @param point point, or {@link #DEVICE_STATE} or {@link #DEVICE_REASON} for the device's own records
 * @param kind kind of its values
 * @param unit engineering unit, may be empty
 * @param publish how it is published
 * @param periodMs poll period, 0 if it reports by itself: the ± of its poll times
 * @param labels names of states of an enumeration, else empty
 * @param tags what people and systems beyond the gateway want to know of it besides, text by name; mostly empty
 */
public record PointDescription(String site, String device, String point, Kind kind, String unit, PublishClass publish,
    long periodMs, Map<Long, String> labels, Map<String, String> tags) {
  /** Name of the pseudo point that carries a device's {@link io.busbar.api.data.DeviceState}. */
  public static final String DEVICE_STATE = "_state";
  /** Name of the pseudo point that carries the reason of a device's state as text; same time as the state. */
  public static final String DEVICE_REASON = "_reason";

  /** Copies the maps. */
  public PointDescription {
    labels = Map.copyOf(labels);
    tags = Map.copyOf(tags);
  }

  /** A point without tags. */
  @SuppressWarnings("checkstyle:ParameterNumber") // the components of the record but the last
  public PointDescription(String site, String device, String point, Kind kind, String unit, PublishClass publish, long periodMs,
      Map<Long, String> labels) {
    this(site, device, point, kind, unit, publish, periodMs, labels, Map.of());
  }

  /** The name that the identity belongs to for ever: {@code site/device/point}. */
  public String key() {
    return site + "/" + device + "/" + point;
  }
}
