package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.link.codec.PacketWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an end says of itself in its message of the handshake, before frames.
 *
 * @param ackDelayMs how long it holds an acknowledgement back at most
 * @param maxPayload largest datagram that it receives, bytes
 * @param connection what packets to it carry
 * @param rate at which a gateway's radio works, bit/s; 0 if it does not say. On the wire in units of 100
 * @param turnMs what a change of direction costs on its channel, ms; 0 for full duplex
 */
record Terms(int ackDelayMs, int maxPayload, int connection, long rate, int turnMs) {
  private static final long RATE_UNIT = 100;
  private static final int CHANGED = 0;

  void write(PacketWriter out) {
    out.u16(ackDelayMs);
    out.u16(maxPayload);
    out.u16(connection);
    out.u16((int) Math.min(0xFFFF, rate / RATE_UNIT));
    out.u16(turnMs);
  }

  /** The same as a message of the control lane: another way is used now. No name is empty, so it is nobody's words. */
  byte[] encode() {
    PacketWriter out = new PacketWriter(1 + PacketLayout.TERMS_BYTES);
    out.begin(1 + PacketLayout.TERMS_BYTES, 0);
    out.u8(CHANGED);
    write(out);
    return Arrays.copyOf(out.bytes(), out.length());
  }

  /** The terms in such a message, or null if it is another one. */
  static @Nullable Terms decode(byte[] message) {
    if (message.length < 1 + PacketLayout.TERMS_BYTES || message[0] != CHANGED) {
      return null;
    }
    PacketReader in = new PacketReader();
    in.begin(message, 1, message.length);
    return read(in);
  }

  /** The terms at the reader's place, or null if they are none. */
  static @Nullable Terms read(PacketReader in) {
    Terms terms = new Terms(in.u16(), in.u16(), in.u16(), in.u16() * RATE_UNIT, in.u16());
    return in.failed() || terms.maxPayload < PacketLayout.MIN_PAYLOAD_BYTES || terms.connection >= PacketLayout.CONNECTIONS ? null : terms;
  }
}
