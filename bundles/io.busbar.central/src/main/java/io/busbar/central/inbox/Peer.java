package io.busbar.central.inbox;

import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkSession;
import java.util.EnumMap;
import java.util.List;
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

  /** Events and measurements come as packets of a codec of that version, if there is one. */
  void unpack(@Nullable SampleCodec codec, int version, BlockCodec blocks) {
    if (codec != null && version > SampleCodec.STATELESS) {
      for (LinkLane lane : List.of(LinkLane.EVENT, LinkLane.LIVE, LinkLane.HISTORY)) {
        StreamId stream = lane == LinkLane.EVENT ? StreamId.EVENTS : StreamId.MEASUREMENTS;
        unpackers.put(lane, new Unpacker(stream, codec.bulkDecoder(version, CodecLimits.USUAL), blocks));
      }
    }
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
