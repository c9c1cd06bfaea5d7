package io.busbar.central.inbox;

import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkSession;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session, whose it is, and how far its lanes are: taken, and told as durable. Inbox's thread. */
final class Peer {
  final LinkSession session;
  final GatewayBook gateway;
  final EpochBook book;
  private final Map<LinkLane, Long> taken = new EnumMap<>(LinkLane.class);

  private final Map<LinkLane, Unpacker> unpackers = new EnumMap<>(LinkLane.class);

  Peer(LinkSession session, GatewayBook gateway, EpochBook book) {
    this.session = session;
    this.gateway = gateway;
    this.book = book;
  }

  /** That lane carries packets of the codec. */
  void unpack(LinkLane lane, Unpacker unpacker) {
    unpackers.put(lane, unpacker);
  }

  /** Who reads packets of that lane, or null if it carries none. */
  @Nullable Unpacker unpacker(LinkLane lane) {
    return unpackers.get(lane);
  }

  /** Everything in a lane up to that number is in the open commit or was there before. */
  void taken(LinkLane lane, long number) {
    taken.put(lane, number);
  }

  /** Tells the gateway that what was taken is durable now. */
  void tellDurable() {
    taken.forEach(session::durable);
    taken.clear();
  }
}
