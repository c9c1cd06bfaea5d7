package io.busbar.api.link;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A line to paste. {@code busbar1:} and the base64url of central's public key, a secret of 32 bytes and the first four bytes
 * of the SHA-256 of both, so that a line that was cut is noticed. {@code busbar1-gateway:} and the same of a gateway's public
 * key alone: that one is no secret. Whoever takes such a line, a file or a person, checks it here.
 *
 * @param publicKey 32 bytes
 * @param secret 32 bytes, or none for a gateway
 */
public record KeyLine(byte[] publicKey, byte[] secret) {
  private static final String CENTRAL = "busbar1:";
  private static final String GATEWAY = "busbar1-gateway:";
  private static final int CHECK_BYTES = 4;
  /** Of a key, and of the secret. */
  private static final int KEY_BYTES = 32;

  /**
   * The line of a central.
   *
   * @throws IllegalArgumentException if that is none, with what is wrong and what to write
   */
  public static KeyLine central(String written) {
    return read(written, CENTRAL, 2 * KEY_BYTES,
        "write the line that \"busbar key\" prints at central, from busbar1: to its end, after \"key:\" below \"central:\" in site.yaml");
  }

  /**
   * The line of a gateway.
   *
   * @throws IllegalArgumentException if that is none, with what is wrong and what to give
   */
  public static KeyLine gateway(String written) {
    return read(written, GATEWAY, KEY_BYTES, "give the line that \"busbar key\" prints at the gateway");
  }

  /** Whether that wants to be the line of a gateway. */
  public static boolean isGateway(String written) {
    return written.strip().startsWith(GATEWAY);
  }

  private static KeyLine read(String written, String prefix, int bytes, String remedy) {
    String line = written.replaceAll("\\s", "");
    if (!line.startsWith(prefix)) {
      throw new IllegalArgumentException("the key does not begin with " + prefix + "; " + remedy);
    }
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(line.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the key has characters that no key has; " + remedy, e);
    }
    byte[] content = Arrays.copyOf(all, Math.min(bytes, all.length));
    if (all.length != bytes + CHECK_BYTES || !Arrays.equals(check(content), Arrays.copyOfRange(all, bytes, all.length))) {
      throw new IllegalArgumentException("the key is not whole or has a wrong character; " + remedy);
    }
    return new KeyLine(Arrays.copyOf(content, KEY_BYTES), Arrays.copyOfRange(content, KEY_BYTES, bytes));
  }

  /** The line. */
  public String text() {
    byte[] content = Arrays.copyOf(publicKey, publicKey.length + secret.length);
    System.arraycopy(secret, 0, content, publicKey.length, secret.length);
    byte[] all = Arrays.copyOf(content, content.length + CHECK_BYTES);
    System.arraycopy(check(content), 0, all, content.length, CHECK_BYTES);
    return (secret.length == 0 ? GATEWAY : CENTRAL) + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  private static byte[] check(byte[] content) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), CHECK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
