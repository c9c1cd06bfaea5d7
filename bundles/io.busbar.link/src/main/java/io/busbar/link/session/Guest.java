package io.busbar.link.session;

import io.busbar.api.link.LinkSecurity;
import java.util.List;

/** A peer of a waiting end with its handshake, until it has shown that it is there and while it lives. */
final class Guest {
  final Peer peer;
  final int handshake;
  final LinkSecurity.Answer answer;
  final Station station = new Station();
  /** The welcome in datagrams, when it was sent last, how long until it is repeated, and with which of them. */
  List<byte[]> welcome = List.of();
  long welcomedNs;
  long welcomePauseNs;
  int nextPart;
  /** When its hello was heard last. */
  long helloNs;
  /** Bytes heard of it and said to it before it was known to be there. */
  long heardBytes;
  long saidBytes;

  Guest(Peer peer, int handshake, LinkSecurity.Answer answer, long nowNs) {
    this.peer = peer;
    this.handshake = handshake;
    this.answer = answer;
    this.helloNs = nowNs;
  }

  void heard(int length, int overhead) {
    peer.session.counters().bytesIn += length + overhead;
    heardBytes += length;
  }
}
