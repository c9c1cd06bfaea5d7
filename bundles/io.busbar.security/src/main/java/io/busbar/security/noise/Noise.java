package io.busbar.security.noise;

import io.busbar.security.cipher.AesGcm;
import io.busbar.security.cipher.X25519;
import java.io.ByteArrayOutputStream;

/** What both ends of the handshake have in common. */
public final class Noise {
  /** The protocol's full name (Noise §8). */
  public static final String PROTOCOL = "Noise_IKpsk2_25519_AESGCM_SHA256";
  /** Bytes that the first message is longer than its payload. */
  public static final int HELLO_OVERHEAD_BYTES = 2 * X25519.BYTES + 2 * AesGcm.TAG_BYTES;
  /** Bytes that the second message is longer than its payload. */
  public static final int WELCOME_OVERHEAD_BYTES = X25519.BYTES + AesGcm.TAG_BYTES;

  private Noise() {}

  static SymmetricState begin(byte[] prologue, byte[] responder) {
    SymmetricState state = new SymmetricState(PROTOCOL, prologue);
    state.mixHash(responder);
    return state;
  }

  static SessionKeys split(SymmetricState state) {
    byte[] hash = state.hash();
    byte[][] keys = state.split();
    return new SessionKeys(keys[0], keys[1], hash);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
