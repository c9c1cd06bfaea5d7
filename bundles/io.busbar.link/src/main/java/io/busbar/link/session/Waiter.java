package io.busbar.link.session;

import io.busbar.api.link.LinkStatus;
import io.busbar.link.codec.PacketChecksum;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.link.codec.PacketWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end that waits for many: finds the session by the connection, opens and replaces sessions. */
final class Waiter implements EndPoint.Role, DatagramSession.Owner {
  private static final long WELCOME_PAUSE_NS = 100_000_000;

  private final EndPoint.Parts parts;
  private final Sessions sessions;
  private final PacketReader reader = new PacketReader();
  private final PacketWriter resetWriter = new PacketWriter(PacketLayout.RESET_BYTES);
  private final PacketChecksum checksum = new PacketChecksum();
  private final Counters strangers = new Counters();
  /** In order of arrival, so that the oldest half-open one is found first. */
  private final Map<Integer, Peer> byConnection = new LinkedHashMap<>();
  private final Map<Long, Peer> byDialler = new HashMap<>();
  private final Map<String, Peer> byName = new HashMap<>();
  private final Map<String, Long> upSince = new HashMap<>();
  private final Map<String, LinkStatus> ended = new LinkedHashMap<>();
  private final Pacer resets = new Pacer(Limits.RESETS_PER_SECOND * 8L);
  private @Nullable Peer opening;
  private long now;

  Waiter(EndPoint.Parts parts) {
    this.parts = parts;
    this.sessions = new Sessions(parts, this);
  }

  @Override
  public void onDatagram(int from, byte[] bytes, int length, long nowNs) {
    now = nowNs;
    reader.begin(bytes, length);
    int sum = reader.takeChecksum();
    int type = reader.u8();
    if (reader.failed()) {
      strangers.malformed++;
    } else if (type == PacketLayout.HELLO) {
      onHello(from, length, sum);
    } else if (type == PacketLayout.DATA) {
      onData(from, length, sum);
    } else {
      strangers.unknown++;
    }
  }

  private void onData(int from, int length, int sum) {
    int connection = reader.u16();
    Peer peer = byConnection.get(connection);
    if (peer == null) {
      strangers.unknown++;
      reset(from, connection, reader.u16(), sum);
      return;
    }
    if (!peer.admit(reader, sum, checksum, from, now)) {
      peer.session.counters().corrupt++;
      return;
    }
    count(peer, length);
    openIfReady(peer);
  }

  private void onHello(int from, int length, int sum) {
    if (checksum.plain(reader.bytes(), reader.lengthWithoutChecksum()) != sum) {
      strangers.corrupt++;
      return;
    }
    int version = reader.u8();
    long theirs = reader.u64();
    long delayNs = reader.u16() * 1_000_000L;
    int payload = reader.u16();
    if (reader.failed() || version != PacketLayout.VERSION || payload < PacketLayout.MIN_PAYLOAD_BYTES) {
      strangers.malformed++;
      return;
    }
    Peer known = byDialler.get(theirs);
    if (known != null) {
      count(known, length);
      if (!known.confirmed && now - known.firstSentNs >= WELCOME_PAUSE_NS) {
        known.address = from;
        sendFirst(known);
      }
      return;
    }
    if (!makeRoom()) {
      strangers.refused++;
      return;
    }
    Peer peer = sessions.create(freeNonce(), from, new Counters(), now);
    peer.peerNonce = theirs;
    byConnection.put(PacketLayout.connection(peer.ourNonce), peer);
    byDialler.put(theirs, peer);
    count(peer, length);
    peer.session.establish(peer.ourNonce, theirs, delayNs, payload, now);
    opening = peer;
    peer.session.onPacket(reader, 0, 0, now);
    opening = null;
    if (peer.session.state() == DatagramSession.State.ESTABLISHED) {
      peer.first = peer.session.outbound().first(peer.ourNonce, theirs, payload, now);
      sendFirst(peer);
    }
  }

  private void sendFirst(Peer peer) {
    peer.firstSentNs = now;
    peer.session.outbound().repeatFirst(peer.first, now);
  }

  private void count(Peer peer, int length) {
    peer.session.counters().packetsIn++;
    peer.session.counters().bytesIn += length + parts.bearer().overheadBytes();
  }

  /** Whether one more session may be opened; the oldest that never answered gives way. */
  private boolean makeRoom() {
    List<Peer> halfOpen = new ArrayList<>();
    for (Peer peer : byConnection.values()) {
      if (!peer.confirmed) {
        halfOpen.add(peer);
      }
    }
    if (halfOpen.size() >= Limits.MAX_HALF_OPEN) {
      halfOpen.get(0).session.finish("it never answered the welcome");
    }
    return byConnection.size() < Limits.MAX_SESSIONS;
  }

  private long freeNonce() {
    long nonce = parts.random().nextLong();
    while (byConnection.containsKey(PacketLayout.connection(nonce))) {
      nonce = parts.random().nextLong();
    }
    return nonce;
  }

  private void reset(int to, int connection, int number, int sum) {
    if (reader.failed() || !resets.ready(now)) {
      return;
    }
    resets.sent(now, 1);
    resetWriter.begin(PacketLayout.RESET_BYTES);
    resetWriter.u8(PacketLayout.RESET);
    resetWriter.u16(connection);
    resetWriter.u16(number);
    resetWriter.u32(sum);
    parts.bearer().send(to, resetWriter.finish(checksum.plain(resetWriter.bytes(), resetWriter.length())));
  }

  @Override
  public void onWords(DatagramSession session, Words words) {
    Peer peer = find(session);
    if (peer == null || words.text().length > Limits.MAX_HELLO_BYTES) {
      session.end("the hello is longer than " + Limits.MAX_HELLO_BYTES + " bytes");
      return;
    }
    peer.words = words;
    byte[] welcome = parts.listener().welcome(words.name(), words.text());
    if (welcome.length > Limits.MAX_WELCOME_BYTES) {
      throw new IllegalStateException("a welcome has at most " + Limits.MAX_WELCOME_BYTES + " bytes, not " + welcome.length);
    }
    session.say(new Words(parts.config().name(), welcome));
  }

  /**
   * Opens the lanes once the peer has shown that it knows our nonce: a late copy of an old hello never replaces a
   * living session.
   */
  private void openIfReady(Peer peer) {
    Words words = peer.words;
    if (words == null || !peer.confirmed || peer.session.state() != DatagramSession.State.ESTABLISHED) {
      return;
    }
    Peer old = byName.get(words.name());
    if (old != null) {
      old.session.finish("replaced by a newer session of the same peer");
    }
    byName.put(words.name(), peer);
    ended.remove(words.name());
    upSince.put(words.name(), parts.clock().wallNs());
    peer.session.up(words.name(), words.text());
  }

  private @Nullable Peer find(DatagramSession session) {
    if (opening != null && opening.session == session) {
      return opening;
    }
    for (Peer peer : byConnection.values()) {
      if (peer.session == session) {
        return peer;
      }
    }
    return null;
  }

  @Override
  public void onEnd(DatagramSession session, String reason) {
    Peer peer = find(session);
    if (peer == null) {
      return;
    }
    byConnection.remove(PacketLayout.connection(peer.ourNonce));
    byDialler.remove(peer.peerNonce);
    Words words = peer.words;
    if (words != null && byName.get(words.name()) == peer) {
      byName.remove(words.name());
      upSince.remove(words.name());
      remember(words.name(), Status.of(peer, words.name(), false, parts.clock().wallNs(),
          reason + ". " + words.name() + " calls again by itself; if it does not, look at its radio and its power.", parts.clock()));
    }
  }

  private void remember(String name, LinkStatus last) {
    ended.put(name, last);
    if (ended.size() > Limits.REMEMBERED_PEERS) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  @Override
  public long doWork(long nowNs) {
    now = nowNs;
    long next = Long.MAX_VALUE;
    for (Peer peer : List.copyOf(byConnection.values())) {
      if (peer.confirmed) {
        next = Math.min(next, peer.session.doWork(nowNs));
      } else if (nowNs - peer.session.openedNs() >= Limits.HALF_OPEN_NS) {
        peer.session.finish("it never answered the welcome");
      } else {
        next = Math.min(next, peer.session.openedNs() + Limits.HALF_OPEN_NS);
      }
    }
    return next;
  }

  @Override
  public List<LinkStatus> status() {
    List<LinkStatus> all = new ArrayList<>(ended.values());
    byName.forEach((name, peer) ->
        all.add(Status.of(peer, name, true, upSince.getOrDefault(name, 0L), "", parts.clock())));
    return all;
  }

  @Override
  public void close(long nowNs) {
    now = nowNs;
    for (Peer peer : List.copyOf(byConnection.values())) {
      if (peer.confirmed) {
        peer.session.end("closed");
      } else {
        peer.session.finish("closed");
      }
    }
  }
}
