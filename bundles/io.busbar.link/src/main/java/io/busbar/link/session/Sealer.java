package io.busbar.link.session;

import io.busbar.api.link.LinkRecords;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Puts header and tag around the frames of a packet. */
final class Sealer {
  private final PacketWriter out;
  private @Nullable LinkRecords records;
  private int connection;
  private int header;
  private boolean longTag;

  Sealer(PacketWriter out) {
    this.out = out;
  }

  /** The connection that packets to the peer carry. */
  void connection(int peers) {
    connection = peers;
  }

  int connection() {
    return connection;
  }

  /** The handshake is done. */
  void establish(LinkRecords keys) {
    records = keys;
  }

  /** Whether there are keys: nothing goes before. */
  boolean isReady() {
    return records != null;
  }

  /**
   * Begins a packet.
   *
   * @param known largest number of ours that has arrived
   * @param span how far back the peer needs to acknowledge
   */
  void begin(long number, long known, long span, int maxPayload, boolean withLongTag, long nowNs) {
    LinkRecords keys = keys();
    boolean wide = PacketLayout.needsWide(number, known);
    longTag = withLongTag;
    out.begin(maxPayload, keys.tagBytes(withLongTag));
    out.u8(PacketLayout.DATA | (withLongTag ? PacketLayout.LONG_TAG : 0) | (wide ? PacketLayout.WIDE_NUMBER : 0)
        | (keys.phase(number, known, nowNs) == 0 ? 0 : PacketLayout.PHASE) | connection >>> 8);
    out.u8(connection);
    if (wide) {
      out.u16((int) number);
    } else {
      out.u8((int) number);
    }
    header = out.length();
    out.varint(span);
  }

  /** Bytes of the tag of the packet that was begun. */
  int tagBytes() {
    return keys().tagBytes(longTag);
  }

  /** The datagram, ready to be sent. */
  ByteBuffer seal(long number) {
    return out.ready(keys().seal(out.bytes(), header, out.length(), number, longTag));
  }

  private LinkRecords keys() {
    if (records == null) {
      throw new IllegalStateException("there are no keys yet");
    }
    return records;
  }
}
