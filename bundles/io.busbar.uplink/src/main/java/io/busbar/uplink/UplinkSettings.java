package io.busbar.uplink;

import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.model.SiteModel;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to central as the running model says.
 *
 * @param site the gateway's name
 * @param to {@code host:port}
 * @param rateBitsPerSecond on air; {@link LinkConfig#LEARNED_RATE} to learn it
 * @param mtu largest datagram in bytes with headers
 * @param roundTripMs first guess, ms
 * @param key the line that central printed, empty if site.yaml has none
 * @param options what kind of radio it is and how much of it may be used
 */
record UplinkSettings(String site, String to, long rateBitsPerSecond, int mtu, int roundTripMs, String key, LinkOptions options) {
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
    return new UplinkSettings(model.site(), to, rate(model),
        (int) number(model, "mtu", DEFAULT_MTU), (int) number(model, "roundTrip", DEFAULT_ROUND_TRIP_MS), model.central().text("key", ""),
        options(model));
  }

  private static long rate(SiteModel model) {
    return model.central().text("rate", "").equals("auto") ? LinkConfig.LEARNED_RATE : number(model, "rate", DEFAULT_RATE);
  }

  private static LinkOptions options(SiteModel model) {
    LinkOptions options = LinkOptions.NONE.budget(number(model, "bytesPerDay", 0), number(model, "airtimePercent", 100) / 100.0);
    if (model.central().get("keyUpMs") != null) {
      options = options.halfDuplex((int) number(model, "keyUpMs", 0), (int) number(model, "turnAroundMs", 0));
    }
    List<LinkOptions.Window> windows = new ArrayList<>();
    for (String window : model.central().text("windows", "").split(",", 0)) {
      int dash = window.indexOf('-');
      if (dash > 0) {
        windows.add(new LinkOptions.Window(Integer.parseInt(window.substring(0, dash)), Integer.parseInt(window.substring(dash + 1))));
      }
    }
    return windows.isEmpty() ? options : options.windows(windows, ZoneId.systemDefault());
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
