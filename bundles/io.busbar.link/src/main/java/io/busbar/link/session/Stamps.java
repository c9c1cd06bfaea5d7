package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import java.nio.ByteBuffer;

/** Puts stamps where datagrams of a handshake have left room for them. */
final class Stamps {
  private Stamps() {}

  static void put(byte[] datagram, long stamp) {
    ByteBuffer.wrap(datagram).putLong(datagram.length - PacketLayout.STAMP_BYTES, stamp);
  }
}
