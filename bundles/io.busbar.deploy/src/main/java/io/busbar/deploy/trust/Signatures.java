package io.busbar.deploy.trust;

import io.busbar.deploy.manifest.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signatures beside a text, one a line: {@code ed25519 PUBLIC-KEY SIGNATURE}, both in hexadecimal.
 *
 * @param byKey signature by public key
 */
public record Signatures(Map<String, byte[]> byKey) {
  /** Largest text. */
  public static final int MAX_BYTES = 16 << 10;
  private static final Pattern LINE = Pattern.compile("ed25519 ([0-9a-f]{64}) ([0-9a-f]{128})");
  private static final int MAX = 64;

  /** Copies them. */
  public Signatures {
    byKey = new LinkedHashMap<>(byKey);
  }

  /** None. */
  public static Signatures none() {
    return new Signatures(Map.of());
  }

  /** Reads a text. */
  public static Signatures parse(byte[] text) throws Refused {
    if (text.length > MAX_BYTES) {
      throw new Refused("the signatures have more than " + MAX_BYTES + " bytes. Sign it again with \"busbar sign\".");
    }
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && found.size() < MAX) {
        found.put(matcher.group(1), HexFormat.of().parseHex(matcher.group(2)));
      } else if (!line.isEmpty()) {
        throw new Refused("the signatures are damaged: a line is not \"ed25519 KEY SIGNATURE\". Copy the file again.");
      }
    }
    return new Signatures(found);
  }

  /** The text. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    byKey.forEach((key, signature) -> text.append("ed25519 ").append(key).append(' ').append(HexFormat.of().formatHex(signature)).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** With one more. */
  public Signatures with(String publicKey, PrivateKey key, byte[] message) throws GeneralSecurityException {
    Map<String, byte[]> more = new LinkedHashMap<>(byKey);
    more.put(publicKey, Ed25519.sign(key, message));
    return new Signatures(more);
  }

  /** Those of the keys that have really signed the message. */
  public List<String> signers(List<String> keys, byte[] message) {
    List<String> found = new ArrayList<>();
    for (String key : keys) {
      byte[] signature = byKey.get(key);
      if (signature != null && !found.contains(key) && Ed25519.verify(key, message, signature)) {
        found.add(key);
      }
    }
    return found;
  }
}
