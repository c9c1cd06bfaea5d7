package io.busbar.link.session;

import io.busbar.api.link.LinkOptions;
import io.busbar.link.codec.HandshakeParts;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Gives the turns on a channel that several gateways share: central sends what it has for one gateway, grants it a slot, and
 * waits until that is over before anybody is addressed again. Alarms go first; then every gateway is asked in short slots
 * often enough that an alarm need not wait for bulk; then bulk in turn, slots as long as what waits. Whoever does not answer is
 * asked less and less often. Now and then there are slots in which a gateway without a session may call.
 */
final class Master {
  /** The shared channel as central's end uses it. */
  interface Channel {
    /** All peers with whom a handshake has begun. */
    Collection<Guest> guests();

    /** Sends the welcome to a peer that has not shown that it has the keys; bytes on the air. */
    long welcome(Guest guest);

    /** Sends to all. */
    void all(ByteBuffer datagram);
  }

  private static final long MS = 1_000_000;
  private static final long GUARD_NS = 20 * MS;
  /** Payload of a slot in which a gateway is only asked: an alarm and its report fit. */
  private static final int ASK_BYTES = 120;
  /** Payload of a grant, and of an answer that there is nothing. */
  private static final int LEAST_BYTES = 20;
  /** Asking all takes at most this share of the time: one over it. */
  private static final int ASK_SHARE = 3;
  private static final long LEAST_ASK_NS = 1_000 * MS;
  private static final long SELDOM_NS = 30_000 * MS;
  /** Turns without an answer after which a gateway is asked less and less often, at least; losses alone seldom make as many. */
  private static final int SILENT_MISSES = 5;
  private static final int MOST_SILENT_MISSES = 16;
  /** How likely losses alone make as many. */
  private static final double MISTAKE = 1e-3;
  /** Who missed a turn is asked again so much sooner. */
  private static final int SOONER = 2;
  /** Where turns are missed everybody is asked so much more seldom that asking again takes no more time than is left for it. */
  private static final double SELDOM = 0.5;
  private static final int MOST_MISSED_SHIFT = 5;
  private static final int MOST_TRIES = 16;
  private static final int MANY_SLOTS = 8;
  private static final int FEW_SLOTS = 2;
  private static final double SLOT_MARGIN = 1.1;

  private final EndPoint.Parts parts;
  private final LinkOptions.Polling options;
  private final Channel channel;
  private final Pacer air;
  private final long keyUpNs;
  private final long pathNs;
  private final PacketWriter writer = new PacketWriter(PacketLayout.INVITE_BYTES);
  private @Nullable Guest asked;
  private long freeNs;
  private long invitedNs = Long.MIN_VALUE / 2;
  private long quietNs;
  private int called;
  private int invites;
  private int round;

  Master(EndPoint.Parts parts, LinkOptions.Polling options, Channel channel, long nowNs) {
    this.parts = parts;
    this.options = options;
    this.channel = channel;
    LinkOptions.HalfDuplex half = parts.config().options().halfDuplex();
    this.air = new Pacer(parts.config().rateBitsPerSecond());
    this.keyUpNs = half == null ? 0 : half.keyUpMs() * MS;
    this.pathNs = parts.config().roundTripMs() * MS + GUARD_NS + (half == null ? 0 : half.turnAroundMs() * MS);
    this.quietNs = nowNs + options.quietEveryMs() * MS;
  }

  /** A gateway without a session was heard. */
  void called() {
    called++;
  }

  /** Gives the next turn if the channel is free; when there is something to do again. */
  long doWork(long now) {
    Guest last = asked;
    Turn turn = last == null ? null : last.peer.session.outbound().turn();
    if (turn != null && turn.isOver()) {
      freeNs = now;
    }
    if (freeNs > now) {
      return freeNs;
    }
    if (last != null) {
      settle(last);
      asked = null;
    }
    if (options.quietMs() > 0 && now >= quietNs) {
      freeNs = now + options.quietMs() * MS;
      quietNs = freeNs + options.quietEveryMs() * MS;
      return freeNs;
    }
    Guest next = next(now);
    boolean more = called > 0 ? now - invitedNs >= LEAST_ASK_NS : channel.guests().isEmpty();
    if (now - invitedNs >= options.contentionEveryMs() * MS || more) {
      invite(now);
    } else if (next != null) {
      ask(next, now);
    } else {
      return Math.min(now + LEAST_ASK_NS / 10, invitedNs + options.contentionEveryMs() * MS);
    }
    return freeNs;
  }

  private static void settle(Guest guest) {
    Turn turn = guest.peer.session.outbound().turn();
    if (turn != null && turn.isHeard()) {
      guest.station.missed = 0;
    } else {
      guest.station.missed++;
    }
  }

  private @Nullable Guest next(long now) {
    Guest best = null;
    double most = 0;
    int count = channel.guests().size();
    for (Guest guest : channel.guests()) {
      double worth = worth(guest, now, count);
      if (worth > most) {
        most = worth;
        best = guest;
      }
    }
    return best;
  }

  /** How much a gateway deserves the next turn: 0 if not, above 3 for alarms, above 2 if it is to be asked, above 1 for bulk. */
  private double worth(Guest guest, long now, int count) {
    Station station = guest.station;
    Outbound out = guest.peer.session.outbound();
    Turn turn = out.turn();
    if (turn == null || (!guest.peer.confirmed && station.tries >= MOST_TRIES)) {
      return 0;
    }
    double sinceAsked = 1 - 1 / (2 + (now - station.askedNs) / 1e9);
    double sinceServed = 1 - 1 / (2 + (now - station.servedNs) / 1e9);
    boolean silent = station.missed >= silentMisses(out);
    if (!guest.peer.confirmed) {
      return now - station.askedNs >= LEAST_ASK_NS ? 2 + sinceAsked : 0;
    }
    if (!silent && (turn.urgentBytes() > 0 || out.filler().hasUrgent())) {
      return 3 + sinceAsked;
    }
    long shortestNs = keyUpNs + air.airNs(parts.bearer().overheadBytes() + (long) LEAST_BYTES);
    long every = Math.max(LEAST_ASK_NS, (long) (ASK_SHARE * (1 + SELDOM * missed(out)) * count * (pathNs + 2 * shortestNs)));
    long pause = silent ? Math.min(SELDOM_NS, every << Math.min(station.missed - silentMisses(out), MOST_MISSED_SHIFT))
        : station.missed > 0 ? Math.max(LEAST_ASK_NS, every / SOONER) : every;
    if (now - station.askedNs >= pause) {
      return 2 + sinceAsked;
    }
    return !silent && (turn.bulkBytes() > 0 || out.filler().toSend(false, guest.peer.confirmed) > 0) ? 1 + sinceServed : 0;
  }

  /** Turns in a row without an answer that losses alone explain no more. */
  private static int silentMisses(Outbound out) {
    double missed = missed(out);
    int needed = missed > 0 ? (int) Math.ceil(Math.log(MISTAKE) / Math.log(missed)) : 0;
    return Math.max(SILENT_MISSES, Math.min(MOST_SILENT_MISSES, needed));
  }

  /** Share of its turns that a gateway misses by losses alone. */
  private static double missed(Outbound out) {
    return 1 - Silence.answered(out.sent().loss(), out.acks().received().loss());
  }

  private long askNs() {
    return keyUpNs + air.airNs(parts.bearer().overheadBytes() + (long) ASK_BYTES);
  }

  private void ask(Guest guest, long now) {
    Outbound out = guest.peer.session.outbound();
    Turn turn = out.turn();
    if (turn == null) {
      return;
    }
    long welcomed = 0;
    if (!guest.peer.confirmed) {
      welcomed = channel.welcome(guest);
      guest.station.tries++;
    }
    boolean wide = worth(guest, now, channel.guests().size()) < 2 || turn.urgentBytes() > 0;
    long slotNs = wide ? slotNs(guest, turn, now) : (askNs() + MS - 1) / MS * MS;
    turn.give(round++, (long) (options.slotMs() * MS / 2e9 * air.bitsPerSecond() / 8), (int) (slotNs / MS), parts.bearer().overheadBytes(), now);
    out.flush(now);
    long sentNs = keyUpNs + air.airNs(welcomed + turn.grantBytes()) + turn.delayNs();
    freeNs = now + sentNs + pathNs + slotNs;
    guest.station.askedNs = now;
    guest.station.servedNs = wide ? now : guest.station.servedNs;
    asked = guest;
  }

  /** A slot as long as what waits there, as far as it was told and with what will be lost of it. */
  private long slotNs(Guest guest, Turn turn, long now) {
    double loss = guest.peer.session.outbound().acks().received().loss();
    long waits = turn.urgentBytes() + turn.bulkBytes();
    int payload = guest.peer.session.outbound().maxPayload();
    double share = (double) payload / (payload + parts.bearer().overheadBytes() + PacketLayout.DATA_HEADER_BYTES * 4);
    long needed = (long) (air.airNs(waits) * SLOT_MARGIN / share / (1 - (loss > 0 ? Math.min(0.5, loss) : 0)));
    // What goes again is not cut anew: it needs a whole packet.
    needed = waits > 0 ? Math.max(needed, air.airNs(payload + (long) parts.bearer().overheadBytes())) : 0;
    long most = options.slotMs() * MS;
    if (options.quietMs() > 0) {
      most = Math.max(askNs(), Math.min(most, quietNs - now));
    }
    long slot = guest.station.missed > 1 ? askNs() : Math.max(askNs(), Math.min(most, askNs() + needed));
    return (slot + MS - 1) / MS * MS;
  }

  private void invite(long now) {
    int slots = called > 0 || channel.guests().isEmpty() ? MANY_SLOTS : FEW_SLOTS;
    called = 0;
    invitedNs = now;
    int secret = invites++ % parts.security().secrets();
    long slotMs = (keyUpNs + GUARD_NS + air.airNs(helloBytes())) / MS + 1;
    writer.begin(PacketLayout.INVITE_BYTES, 0);
    writer.u8(PacketLayout.INVITE);
    writer.u8(slots);
    writer.u16((int) slotMs);
    channel.all(writer.stamped(parts.security().stamp(secret, writer.bytes(), writer.length(), 0)));
    freeNs = now + keyUpNs + air.airNs(PacketLayout.INVITE_BYTES + parts.bearer().overheadBytes()) + pathNs + slots * slotMs * MS;
  }

  /** A gateway's hello on the air: as many parts as it has of our size. */
  private long helloBytes() {
    int payload = parts.bearer().maxPayloadBytes();
    int least = parts.security().helloOverheadBytes() + PacketLayout.TERMS_BYTES;
    int message = HandshakeParts.roundedUp(least, payload);
    int count = (message + HandshakeParts.partBytes(payload) - 1) / HandshakeParts.partBytes(payload);
    return message + (long) count * (PacketLayout.PART_HEADER_BYTES + PacketLayout.STAMP_BYTES + parts.bearer().overheadBytes());
  }
}
