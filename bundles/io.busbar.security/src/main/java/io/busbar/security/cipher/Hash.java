package io.busbar.security.cipher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 (FIPS 180-4), HMAC (RFC 2104) and HKDF (RFC 5869) as Noise and the records use them. Stateless. */
public final class Hash {
  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private static final String HMAC = "HmacSHA256";

  private Hash() {}

  /** SHA-256 of the parts one after the other. */
  public static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** A MAC with that key, for use again and again by one thread. */
  public static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + HMAC, e);
    }
  }

  /** HMAC-SHA-256 of the parts one after the other. */
  public static byte[] hmac(byte[] key, byte[]... parts) {
    Mac mac = mac(key);
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  /** Two or three outputs of HKDF as Noise §4.3 has it: the chaining key is the salt. */
  public static byte[][] hkdf(byte[] chainingKey, byte[] material, int outputs) {
    byte[] key = hmac(chainingKey, material);
    byte[][] out = new byte[outputs][];
    byte[] last = new byte[0];
    for (int i = 0; i < outputs; i++) {
      last = hmac(key, last, new byte[] {(byte) (i + 1)});
      out[i] = last;
    }
    Arrays.fill(key, (byte) 0);
    return out;
  }

  /** HKDF-Expand (RFC 5869 §2.3) of at most 32 bytes with a label for its info. */
  public static byte[] expand(byte[] secret, String label, int bytes) {
    byte[] block = hmac(secret, label.getBytes(StandardCharsets.US_ASCII), new byte[] {1});
    return bytes == BYTES ? block : Arrays.copyOf(block, bytes);
  }
}
