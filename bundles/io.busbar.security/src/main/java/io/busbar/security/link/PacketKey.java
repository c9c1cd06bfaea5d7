package io.busbar.security.link;

import io.busbar.security.cipher.AesCcm;
import io.busbar.security.cipher.Hash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** AES-CCM under one key of one direction, with the nonces of its packets. */
final class PacketKey {
  /** No key: nothing opens. */
  static final PacketKey NONE = new PacketKey();

  private static final int KEY_BYTES = 32;

  private final byte[] salt;
  private final byte[] nonce = new byte[AesCcm.NONCE_BYTES];
  private @Nullable AesCcm ccm;

  private PacketKey() {
    salt = new byte[0];
  }

  /** The key and the salt that follow from a secret. */
  PacketKey(byte[] secret) {
    byte[] key = Hash.expand(secret, "busbar key", KEY_BYTES);
    salt = Hash.expand(secret, "busbar iv", AesCcm.NONCE_BYTES);
    ccm = new AesCcm(key);
    Arrays.fill(key, (byte) 0);
  }

  int seal(byte[] packet, int header, int length, long number, int tagBytes) {
    AesCcm cipher = ccm;
    if (cipher == null) {
      throw new IllegalStateException("there is no key any more");
    }
    return cipher.seal(nonce(number), packet, header, length, tagBytes);
  }

  int open(byte[] packet, int header, int length, long number, int tagBytes) {
    AesCcm cipher = ccm;
    return cipher == null ? -1 : cipher.open(nonce(number), packet, header, length, tagBytes);
  }

  private byte[] nonce(long number) {
    int at = AesCcm.NONCE_BYTES;
    System.arraycopy(salt, 0, nonce, 0, at);
    for (long rest = number; rest != 0; rest >>>= 8) {
      nonce[--at] ^= (byte) rest;
    }
    return nonce;
  }

  void forget() {
    Arrays.fill(salt, (byte) 0);
    if (ccm != null) {
      ccm.forget();
      ccm = null;
    }
  }
}
