package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkStatus;
import io.busbar.link.codec.HandshakeParts;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end that waits for many: finds the session by the connection, opens and replaces sessions. */
final class Waiter implements EndPoint.Role, DatagramSession.Owner, Master.Channel {
  private static final long WELCOME_PAUSE_NS = 100_000_000;
  private static final long WELCOME_AGAIN_NS = 500_000_000;

  private final EndPoint.Parts parts;
  private final Sessions sessions;
  private final PacketReader reader = new PacketReader();
  private final Counters strangers = new Counters();
  private final Reception reception;
  private final @Nullable Master master;
  /** In order of arrival, so that the oldest half-open one is found first. */
  private final Map<Integer, Guest> byConnection = new LinkedHashMap<>();
  private final Map<Integer, Guest> byHandshake = new HashMap<>();
  private final Map<String, Guest> byName = new HashMap<>();
  private final Roster roster;
  private @Nullable Guest opening;
  private long standingAtNs = Long.MIN_VALUE;
  private long now;

  Waiter(EndPoint.Parts parts) {
    this.parts = parts;
    this.roster = new Roster(parts.clock());
    this.sessions = new Sessions(parts, this);
    this.reception = new Reception(parts, strangers, parts.clock().monotonicNs());
    LinkOptions.Polling polling = parts.config().options().polling();
    this.master = polling == null ? null : new Master(parts, polling, this, parts.clock().monotonicNs());
  }

  @Override
  public void onDatagram(int from, byte[] bytes, int length, long nowNs) {
    now = nowNs;
    if (length >= 2 && PacketLayout.isData(bytes[0])) {
      onData(from, bytes, length);
      return;
    }
    reader.begin(bytes, length);
    long stamp = reader.takeStamp();
    int type = reader.u8();
    int id = reader.u32();
    if (reader.failed()) {
      strangers.malformed++;
    } else if (type == PacketLayout.HELLO || type == PacketLayout.PROVEN) {
      onHello(from, type, id, stamp, length);
    } else {
      strangers.unknown++;
    }
  }

  private void onData(int from, byte[] bytes, int length) {
    Guest guest = byConnection.get(Peer.connectionOf(bytes));
    if (guest == null) {
      strangers.unknown++;
      if (master == null) {
        reception.reset(bytes, length, from, now);
      }
      return;
    }
    Peer.Admission admission = guest.peer.admit(bytes, length, reader, from, now);
    guest.peer.count(admission);
    if (admission == Peer.Admission.TAKEN) {
      guest.heardBytes += length;
      openIfReady(guest);
    }
  }

  private void onHello(int from, int type, int id, long stamp, int length) {
    int secret = reception.recognise(reader, type, id, stamp, from, now);
    if (secret < 0) {
      strangers.corrupt++;
      return;
    }
    Guest known = byHandshake.get(id);
    if (master != null && known == null) {
      // Who is known waits for its welcome and not for a further invitation.
      master.called();
    }
    if (known != null) {
      known.helloNs = now;
      known.station.tries = 0;
      known.heard(length, parts.bearer().overheadBytes(from));
      known.peer.session.counters().packetsIn++;
      if (!known.peer.confirmed && master == null && now - known.welcomedNs >= WELCOME_PAUSE_NS) {
        if (known.peer.moved(from)) {
          welcome(known);
        }
      }
      return;
    }
    byte[] message = reception.take(reader, type, id, secret, from, now);
    if (message == null) {
      return;
    }
    LinkSecurity.Answer answer = parts.security().answer(secret, Prologue.of(id), message);
    if (answer == null) {
      strangers.corrupt++;
      return;
    }
    byte[] payload = answer.payload();
    reader.begin(payload, payload.length);
    Terms terms = Terms.read(reader);
    if (terms == null) {
      strangers.malformed++;
    } else if (makeRoom()) {
      Guest guest = new Guest(sessions.create(freeConnection(), from, new Counters(), now), id, answer, now);
      guest.heard(Math.max(length, message.length), parts.bearer().overheadBytes(from));
      open(guest, secret, terms);
    } else {
      strangers.refused++;
    }
  }

  /** Opens a session as far as it can be before the peer has shown that it is there; the reader stands at its frames. */
  private void open(Guest guest, int secret, Terms terms) {
    Peer peer = guest.peer;
    byConnection.put(peer.connection, guest);
    byHandshake.put(guest.handshake, guest);
    peer.session.opening(terms, now);
    opening = guest;
    peer.session.onPacket(reader, 0, 0, false, now);
    opening = null;
    if (peer.session.state() != DatagramSession.State.ESTABLISHED) {
      return;
    }
    LinkSecurity security = parts.security();
    int least = security.welcomeOverheadBytes() + PacketLayout.TERMS_BYTES;
    Outbound out = peer.session.outbound();
    int room = HandshakeParts.roundedUp(least, Math.min(out.maxPayload(), terms.maxPayload())) - security.welcomeOverheadBytes();
    byte[] message = guest.answer.message(out.opening(peer.connection, room, terms.maxPayload(), now));
    peer.establish(guest.answer.records());
    guest.welcome = HandshakeParts.cut(PacketLayout.WELCOME, guest.handshake, message, out.maxPayload());
    long bytes = 0;
    for (byte[] part : guest.welcome) {
      Stamps.put(part, security.stamp(secret, part, part.length - PacketLayout.STAMP_BYTES, 0));
      bytes += part.length + out.air().overheadBytes();
    }
    guest.welcomePauseNs = Math.max(WELCOME_AGAIN_NS, Limits.HELLO_SHARE * out.air().pacer().airNs(bytes));
    if (master == null) {
      welcome(guest);
    }
  }

  /** Sends the welcome, or as much of it as may be said to somebody who has shown so little; the rest comes first next time. */
  @Override
  public long welcome(Guest guest) {
    guest.welcomedNs = now;
    long bytes = 0;
    for (int i = 0; i < guest.welcome.size(); i++) {
      byte[] part = guest.welcome.get(guest.nextPart);
      if (master == null && guest.saidBytes + part.length > Limits.AMPLIFICATION * guest.heardBytes) {
        return bytes;
      }
      guest.nextPart = (guest.nextPart + 1) % guest.welcome.size();
      guest.saidBytes += part.length;
      guest.peer.session.outbound().handshake(part, now);
      bytes += part.length + guest.peer.session.outbound().air().overheadBytes();
    }
    return bytes;
  }

  @Override
  public Collection<Guest> guests() {
    return byConnection.values();
  }

  @Override
  public void all(ByteBuffer datagram) {
    parts.bearer().send(Bearer.DEFAULT_PEER, datagram);
  }

  /** Whether one more session may be opened; the oldest that never answered gives way. */
  private boolean makeRoom() {
    List<Guest> halfOpen = byConnection.values().stream().filter(guest -> !guest.peer.confirmed).toList();
    if (halfOpen.size() >= Limits.MAX_HALF_OPEN) {
      halfOpen.get(0).peer.session.finish("it never answered the welcome");
    }
    if (byConnection.size() >= Limits.MAX_SESSIONS) {
      byConnection.values().stream().filter(guest -> guest.peer.session.isSilent())
          .min(Comparator.comparingLong(guest -> guest.peer.session.lastHeardNs()))
          .ifPresent(guest -> guest.peer.session.finish("nothing heard, and others call"));
    }
    return byConnection.size() < Limits.MAX_SESSIONS;
  }

  private int freeConnection() {
    int connection = parts.random().nextInt(PacketLayout.CONNECTIONS);
    while (byConnection.containsKey(connection)) {
      connection = parts.random().nextInt(PacketLayout.CONNECTIONS);
    }
    return connection;
  }

  @Override
  public void onWords(DatagramSession session, Words words) {
    Guest guest = find(session);
    if (guest == null || words.text().length > Limits.MAX_HELLO_BYTES) {
      session.end("the hello is longer than " + Limits.MAX_HELLO_BYTES + " bytes");
      return;
    }
    guest.peer.words = words;
    if (guest.answer.refusal(words.name(), guest.peer.confirmed).isNone()) {
      answerWords(guest, words);
    }
  }

  private void answerWords(Guest guest, Words words) {
    byte[] welcome = parts.listener().welcome(words.name(), words.text());
    if (welcome.length > Limits.MAX_WELCOME_BYTES) {
      throw new IllegalStateException("a welcome has at most " + Limits.MAX_WELCOME_BYTES + " bytes, not " + welcome.length);
    }
    guest.peer.answered = true;
    guest.peer.session.say(new Words(parts.config().name(), welcome));
  }

  /**
   * Opens the lanes once the peer has shown that it has the session's keys: a late copy of an old hello never replaces a
   * living session.
   */
  private void openIfReady(Guest guest) {
    Peer peer = guest.peer;
    Words words = peer.words;
    if (words == null || !peer.confirmed || peer.session.state() != DatagramSession.State.ESTABLISHED) {
      return;
    }
    LinkRefusal refusal = guest.answer.refusal(words.name(), true);
    if (!refusal.isNone()) {
      peer.session.refuse(refusal);
      return;
    }
    if (!peer.answered) {
      answerWords(guest, words);
    }
    Guest old = byName.get(words.name());
    if (old != null) {
      roster.replace(words.name(), old.peer, peer, parts.listener(), now);
    }
    byName.put(words.name(), guest);
    sessions.named(peer, words.name(), now);
    roster.since(words.name());
    peer.session.up(words.name(), words.text());
  }

  private @Nullable Guest find(DatagramSession session) {
    if (opening != null && opening.peer.session == session) {
      return opening;
    }
    for (Guest guest : byConnection.values()) {
      if (guest.peer.session == session) {
        return guest;
      }
    }
    return null;
  }

  @Override
  public void onSilence(DatagramSession session, boolean silent, String reason) {
    roster.since(session.peer());
  }

  @Override
  public void onEnd(DatagramSession session, String reason, LinkRefusal refusal) {
    Guest guest = find(session);
    if (guest == null) {
      return;
    }
    byConnection.remove(guest.peer.connection);
    byHandshake.remove(guest.handshake);
    guest.peer.forget();
    Words words = guest.peer.words;
    if (words != null && byName.get(words.name()) == guest) {
      byName.remove(words.name());
      roster.ended(words.name(), guest.peer, reason, refusal);
    }
  }

  @Override
  public long doWork(long nowNs) {
    now = nowNs;
    boolean standing = standingAtNs <= nowNs;
    standingAtNs = standing ? nowNs + Limits.STANDING_NS : standingAtNs;
    long next = Long.MAX_VALUE;
    for (Guest guest : List.copyOf(byConnection.values())) {
      DatagramSession session = guest.peer.session;
      if (!guest.peer.confirmed) {
        next = Math.min(next, halfOpen(guest));
        continue;
      }
      Words words = guest.peer.words;
      LinkRefusal refusal = standing && words != null ? guest.answer.refusal(words.name(), true) : LinkRefusal.NONE;
      if (!refusal.isNone()) {
        session.refuse(refusal);
      }
      sessions.look(guest.peer, nowNs);
      next = Math.min(next, session.doWork(nowNs));
    }
    return master == null ? next : Math.min(next, master.doWork(nowNs));
  }

  /** Repeats the welcome of a session that has not answered it, or forgets it; when there is something to do again. */
  private long halfOpen(Guest guest) {
    if (now - guest.helloNs >= Limits.HALF_OPEN_NS) {
      guest.peer.session.finish("it never answered the welcome");
      return Long.MAX_VALUE;
    }
    if (master == null && now - guest.welcomedNs >= guest.welcomePauseNs) {
      welcome(guest);
    }
    long again = master == null ? guest.welcomedNs + guest.welcomePauseNs : Long.MAX_VALUE;
    return Math.min(guest.helloNs + Limits.HALF_OPEN_NS, again);
  }

  @Override
  public List<LinkStatus> status() {
    return roster.status(byName, now);
  }

  @Override
  public void close(long nowNs) {
    now = nowNs;
    for (Guest guest : List.copyOf(byConnection.values())) {
      if (guest.peer.confirmed) {
        guest.peer.session.end("closed");
      } else {
        guest.peer.session.finish("closed");
      }
    }
  }
}
