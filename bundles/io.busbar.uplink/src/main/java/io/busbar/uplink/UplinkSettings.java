package io.busbar.uplink;

import io.busbar.api.model.SiteModel;
import org.jspecify.annotations.Nullable;

/**
 * The way to central as the running model says.
 *
 * @param site the gateway's name
 * @param to {@code host:port}
 * @param rateBitsPerSecond on air
 * @param mtu largest datagram in bytes with headers
 * @param roundTripMs first guess, ms
 * @param key the line that central printed, empty if site.yaml has none
 */
record UplinkSettings(String site, String to, long rateBitsPerSecond, int mtu, int roundTripMs, String key) {
  static final long DEFAULT_RATE = 64_000;
  static final int DEFAULT_MTU = 1_280;
  static final int DEFAULT_ROUND_TRIP_MS = 600;

  /**
   * The settings of a model, or null where it has no {@code central:}.
   *
   * @throws IllegalArgumentException if a number is none; loaders check that before
   */
  static @Nullable UplinkSettings of(SiteModel model) {
    String to = model.central().text("to", "");
    if (to.isEmpty()) {
      return null;
    }
    return new UplinkSettings(model.site(), to, number(model, "rate", DEFAULT_RATE),
        (int) number(model, "mtu", DEFAULT_MTU), (int) number(model, "roundTrip", DEFAULT_ROUND_TRIP_MS),
        model.central().text("key", ""));
  }

  private static long number(SiteModel model, String name, long otherwise) {
    String text = model.central().text(name, "");
    try {
      return text.isEmpty() ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(model.central().where(name) + " central: " + name + " is \"" + text
          + "\"; write a whole number", e);
    }
  }
}
