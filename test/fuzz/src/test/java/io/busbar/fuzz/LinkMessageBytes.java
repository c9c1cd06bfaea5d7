package io.busbar.fuzz;

import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.PositionSet;
import io.busbar.security.cipher.X25519;
import io.busbar.security.noise.Responder;
import java.util.Arrays;

/** What the users of the link say to each other, and by its first byte now and then a message of the handshake. */
public final class LinkMessageBytes {
  private static final X25519 OWN = X25519.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
      25, 26, 27, 28, 29, 30, 31, 32});
  private static final byte[] PROLOGUE = {1};
  /** A message of the handshake takes a thousand times as long as another. */
  private static final byte HANDSHAKE = 0x7E;

  private LinkMessageBytes() {}

  /** One message. */
  public static void fuzzerTestOneInput(byte[] input) {
    LinkMessages.readHello(input);
    LinkMessages.readWelcome(input);
    LinkMessages.read(input);
    PositionSet.decode(input);
    if (input.length > 1 && input[0] == HANDSHAKE) {
      Responder.read(OWN, PROLOGUE, Arrays.copyOfRange(input, 1, input.length));
    }
  }
}
