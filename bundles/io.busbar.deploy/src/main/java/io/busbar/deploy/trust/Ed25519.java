package io.busbar.deploy.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 of the Java platform on raw bytes (RFC 8032 §5.1). */
public final class Ed25519 {
  private static final String NAME = "Ed25519";
  private static final int BYTES = 32;
  private static final int SIGN_BIT = 0x80;

  private Ed25519() {}

  /** A fresh pair. */
  public static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance(NAME).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 17 has Ed25519", e);
    }
  }

  /** A private key from its PKCS #8 form. */
  public static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** Signs. */
  public static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(NAME);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  /** Whether a signature is right. */
  public static boolean verify(String publicKey, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(decode(publicKey));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
      return false;
    }
  }

  /** The raw key in hexadecimal: y, little endian, the sign of x in its highest bit. */
  public static String encode(PublicKey key) {
    EdECPoint point = ((EdECPublicKey) key).getPoint();
    byte[] big = point.getY().toByteArray();
    byte[] raw = new byte[BYTES];
    for (int i = 0; i < big.length && i < BYTES; i++) {
      raw[i] = big[big.length - 1 - i];
    }
    if (point.isXOdd()) {
      raw[BYTES - 1] |= (byte) SIGN_BIT;
    }
    return HexFormat.of().formatHex(raw);
  }

  private static PublicKey decode(String hex) throws GeneralSecurityException {
    byte[] raw = HexFormat.of().parseHex(hex);
    boolean odd = (raw[BYTES - 1] & SIGN_BIT) != 0;
    raw[BYTES - 1] &= (byte) ~SIGN_BIT;
    byte[] big = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      big[i] = raw[BYTES - 1 - i];
    }
    return KeyFactory.getInstance(NAME).generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big))));
  }
}
