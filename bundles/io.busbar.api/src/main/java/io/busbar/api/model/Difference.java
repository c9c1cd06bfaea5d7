package io.busbar.api.model;

import java.util.List;

/**
 * What an apply would change, as names. Flows of devices in none of the lists are not touched.
 *
 * @param channelsAdded opened
 * @param channelsRemoved closed
 * @param channelsChanged closed and opened again
 * @param templatesAdded compiled
 * @param templatesRemoved dropped
 * @param templatesChanged compiled anew, state carried over by name
 * @param devicesAdded rows appended
 * @param devicesRemoved rows freed
 * @param devicesChanged rows whose settings or channel changed
 * @param pointsAdded {@code device/point}
 * @param pointsRemoved {@code device/point}
 * @param pointsChanged {@code template/point}: read, flow, unit or publication changed, for all devices of the template
 * @param settingsChanged {@code central.rate}, {@code journal.capacity}: settings of the site that are other, new or gone
 */
public record Difference(List<String> channelsAdded, List<String> channelsRemoved, List<String> channelsChanged,
    List<String> templatesAdded, List<String> templatesRemoved, List<String> templatesChanged,
    List<String> devicesAdded, List<String> devicesRemoved, List<String> devicesChanged,
    List<String> pointsAdded, List<String> pointsRemoved, List<String> pointsChanged,
    List<String> settingsChanged) {

  /** Whether nothing changes. */
  public boolean isEmpty() {
    return channelsAdded.isEmpty() && channelsRemoved.isEmpty() && channelsChanged.isEmpty()
        && templatesAdded.isEmpty() && templatesRemoved.isEmpty() && templatesChanged.isEmpty()
        && devicesAdded.isEmpty() && devicesRemoved.isEmpty() && devicesChanged.isEmpty()
        && settingsChanged.isEmpty();
  }
}
