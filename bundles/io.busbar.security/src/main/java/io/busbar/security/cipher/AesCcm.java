package io.busbar.security.cipher;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CCM (NIST SP 800-38C, RFC 3610) in place, with 13 bytes of nonce and so at most 65,535 bytes of content. The Java
 * platform has no CCM, but AES in CBC and ECB mode; a CBC pass gives the MAC and an ECB pass over counter blocks the key
 * stream, so that AES itself runs where the platform has it fast and in constant time. Nothing is allocated per packet but
 * where one is longer than all before. One thread.
 */
public final class AesCcm {
  /** Bytes of a nonce. */
  public static final int NONCE_BYTES = 13;
  /** Longest content. */
  public static final int MAX_CONTENT_BYTES = 65_535;

  private static final int BLOCK = 16;
  private static final int HAS_ASSOCIATED = 0x40;
  private static final int LENGTH_BYTES = 2;

  private final Cipher cbc;
  private final Cipher ecb;
  private byte[] plain = new byte[0];
  private byte[] chain = new byte[0];
  private byte[] counters = new byte[0];
  private byte[] stream = new byte[0];

  /** With a key of 16 or 32 bytes. */
  public AesCcm(byte[] key) {
    try {
      cbc = Cipher.getInstance("AES/CBC/NoPadding");
      ecb = Cipher.getInstance("AES/ECB/NoPadding");
      init(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
  }

  private void init(byte[] key) throws GeneralSecurityException {
    SecretKeySpec aes = new SecretKeySpec(key, "AES");
    cbc.init(Cipher.ENCRYPT_MODE, aes, new IvParameterSpec(new byte[BLOCK]));
    ecb.init(Cipher.ENCRYPT_MODE, aes);
  }

  /**
   * Encrypts {@code packet[header, length)} in place, authenticates the header too, and writes the tag behind.
   *
   * @param tagBytes even, 4 to 16
   * @return length with the tag
   */
  public int seal(byte[] nonce, byte[] packet, int header, int length, int tagBytes) {
    int tagAt = mac(nonce, packet, header, length, tagBytes);
    stream(nonce, length - header);
    for (int i = header; i < length; i++) {
      packet[i] ^= stream[BLOCK + i - header];
    }
    for (int i = 0; i < tagBytes; i++) {
      packet[length + i] = (byte) (chain[tagAt + i] ^ stream[i]);
    }
    return length + tagBytes;
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @param length with the tag
   * @return where the content ends; −1 if it is not authentic, and then the content is wiped
   */
  public int open(byte[] nonce, byte[] packet, int header, int length, int tagBytes) {
    int end = length - tagBytes;
    if (end < header) {
      return -1;
    }
    stream(nonce, end - header);
    for (int i = header; i < end; i++) {
      packet[i] ^= stream[BLOCK + i - header];
    }
    for (int i = 0; i < tagBytes; i++) {
      packet[end + i] ^= stream[i];
    }
    int tagAt = mac(nonce, packet, header, end, tagBytes);
    int different = 0;
    for (int i = 0; i < tagBytes; i++) {
      different |= packet[end + i] ^ chain[tagAt + i];
    }
    if (different != 0) {
      Arrays.fill(packet, header, length, (byte) 0);
      return -1;
    }
    return end;
  }

  /** Replaces the key by zeros and wipes what was worked on. */
  public void forget() {
    try {
      init(new byte[2 * BLOCK]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
    for (byte[] used : new byte[][] {plain, chain, stream}) {
      Arrays.fill(used, (byte) 0);
    }
  }

  /** CBC-MAC over B₀, the associated data and the content (SP 800-38C §6.2 and A.2); where in {@code chain} it stands then. */
  private int mac(byte[] nonce, byte[] packet, int header, int end, int tagBytes) {
    int content = end - header;
    int associated = header == 0 ? 0 : padded(LENGTH_BYTES + header);
    int total = BLOCK + associated + padded(content);
    reserve(total);
    Arrays.fill(plain, 0, total, (byte) 0);
    plain[0] = (byte) ((header == 0 ? 0 : HAS_ASSOCIATED) | (((tagBytes - 2) / 2) << 3) | (LENGTH_BYTES - 1));
    System.arraycopy(nonce, 0, plain, 1, NONCE_BYTES);
    plain[BLOCK - 2] = (byte) (content >>> 8);
    plain[BLOCK - 1] = (byte) content;
    if (header > 0) {
      plain[BLOCK] = (byte) (header >>> 8);
      plain[BLOCK + 1] = (byte) header;
      System.arraycopy(packet, 0, plain, BLOCK + LENGTH_BYTES, header);
    }
    System.arraycopy(packet, header, plain, BLOCK + associated, content);
    run(cbc, plain, total, chain);
    return total - BLOCK;
  }

  /** Key stream S₀, S₁, … for so much content, into {@code stream}. */
  private void stream(byte[] nonce, int content) {
    int total = BLOCK + padded(content);
    reserve(total);
    for (int at = 0, counter = 0; at < total; at += BLOCK, counter++) {
      counters[at] = LENGTH_BYTES - 1;
      System.arraycopy(nonce, 0, counters, at + 1, NONCE_BYTES);
      counters[at + BLOCK - 2] = (byte) (counter >>> 8);
      counters[at + BLOCK - 1] = (byte) counter;
    }
    run(ecb, counters, total, stream);
  }

  private static void run(Cipher cipher, byte[] in, int length, byte[] out) {
    try {
      cipher.doFinal(in, 0, length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed", e);
    }
  }

  private void reserve(int bytes) {
    if (plain.length < bytes) {
      plain = new byte[bytes];
      chain = Arrays.copyOf(chain, bytes);
      counters = new byte[bytes];
      stream = Arrays.copyOf(stream, bytes);
    }
  }

  private static int padded(int bytes) {
    return (bytes + BLOCK - 1) / BLOCK * BLOCK;
  }
}
