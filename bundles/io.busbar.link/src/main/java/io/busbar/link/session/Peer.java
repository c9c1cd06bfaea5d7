package io.busbar.link.session;

import io.busbar.link.codec.PacketChecksum;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import org.jspecify.annotations.Nullable;

/** A session with what its owner knows of it: the nonces, where the peer was last heard, how the opening stands. */
final class Peer {
  final long ourNonce;
  final DatagramSession session;
  final AirtimeMeter airtime;
  long peerNonce;
  int address;
  /** Packet 0 as sent, for repetition. */
  byte[] first = new byte[0];
  long firstSentNs;
  /** Whether a packet has shown that the peer knows our nonce. */
  boolean confirmed;
  @Nullable Words words;

  Peer(long ourNonce, DatagramSession session, AirtimeMeter airtime) {
    this.ourNonce = ourNonce;
    this.session = session;
    this.airtime = airtime;
  }

  /**
   * Checks DATA whose type and connection are read, and hands it to the session.
   *
   * @return whether it was a packet of this session
   */
  boolean admit(PacketReader in, int sum, PacketChecksum checksum, int from, long nowNs) {
    ReceivedPackets received = session.outbound().acks().received();
    long number = PacketLayout.expand(in.u16(), Math.max(received.largest(), 0));
    long wanted = number - in.varint();
    if (in.failed() || number < 0
        || checksum.inSession(peerNonce, ourNonce, number, in.bytes(), in.lengthWithoutChecksum()) != sum) {
      return false;
    }
    if (number > received.largest()) {
      address = from;
    }
    confirmed = true;
    session.onPacket(in, number, wanted, nowNs);
    return true;
  }
}
