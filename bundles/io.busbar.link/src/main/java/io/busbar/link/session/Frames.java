package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketWriter;

/** Writes segments as frames. */
final class Frames {
  private Frames() {}

  /** Writes a segment; to the end of the packet where it has no room for its length. There must be room for it. */
  static void segment(PacketWriter out, Segment segment) {
    int length = segment.bytes.length;
    int withLength = PacketLayout.SEGMENT_HEADER_BYTES + PacketLayout.varintBytes(length) + length;
    boolean toEnd = withLength > out.room();
    out.u8((toEnd ? PacketLayout.SEGMENT_TO_END : PacketLayout.SEGMENT) | segment.lane.code);
    out.u16((int) segment.number);
    if (!toEnd) {
      out.varint(length);
    }
    out.raw(segment.bytes, 0, length);
    if (toEnd) {
      out.close();
    }
  }
}
