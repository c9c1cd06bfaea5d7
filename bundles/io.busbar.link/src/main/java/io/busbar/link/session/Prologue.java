package io.busbar.link.session;

import io.busbar.link.codec.PacketLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What both ends of a handshake know of it: {@code "busbar link" | version u8 | handshake id u32}. */
final class Prologue {
  private static final byte[] NAME = "busbar link".getBytes(StandardCharsets.US_ASCII);

  private Prologue() {}

  static byte[] of(int handshake) {
    return ByteBuffer.allocate(NAME.length + 5).put(NAME).put((byte) PacketLayout.VERSION).putInt(handshake).array();
  }
}
