package io.busbar.security.cipher;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/**
 * One end's X25519 key pair (RFC 7748 §5) on raw bytes. The Java platform multiplies in constant time and refuses points of
 * small order; both are checked by test. Thread-safe.
 */
public final class X25519 {
  /** Bytes of a private key, a public key and a shared secret. */
  public static final int BYTES = 32;

  private static final int KEPT = 1_024;
  private static final String NAME = "X25519";
  private static final byte[] BASE_POINT = basePoint();

  private final PrivateKey key;
  private final byte[] publicKey;
  private final Map<ByteBuffer, byte[]> kept = new LinkedHashMap<>();

  private X25519(PrivateKey key, byte[] publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** The key pair of a private key: 32 bytes, clamped as RFC 7748 says when they are used. */
  public static X25519 of(byte[] privateKey) {
    if (privateKey.length != BYTES) {
      throw new IllegalArgumentException("a private key has " + BYTES + " bytes, not " + privateKey.length);
    }
    try {
      PrivateKey key = KeyFactory.getInstance(NAME).generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey.clone()));
      byte[] publicKey = agree(key, BASE_POINT);
      if (publicKey == null) {
        throw new IllegalStateException("no public key: the machine's X25519 does not work");
      }
      return new X25519(key, publicKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no X25519; use Java 17 or newer", e);
    }
  }

  /** A copy of the public key. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * The same as {@link #agree}, kept: for the static key of a peer that will call again. At most {@value #KEPT} are kept.
   */
  public synchronized byte @Nullable [] agreeAgain(byte[] peer) {
    ByteBuffer name = ByteBuffer.wrap(peer.clone());
    byte[] secret = kept.get(name);
    if (secret == null) {
      secret = agree(peer);
      if (secret != null) {
        kept.put(name, secret);
      }
    }
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return secret == null ? null : secret.clone();
  }

  /** The shared secret with a peer's public key; null if that is a point of small order, which nobody honest has. */
  public byte @Nullable [] agree(byte[] peer) {
    try {
      return agree(key, peer);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no X25519; use Java 17 or newer", e);
    }
  }

  private static byte @Nullable [] agree(PrivateKey key, byte[] peer) throws GeneralSecurityException {
    byte[] high = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      high[BYTES - 1 - i] = peer[i];
    }
    high[0] &= 0x7F;
    PublicKey theirs = KeyFactory.getInstance(NAME).generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, high)));
    KeyAgreement agreement = KeyAgreement.getInstance(NAME);
    agreement.init(key);
    try {
      agreement.doPhase(theirs, true);
    } catch (InvalidKeyException e) {
      return null; // the platform's answer to a point of small order
    }
    byte[] secret = agreement.generateSecret();
    int any = 0;
    for (byte b : secret) {
      any |= b;
    }
    return any == 0 ? null : secret;
  }

  private static byte[] basePoint() {
    byte[] nine = new byte[BYTES];
    nine[0] = 9;
    return nine;
  }
}
