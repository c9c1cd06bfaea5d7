package io.busbar.api.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** One change of a site's files that a loader carries out in its format, leaving everything else as it is written. */
public sealed interface SiteEdit {
  /**
   * A device is added, or settings of it change.
   *
   * @param name of the device
   * @param settings by column: template, channel, the driver's; an empty text clears one; what is not named stays
   */
  record PutDevice(String name, Map<String, String> settings) implements SiteEdit {
    /** Copies the map, keeping its order. */
    public PutDevice {
      settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  /** A device goes. */
  record RemoveDevice(String name) implements SiteEdit {}

  /**
   * A template is added, or becomes another.
   *
   * @param name of the template
   * @param text of its file
   */
  record PutTemplate(String name, String text) implements SiteEdit {}

  /** A template goes. */
  record RemoveTemplate(String name) implements SiteEdit {}

  /**
   * A point is added to a template, or becomes another.
   *
   * @param template name of the template
   * @param point name of the point
   * @param text as the template has it: <code>{read: 40101 uint16, scale: 0.1}</code>
   */
  record PutPoint(String template, String point, String text) implements SiteEdit {}

  /** A point goes. */
  record RemovePoint(String template, String point) implements SiteEdit {}
}
