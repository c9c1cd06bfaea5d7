package io.busbar.security.noise;

import io.busbar.security.cipher.X25519;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The dialling end:
 * <pre>
 *   ← s                        known beforehand
 *   → e, es, s, ss             first message
 *   ← e, ee, se, psk           second message
 * </pre>
 * One thread.
 */
public final class Initiator {
  private final X25519 own;
  private final X25519 fresh;
  private final byte[] psk;
  private final SymmetricState state;
  private final byte[] message;

  /**
   * Writes the first message.
   *
   * @param own static key pair
   * @param peer the waiting end's public key
   * @param fresh key pair of this handshake and no other
   * @param psk 32 bytes
   * @throws IllegalArgumentException if the peer's key is none
   */
  public Initiator(X25519 own, byte[] peer, X25519 fresh, byte[] psk, byte[] prologue, byte[] payload) {
    this.own = own;
    this.fresh = fresh;
    this.psk = psk;
    this.state = Noise.begin(prologue, peer);
    byte[] e = fresh.publicKey();
    state.mixHash(e);
    state.mixKey(e);
    mix(fresh.agree(peer));
    byte[] s = state.encryptAndHash(own.publicKey());
    mix(own.agreeAgain(peer));
    message = Noise.join(e, s, state.encryptAndHash(payload));
  }

  private void mix(byte @Nullable [] secret) {
    if (secret == null) {
      throw new IllegalArgumentException("central's public key is a point of small order: the line was not printed by a central");
    }
    state.mixKey(secret);
    Arrays.fill(secret, (byte) 0);
  }

  /** A copy of the first message. */
  public byte[] message() {
    return message.clone();
  }

  /** What the second message says. */
  public record Finished(byte[] payload, SessionKeys keys) {}

  /** Reads the second message; null if it is not authentic, and then another one may be. */
  public @Nullable Finished read(byte[] answer) {
    if (answer.length < Noise.WELCOME_OVERHEAD_BYTES) {
      return null;
    }
    SymmetricState next = state.copy();
    byte[] e = Arrays.copyOf(answer, X25519.BYTES);
    byte[] ee = fresh.agree(e);
    byte[] se = own.agree(e);
    if (ee == null || se == null) {
      return null;
    }
    next.mixHash(e);
    next.mixKey(e);
    next.mixKey(ee);
    next.mixKey(se);
    Arrays.fill(ee, (byte) 0);
    Arrays.fill(se, (byte) 0);
    next.mixKeyAndHash(psk);
    byte[] payload = next.decryptAndHash(Arrays.copyOfRange(answer, X25519.BYTES, answer.length));
    return payload == null ? null : new Finished(payload, Noise.split(next));
  }

  /** Erases what can be erased. */
  public void forget() {
    state.forget();
    Arrays.fill(message, (byte) 0);
  }
}
