package io.busbar.security.cipher;

import java.util.Locale;

/**
 * The first 100 bits of the SHA-256 of a public key, in five groups of four characters of an alphabet without I, L, O and U:
 * {@code 7KQ2-M04D-…}. Whoever wants another key with the same has to try 2¹⁰⁰ of them.
 */
public final class Fingerprint {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CHARACTERS = 20;
  private static final int GROUP = 4;
  private static final int BITS = 5;

  private Fingerprint() {}

  /** Of a public key. */
  public static String of(byte[] publicKey) {
    byte[] hash = Hash.sha256(publicKey);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      int at = i * BITS;
      int word = (hash[at >>> 3] & 0xFF) << 8 | (hash[(at >>> 3) + 1] & 0xFF);
      text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(ALPHABET.charAt(word >>> (11 - (at & 7)) & 0x1F));
    }
    return text.toString();
  }

  /** As a person may have written it: without hyphens, in small letters, with O for 0 and I or L for 1. */
  public static String normalised(String written) {
    String plain = written.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "").replace('O', '0').replace('I', '1').replace('L', '1');
    return plain.replaceAll("(.{4})(?=.)", "$1-");
  }

  /** Whether it has the form of one. */
  public static boolean isWhole(String normalised) {
    return normalised.matches("[A-Z0-9]{4}(-[A-Z0-9]{4}){4}");
  }
}
