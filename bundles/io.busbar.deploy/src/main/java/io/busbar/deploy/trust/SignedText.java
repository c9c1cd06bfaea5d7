package io.busbar.deploy.trust;

import java.nio.charset.StandardCharsets;

/**
 * A text and its signatures in one file, so that both are replaced in one step: the text, then lines that begin with {@code ed25519}.
 *
 * @param text what is signed
 * @param signatures lines of {@link Signatures}
 */
public record SignedText(byte[] text, byte[] signatures) {
  private static final String SIGNATURE = "\ned25519 ";

  /** Takes a file apart. */
  public static SignedText of(byte[] file) {
    String all = new String(file, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(SIGNATURE);
    int end = at < 0 ? all.length() : at + 1;
    return new SignedText(all.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), all.substring(end).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The file. */
  public byte[] bytes() {
    byte[] all = new byte[text.length + signatures.length];
    System.arraycopy(text, 0, all, 0, text.length);
    System.arraycopy(signatures, 0, all, text.length, signatures.length);
    return all;
  }
}
