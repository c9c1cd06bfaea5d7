package io.busbar.security.noise;

import io.busbar.security.cipher.AesGcm;
import io.busbar.security.cipher.X25519;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The waiting end; see {@link Initiator}. One thread. */
public final class Responder {
  private final SymmetricState state;
  private final byte[] peerFresh;
  private final byte[] peer;
  private final byte[] payload;

  private Responder(SymmetricState state, byte[] peerFresh, byte[] peer, byte[] payload) {
    this.state = state;
    this.peerFresh = peerFresh;
    this.peer = peer;
    this.payload = payload;
  }

  /** Reads the first message; null if it is not authentic. */
  public static @Nullable Responder read(X25519 own, byte[] prologue, byte[] message) {
    if (message.length < Noise.HELLO_OVERHEAD_BYTES) {
      return null;
    }
    SymmetricState state = Noise.begin(prologue, own.publicKey());
    byte[] e = Arrays.copyOf(message, X25519.BYTES);
    byte[] es = own.agree(e);
    if (es == null) {
      return null;
    }
    state.mixHash(e);
    state.mixKey(e);
    state.mixKey(es);
    Arrays.fill(es, (byte) 0);
    int sealedKey = X25519.BYTES + AesGcm.TAG_BYTES;
    byte[] s = state.decryptAndHash(Arrays.copyOfRange(message, X25519.BYTES, X25519.BYTES + sealedKey));
    byte[] ss = s == null ? null : own.agreeAgain(s);
    if (s == null || ss == null) {
      return null;
    }
    state.mixKey(ss);
    Arrays.fill(ss, (byte) 0);
    byte[] payload = state.decryptAndHash(Arrays.copyOfRange(message, X25519.BYTES + sealedKey, message.length));
    return payload == null ? null : new Responder(state, e, s, payload);
  }

  /** A copy of the dialling end's public key. It is proved that it has the private one, though perhaps long ago. */
  public byte[] peer() {
    return peer.clone();
  }

  /** What the first message says. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The second message, and what the handshake gives. */
  public record Finished(byte[] message, SessionKeys keys) {}

  /**
   * Writes the second message; once.
   *
   * @param fresh key pair of this handshake and no other
   * @param psk 32 bytes
   * @return null if the dialling end's fresh or static key is a point of small order
   */
  public @Nullable Finished write(X25519 fresh, byte[] psk, byte[] answer) {
    byte[] e = fresh.publicKey();
    byte[] ee = fresh.agree(peerFresh);
    byte[] se = fresh.agree(peer);
    if (ee == null || se == null) {
      return null;
    }
    state.mixHash(e);
    state.mixKey(e);
    state.mixKey(ee);
    state.mixKey(se);
    Arrays.fill(ee, (byte) 0);
    Arrays.fill(se, (byte) 0);
    state.mixKeyAndHash(psk);
    byte[] message = Noise.join(e, state.encryptAndHash(answer));
    return new Finished(message, Noise.split(state));
  }
}
