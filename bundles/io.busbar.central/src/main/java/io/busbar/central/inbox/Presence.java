package io.busbar.central.inbox;

import io.busbar.api.time.BusClock;
import io.busbar.central.image.CentralPicture;

/** Writes down whether a gateway is heard, for people and for the picture of its points. The link's thread. */
final class Presence {
  private final CentralPicture picture;
  private final InboxStatistics statistics;
  private final BusClock clock;

  Presence(CentralPicture picture, InboxStatistics statistics, BusClock clock) {
    this.picture = picture;
    this.statistics = statistics;
    this.clock = clock;
  }

  /** It is heard; what changed is said so. */
  void up(GatewayBook gateway, String said) {
    gateway.up = true;
    gateway.sinceNs = clock.wallNs();
    picture.link(gateway.name, true, "");
    statistics.changed(said);
  }

  /** It is heard again, or not any more, and why; its session lives. */
  void heard(GatewayBook gateway, boolean again, String reason) {
    if (again) {
      up(gateway, gateway.name + " is heard again.");
    } else {
      down(gateway, reason);
    }
  }

  /** It is not, and why; said once. */
  void down(GatewayBook gateway, String reason) {
    if (!gateway.up) {
      return;
    }
    gateway.up = false;
    gateway.sinceNs = clock.wallNs();
    gateway.downReason = "No link to " + gateway.name + ": " + reason + (reason.endsWith(".") ? "" : ".");
    picture.link(gateway.name, false, gateway.downReason);
    statistics.changed(gateway.downReason);
  }
}
