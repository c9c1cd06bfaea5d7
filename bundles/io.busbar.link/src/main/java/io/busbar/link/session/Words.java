package io.busbar.link.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an end says about itself in the control lane: {@code name length u8 | name UTF-8 | words of its user}.
 *
 * @param name its name, 1…64 bytes
 * @param text hello or welcome of the link's user
 */
record Words(String name, byte[] text) {
  byte[] encode() {
    byte[] utf = name.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[1 + utf.length + text.length];
    bytes[0] = (byte) utf.length;
    System.arraycopy(utf, 0, bytes, 1, utf.length);
    System.arraycopy(text, 0, bytes, 1 + utf.length, text.length);
    return bytes;
  }

  /** The words in those bytes, or null if they are none. */
  static @Nullable Words decode(byte[] bytes, int maxText) {
    int length = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
    if (length == 0 || length > Limits.MAX_NAME_BYTES || length >= bytes.length || bytes.length - 1 - length > maxText) {
      return null;
    }
    String name = new String(bytes, 1, length, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\uFFFD]", "?");
    return new Words(name, Arrays.copyOfRange(bytes, 1 + length, bytes.length));
  }
}
