package io.busbar.uplink;

import io.busbar.api.bearer.BearerFactory.Way;
import io.busbar.api.bearer.Loopback;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.model.SiteModel;
import io.busbar.uplink.feed.UplinkOptions.Order;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way to central as the running model says.
 *
 * @param site the gateway's name
 * @param ways addresses with the largest datagram in bytes, the preferred one first
 * @param rateBitsPerSecond on air, of the first way; {@link LinkConfig#LEARNED_RATE} to learn it
 * @param roundTripMs first guess, ms
 * @param key the line that central printed, empty if site.yaml has none
 * @param order what goes first when more waits than the link carries
 * @param options what kind of radio it is and how much of it may be used
 */
record UplinkSettings(String site, List<Way> ways, long rateBitsPerSecond, int roundTripMs, String key, Order order, LinkOptions options) {
  static final long DEFAULT_RATE = 64_000;
  static final int DEFAULT_MTU = 1_280;
  static final int DEFAULT_ROUND_TRIP_MS = 600;

  UplinkSettings {
    ways = List.copyOf(ways);
  }

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
    List<Way> ways = new ArrayList<>(List.of(new Way(to, (int) number(model, "mtu", DEFAULT_MTU))));
    String backup = model.central().text("backupTo", "");
    LinkOptions options = options(model);
    if (!backup.isEmpty()) {
      ways.add(new Way(backup, (int) number(model, "backupMtu", DEFAULT_MTU)));
      options = options.backups(List.of(new LinkOptions.Backup(rate(model, "backupRate"), halfDuplex(model, "backupKeyUpMs", "backupTurnAroundMs"))));
    }
    Order order = model.central().text("order", "").equals("oldest-first") ? Order.OLDEST_FIRST : Order.LIVE_FIRST;
    return new UplinkSettings(model.site(), ways, rate(model, "rate"), (int) number(model, "roundTrip", DEFAULT_ROUND_TRIP_MS),
        model.central().text("key", ""), order, options);
  }

  /** The addresses, for people. */
  String to() {
    return ways.stream().map(Way::to).collect(Collectors.joining(" or "));
  }

  /** Whether none of the ways leaves this machine. */
  boolean isLoopback() {
    return ways.stream().allMatch(way -> Loopback.isLoopback(way.to()));
  }

  private static long rate(SiteModel model, String name) {
    return model.central().text(name, "").equals("auto") ? LinkConfig.LEARNED_RATE : number(model, name, DEFAULT_RATE);
  }

  private static LinkOptions.@Nullable HalfDuplex halfDuplex(SiteModel model, String keyUp, String turnAround) {
    return model.central().get(keyUp) == null ? null
        : new LinkOptions.HalfDuplex((int) number(model, keyUp, 0), (int) number(model, turnAround, 0));
  }

  private static LinkOptions options(SiteModel model) {
    LinkOptions options = LinkOptions.NONE.budget(number(model, "bytesPerDay", 0), number(model, "airtimePercent", 100) / 100.0);
    LinkOptions.HalfDuplex half = halfDuplex(model, "keyUpMs", "turnAroundMs");
    options = half == null ? options : options.halfDuplex(half.keyUpMs(), half.turnAroundMs());
    if (model.central().text("polled", "").equals("true")) {
      options = options.polling(LinkOptions.Polling.USUAL);
    }
    List<LinkOptions.Window> windows = new ArrayList<>();
    for (String window : model.central().text("windows", "").split(",", 0)) {
      int dash = window.indexOf('-');
      if (dash > 0) {
        windows.add(new LinkOptions.Window(Integer.parseInt(window.substring(0, dash)), Integer.parseInt(window.substring(dash + 1))));
      }
    }
    // The days of the budget go by the same clock as the windows.
    return options.windows(windows, ZoneId.systemDefault());
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
