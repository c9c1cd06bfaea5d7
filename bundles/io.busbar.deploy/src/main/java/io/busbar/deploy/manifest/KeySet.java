package io.busbar.deploy.manifest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys that may sign features, and how many of them it takes. The root signs it, which is kept off line. Its text:
 *
 * <pre>
 *   busbar-keys 1
 *   sequence 3
 *   expires 2028-01-01T00:00:00Z
 *   threshold 2
 *   key PUBLIC-KEY NAME                (one or more; 64 hexadecimal digits, RFC 8032)
 * </pre>
 *
 * @param sequence grows with each set; an older one is refused
 * @param expires nothing new is accepted by it after that
 * @param threshold signatures that a feature needs, each by another key; 1 to the number of keys
 * @param keys who may sign
 */
public record KeySet(long sequence, Instant expires, int threshold, List<Key> keys) {
  /** Largest text. */
  public static final int MAX_BYTES = 16 << 10;
  /** Most keys. */
  public static final int MAX_KEYS = 32;

  private static final String WHAT = "the key set";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern PUBLIC = Pattern.compile("[0-9a-f]{64}");

  /**
   * A key.
   *
   * @param publicKey raw Ed25519 key (RFC 8032 §5.1.5), 64 lower-case hexadecimal digits
   * @param name whose it is
   */
  public record Key(String publicKey, String name) {}

  /** Copies the keys. */
  public KeySet {
    keys = List.copyOf(keys);
  }

  /** Reads a text, which has to be exactly what {@link #bytes} writes. */
  public static KeySet parse(byte[] text) throws Refused {
    Lines lines = Lines.of(text, MAX_BYTES, WHAT);
    lines.number(lines.word("busbar-keys"), 1, 1);
    long sequence = lines.number(lines.word("sequence"), 1, Long.MAX_VALUE);
    Instant expires = lines.time("expires");
    int threshold = (int) lines.number(lines.word("threshold"), 1, MAX_KEYS);
    List<Key> keys = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    do {
      List<String> words = lines.words("key", 2);
      Key key = new Key(lines.matching(words.get(0), PUBLIC, "public key"), lines.matching(words.get(1), NAME, "name"));
      if (!seen.add(key.publicKey()) || !seen.add(key.name())) {
        throw new Refused(WHAT + " has the key or the name of " + key.name() + " twice.");
      }
      keys.add(key);
    } while (lines.nextIs("key"));
    lines.end();
    if (threshold > keys.size() || keys.size() > MAX_KEYS) {
      throw new Refused(WHAT + " asks for " + threshold + " signatures and has " + keys.size() + " keys.");
    }
    KeySet set = new KeySet(sequence, expires, threshold, keys);
    if (!Arrays.equals(set.bytes(), text)) {
      throw new Refused(WHAT + " is not in its one form. Make it again with \"busbar keys set\".");
    }
    return set;
  }

  /** The text. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder("busbar-keys 1\nsequence ").append(sequence).append("\nexpires ").append(expires);
    text.append("\nthreshold ").append(threshold).append('\n');
    keys.forEach(key -> text.append("key ").append(key.publicKey()).append(' ').append(key.name()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
