package io.busbar.link.session;

import io.busbar.api.link.LinkSecurity;
import io.busbar.link.codec.HandshakeParts;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.link.codec.PacketWriter;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting end does with handshakes before it spends public-key operations and sessions on them. A part without a
 * right stamp is dropped after one hash. When more handshakes come than a site's worth of restarts, the next is
 * challenged: its parts count only with a stamp over a cookie that is bound to the sender's address and to the time,
 * so that whoever replays or invents a sender costs nothing more. Past that a rate bounds what is left.
 */
final class Reception {
  private static final long COOKIE_NS = 60_000_000_000L;

  private final EndPoint.Parts parts;
  private final LinkSecurity security;
  private final Counters strangers;
  private final Map<Integer, Partial> partial = new LinkedHashMap<>();
  private final PacketWriter writer = new PacketWriter(PacketLayout.CHALLENGE_BYTES);
  private final Pacer unproven = new Pacer(Limits.TRUSTED_HANDSHAKES_PER_SECOND * 8L, Limits.HANDSHAKE_BURST_NS * 4);
  private final Pacer handshakes = new Pacer(Limits.HANDSHAKES_PER_SECOND * 8L, Limits.HANDSHAKE_BURST_NS);
  private final Pacer challenges = new Pacer(Limits.CHALLENGES_PER_SECOND * 8L, Limits.HANDSHAKE_BURST_NS);
  private final Pacer resets = new Pacer(Limits.RESETS_PER_SECOND * 8L);
  private long cookieKey;
  private long lastCookieKey;
  private long cookieSinceNs;

  /** Parts of one handshake. */
  private static final class Partial {
    final HandshakeParts parts = new HandshakeParts();
    final long sinceNs;

    Partial(long sinceNs) {
      this.sinceNs = sinceNs;
    }
  }

  Reception(EndPoint.Parts parts, Counters strangers, long nowNs) {
    this.parts = parts;
    this.security = parts.security();
    this.strangers = strangers;
    this.cookieKey = parts.random().nextLong();
    this.lastCookieKey = cookieKey;
    this.cookieSinceNs = nowNs;
  }

  /**
   * Whether a part is stamped by somebody who knows a secret of ours.
   *
   * @param type HELLO or PROVEN
   * @param stamp what was taken off its end
   * @return which secret, or −1
   */
  int recognise(PacketReader in, int type, int id, long stamp, int from, long nowNs) {
    if (type == PacketLayout.HELLO) {
      return security.recognise(in.bytes(), in.end(), 0, stamp);
    }
    turnCookies(nowNs);
    int secret = security.recognise(in.bytes(), in.end(), cookie(cookieKey, id, from), stamp);
    return secret >= 0 ? secret : security.recognise(in.bytes(), in.end(), cookie(lastCookieKey, id, from), stamp);
  }

  /**
   * Takes a part of a handshake that is not known here; the reader stands at its place byte.
   *
   * @return the message once it is complete and may be looked at, else null
   */
  byte @Nullable [] take(PacketReader in, int type, int id, int secret, int from, long nowNs) {
    Partial known = partial.get(id);
    if (known == null) {
      if (type == PacketLayout.HELLO && (!unproven.ready(nowNs) || partial.size() >= Limits.MAX_PARTIAL / 2)) {
        challenge(id, secret, from, nowNs);
        return null;
      }
      known = begin(id, type, nowNs);
      if (known == null) {
        strangers.refused++;
        return null;
      }
    }
    HandshakeParts.Taken taken = known.parts.take(in);
    if (taken == HandshakeParts.Taken.REFUSED) {
      strangers.malformed++;
    }
    if (taken != HandshakeParts.Taken.COMPLETE) {
      return null;
    }
    if (!handshakes.ready(nowNs)) {
      strangers.refused++;
      return null;
    }
    handshakes.sent(nowNs, 1);
    partial.remove(id);
    return known.parts.message();
  }

  private @Nullable Partial begin(int id, int type, long nowNs) {
    Iterator<Partial> oldest = partial.values().iterator();
    while (oldest.hasNext() && nowNs - oldest.next().sinceNs >= Limits.PARTIAL_NS) {
      oldest.remove();
    }
    if (partial.size() >= Limits.MAX_PARTIAL) {
      return null;
    }
    if (type == PacketLayout.HELLO) {
      unproven.sent(nowNs, 1);
    }
    Partial fresh = new Partial(nowNs);
    partial.put(id, fresh);
    return fresh;
  }

  private void challenge(int id, int secret, int from, long nowNs) {
    // On a shared channel nothing goes but in turns.
    if (parts.config().options().polling() != null || !challenges.ready(nowNs)) {
      strangers.refused++;
      return;
    }
    challenges.sent(nowNs, 1);
    turnCookies(nowNs);
    writer.begin(PacketLayout.CHALLENGE_BYTES, 0);
    writer.u8(PacketLayout.CHALLENGE);
    writer.u32(id);
    writer.u64(cookie(cookieKey, id, from));
    parts.bearer().send(from, writer.stamped(security.stamp(secret, writer.bytes(), writer.length(), 0)));
  }

  /** Nobody here knows the connection of that DATA. */
  void reset(byte[] datagram, int length, int to, long nowNs) {
    if (length <= PacketLayout.DATA_HEADER_BYTES || !resets.ready(nowNs)) {
      return;
    }
    resets.sent(nowNs, 1);
    writer.begin(PacketLayout.CHALLENGE_BYTES, 0);
    writer.u8(PacketLayout.RESET);
    writer.u16(Peer.connectionOf(datagram));
    writer.raw(datagram, length - Integer.BYTES, Integer.BYTES);
    int bytes = writer.length();
    // Whose packet it was is not known any more: one for each secret that the sender may know.
    for (int secret = 0; secret < security.secrets(); secret++) {
      writer.begin(PacketLayout.CHALLENGE_BYTES, 0);
      writer.skip(bytes);
      parts.bearer().send(to, writer.stamped(security.stamp(secret, writer.bytes(), bytes, 0)));
    }
  }

  private void turnCookies(long nowNs) {
    if (nowNs - cookieSinceNs >= COOKIE_NS) {
      lastCookieKey = cookieKey;
      cookieKey = parts.random().nextLong();
      cookieSinceNs = nowNs;
    }
  }

  private long cookie(long key, int id, int from) {
    byte[] known = ByteBuffer.allocate(2 * Integer.BYTES).putInt(id).putInt(from).array();
    return security.stamp(0, known, known.length, key);
  }
}
