package io.busbar.api.driver;

import io.busbar.api.data.Kind;

/**
 * Something a device offers.
 *
 * @param read what to write as {@code read:}
 * @param name the device's own name for it, may be empty
 * @param kind of its values
 * @param unit the device's own unit, may be empty
 * @param sample its value now as text, may be empty
 */
public record BrowseEntry(String read, String name, Kind kind, String unit, String sample) {}
