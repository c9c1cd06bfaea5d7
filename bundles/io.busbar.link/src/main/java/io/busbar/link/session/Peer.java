package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkRecords;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.link.codec.ReplayWindow;
import org.jspecify.annotations.Nullable;

/** A session with what its owner knows of it: connection and keys, where the peer was last heard, what was opened already. */
final class Peer {
  /** What became of a datagram. */
  enum Admission { TAKEN, SEEN_BEFORE, NOT_AUTHENTIC, NOT_LOOKED_AT }

  /** Connection that packets to us carry. */
  final int connection;
  final DatagramSession session;
  final AirtimeMeter airtime;
  int address;
  /** Which of the bearer's ways the session keeps to. */
  int wayInUse;
  /** For people: what it is reached over, where that is known. */
  String way = "";
  /** For people: fingerprint of the key that it has proven to have; empty where nothing is encrypted. */
  String key = "";
  /** Whether a packet has shown that the handshake was no replay. */
  boolean confirmed;
  @Nullable Words words;
  /** Whether it has been told what our user says. */
  boolean answered;
  private final ReplayWindow window = new ReplayWindow();
  private final Pacer failures = new Pacer(Limits.FAILURES_PER_SECOND * 8L, Limits.FAILURE_BURST_NS);
  private @Nullable Bearer bearer;
  private @Nullable LinkRecords records;

  Peer(int connection, DatagramSession session, AirtimeMeter airtime) {
    this.connection = connection;
    this.session = session;
    this.airtime = airtime;
  }

  /** It is reached over that bearer, and heard from there. */
  void reach(Bearer over, int from) {
    bearer = over;
    address = from;
    wayInUse = over.way();
    way = over.describe(from);
  }

  /** The handshake is done. */
  void establish(LinkRecords keys) {
    records = keys;
    key = keys.peerKey();
    session.establish(keys);
  }

  /** Erases the keys. */
  void forget() {
    if (records != null) {
      records.forget();
      records = null;
    }
  }

  /** The connection in the header of DATA of at least two bytes. */
  static int connectionOf(byte[] datagram) {
    return (datagram[0] & 0x0F) << 8 | (datagram[1] & 0xFF);
  }

  /** Opens DATA that carries our connection, and hands it to the session. */
  Admission admit(byte[] datagram, int length, PacketReader in, int from, long nowNs) {
    LinkRecords keys = records;
    boolean wide = (datagram[0] & PacketLayout.WIDE_NUMBER) != 0;
    int header = wide ? PacketLayout.DATA_HEADER_BYTES : PacketLayout.DATA_HEADER_BYTES - 1;
    if (keys == null || length <= header) {
      return Admission.NOT_AUTHENTIC;
    }
    if (from != address && !failures.ready(nowNs)) {
      // Somebody guesses. The peer itself is heard from where it was; from elsewhere only when the guessing stops.
      return Admission.NOT_LOOKED_AT;
    }
    long newest = window.largest();
    long number = wide ? PacketLayout.expand((datagram[2] & 0xFF) << 8 | (datagram[3] & 0xFF), newest)
        : PacketLayout.expandNarrow(datagram[2] & 0xFF, newest);
    if (!window.isNew(number)) {
      return Admission.SEEN_BEFORE;
    }
    boolean longTag = (datagram[0] & PacketLayout.LONG_TAG) != 0;
    int end = keys.open(datagram, header, length, number, (datagram[0] & PacketLayout.PHASE) == 0 ? 0 : 1, longTag);
    if (end < 0) {
      failures.sent(nowNs, 1);
      return Admission.NOT_AUTHENTIC;
    }
    window.opened(number);
    if (number > newest && !moved(from)) {
      return Admission.TAKEN;
    }
    confirmed = true;
    session.outbound().heard(length, nowNs);
    in.begin(datagram, header, end);
    session.onPacket(in, number, number - in.varint(), longTag, nowNs);
    return Admission.TAKEN;
  }

  /** It is heard from there now, perhaps over another bearer; false if that cannot carry what the session has cut. */
  boolean moved(int from) {
    Bearer over = bearer;
    if (from == address || over == null) {
      return true;
    }
    address = from;
    way = over.describe(from);
    session.outbound().agreement().overhead(over.overheadBytes(from), session.outbound().maxPayload());
    boolean fits = over.maxPayloadBytes(from) >= session.outbound().maxPayload();
    if (!fits) {
      session.end(way + " carries datagrams of at most " + over.maxPayloadBytes(from) + " bytes, and the session has "
          + session.outbound().maxPayload() + ": it is opened anew");
    }
    return fits;
  }

  /** Counts what was not taken. */
  void count(Admission admission) {
    Counters counters = session.counters();
    switch (admission) {
      case TAKEN -> counters.packetsIn++;
      case SEEN_BEFORE -> counters.duplicates++;
      case NOT_AUTHENTIC -> counters.corrupt++;
      case NOT_LOOKED_AT -> counters.refused++;
    }
  }
}
