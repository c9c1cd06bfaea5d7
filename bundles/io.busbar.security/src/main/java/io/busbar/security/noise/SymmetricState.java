package io.busbar.security.noise;

import io.busbar.security.cipher.AesGcm;
import io.busbar.security.cipher.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Chaining key, handshake hash and the key of the moment (Noise §5.1 and §5.2). */
final class SymmetricState {
  private byte[] chainingKey;
  private byte[] hash;
  private byte @Nullable [] key;
  private long counter;

  /** Of a protocol whose name has at most 32 bytes. */
  SymmetricState(String protocol, byte[] prologue) {
    hash = Arrays.copyOf(protocol.getBytes(StandardCharsets.US_ASCII), Hash.BYTES);
    chainingKey = hash.clone();
    mixHash(prologue);
  }

  void mixHash(byte[] data) {
    hash = Hash.sha256(hash, data);
  }

  void mixKey(byte[] material) {
    byte[][] out = Hash.hkdf(chainingKey, material, 2);
    replace(out[0], out[1]);
  }

  void mixKeyAndHash(byte[] material) {
    byte[][] out = Hash.hkdf(chainingKey, material, 3);
    mixHash(out[1]);
    replace(out[0], out[2]);
  }

  private void replace(byte[] newChainingKey, byte[] newKey) {
    forget();
    chainingKey = newChainingKey;
    key = newKey;
    counter = 0;
  }

  byte[] encryptAndHash(byte[] plain) {
    byte[] sealed = AesGcm.seal(keyInUse(), counter++, hash, plain);
    mixHash(sealed);
    return sealed;
  }

  /** Null if it is not authentic; then the handshake is over. */
  byte @Nullable [] decryptAndHash(byte[] sealed) {
    byte[] plain = AesGcm.open(keyInUse(), counter++, hash, sealed);
    mixHash(sealed);
    return plain;
  }

  private byte[] keyInUse() {
    byte[] now = key;
    if (now == null) {
      throw new IllegalStateException("the pattern encrypts nothing before its first key");
    }
    return now;
  }

  /** The two keys of the session, the dialling end's first; this state is of no use then. */
  byte[][] split() {
    byte[][] keys = Hash.hkdf(chainingKey, new byte[0], 2);
    forget();
    return keys;
  }

  byte[] hash() {
    return hash.clone();
  }

  void forget() {
    Arrays.fill(chainingKey, (byte) 0);
    if (key != null) {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** A state like this one, for an answer that may turn out not to be authentic. */
  SymmetricState copy() {
    SymmetricState copy = new SymmetricState("", new byte[0]);
    copy.chainingKey = chainingKey.clone();
    copy.hash = hash.clone();
    copy.key = key == null ? null : key.clone();
    copy.counter = counter;
    return copy;
  }
}
