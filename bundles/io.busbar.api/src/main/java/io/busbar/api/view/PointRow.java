package io.busbar.api.view;

import java.util.Map;

/**
 * A point's present value, at the gateway or at central.
 *
 * @param gateway site name
 * @param device device
 * @param point point
 * @param value as text: number, label, {@code on}/{@code off}; empty if none yet
 * @param number as number, NaN if it has none
 * @param raw last raw reading as text; empty where not known (central)
 * @param unit engineering unit
 * @param quality {@link io.busbar.api.data.Quality} bits
 * @param reason why the quality is not good, for people; empty if good
 * @param timeQuality {@link io.busbar.api.data.TimeQuality} bits
 * @param periodMs poll period, 0 if it reports by itself
 * @param sourceNs source time, ns; {@link io.busbar.api.data.SampleBatch#NO_TIME} if none
 * @param receivedNs gateway time at the gateway, central's receive time at central, ns
 * @param cause {@link io.busbar.api.data.Cause}
 * @param publish publish class name in lower case
 * @param tags text by name
 */
public record PointRow(String gateway, String device, String point, String value, double number, String raw,
    String unit, int quality, String reason, byte timeQuality, long periodMs, long sourceNs, long receivedNs,
    byte cause, String publish, Map<String, String> tags) {
  /** In place of the publish class, in a stream of changes: the point is there no more. */
  public static final String GONE = "gone";

  /** Copies the map. */
  public PointRow {
    tags = Map.copyOf(tags);
  }

  /** A row without tags. */
  @SuppressWarnings("checkstyle:ParameterNumber") // the components of the record but the last
  public PointRow(String gateway, String device, String point, String value, double number, String raw, String unit, int quality, String reason,
      byte timeQuality, long periodMs, long sourceNs, long receivedNs, byte cause, String publish) {
    this(gateway, device, point, value, number, raw, unit, quality, reason, timeQuality, periodMs, sourceNs, receivedNs, cause, publish,
        Map.of());
  }
}
