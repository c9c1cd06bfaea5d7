package io.busbar.security.cipher;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM with the nonce of Noise §12.4: four zero bytes and a counter, high byte first. Stateless. */
public final class AesGcm {
  /** Bytes of the tag. */
  public static final int TAG_BYTES = 16;

  private static final int NONCE_BYTES = 12;

  private AesGcm() {}

  /** Encrypts; the tag follows. */
  public static byte[] seal(byte[] key, long counter, byte[] associated, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, counter, associated).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  /** Decrypts; null if it is not authentic. */
  public static byte @Nullable [] open(byte[] key, long counter, byte[] associated, byte[] sealed) {
    if (sealed.length < TAG_BYTES) {
      return null;
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, counter, associated).doFinal(sealed);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, long counter, byte[] associated) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(counter).array();
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
