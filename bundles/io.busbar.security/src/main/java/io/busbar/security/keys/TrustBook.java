package io.busbar.security.keys;

import io.busbar.api.link.LinkKeys.KnownPeer;
import io.busbar.api.link.LinkKeys.Standing;
import io.busbar.api.link.LinkRefusal.Kind;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.time.BusClock;
import io.busbar.security.cipher.Fingerprint;
import io.busbar.security.link.Admission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom central lets in: {@code accepted} holds a line {@code public-key name} for each, written by {@code busbar key accept} and
 * {@code revoke} and read again here when it changes, at most a second later; {@code waiting} holds the same of those who know the
 * secret and wait, written here; {@code revoked} what is not to be accepted by itself again. A name has one key. Thread-safe.
 */
public final class TrustBook implements Admission {
  /** Peers that wait at most; further ones are refused without being listed. */
  public static final int MAX_WAITING = 200;

  private static final System.Logger LOG = System.getLogger("io.busbar.security");
  private static final String ACCEPTED = "accepted";
  private static final String WAITING = "waiting";
  private static final String REVOKED = "revoked";
  private static final long LOOK_NS = 1_000_000_000;
  private static final int MAX_NAME_BYTES = 64;

  private final KeyFolder folder;
  private final BusClock clock;
  private final boolean acceptNew;
  private final boolean plainToo;
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private final Map<String, Long> seen = new LinkedHashMap<>();
  private Map<String, String> nameOfKey = Map.of();
  private Map<String, String> revoked = Map.of();
  private String stamp = "none";
  private long lookAtNs = Long.MIN_VALUE;

  /**
   * The book in a folder.
   *
   * @param acceptNew who knows the secret is accepted at its first call
   * @param plainToo peers without a key are let in beside, under names that no key has
   */
  public TrustBook(KeyFolder folder, BusClock clock, boolean acceptNew, boolean plainToo) {
    this.folder = folder;
    this.clock = clock;
    this.acceptNew = acceptNew;
    this.plainToo = plainToo;
  }

  @Override
  public boolean letsPlainIn() {
    return plainToo;
  }

  @Override
  public synchronized LinkRefusal plainRefusal(String name) {
    look();
    if (revoked.containsValue(name)) {
      return new LinkRefusal(Kind.REVOKED, "a key of that name was refused or revoked at central: it is not let in without one");
    }
    return nameOfKey.containsValue(name) ? new LinkRefusal(Kind.KEY_NEEDED, "central knows a key of that name, and this gateway calls without one")
        : LinkRefusal.NONE;
  }

  @Override
  public synchronized LinkRefusal refusal(byte[] publicKey, String name, boolean proven) {
    look();
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey);
    String known = nameOfKey.get(key);
    if (proven) {
      seen.putIfAbsent(key, clock.wallNs());
    }
    if (known != null) {
      return known.equals(name) ? LinkRefusal.NONE : new LinkRefusal(Kind.OTHER_NAME, "central knows this key by another name");
    }
    boolean taken = nameOfKey.containsValue(name);
    boolean wasRevoked = revoked.containsKey(key);
    if (acceptNew && !wasRevoked && proven && !taken) {
      try {
        accept(publicKey, name);
        return LinkRefusal.NONE;
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(System.Logger.Level.WARNING, "the key of " + name + " cannot be accepted: " + e.getMessage(), e);
      }
    }
    if (proven && !wasRevoked) {
      remember(publicKey, key, name, taken);
    }
    return wasRevoked ? new LinkRefusal(Kind.REVOKED, "its key was refused or revoked at central")
        : taken ? new LinkRefusal(Kind.NAME_TAKEN, "central knows another key of that name")
        : new LinkRefusal(Kind.NOT_ACCEPTED, "not accepted yet; at central: busbar key accept " + Fingerprint.of(publicKey));
  }

  private void remember(byte[] publicKey, String key, String name, boolean taken) {
    if (name.equals(waiting.get(key)) || waiting.size() >= MAX_WAITING) {
      return;
    }
    waiting.put(key, name);
    LOG.log(System.Logger.Level.INFO, "{0} calls with the key {1}, which is not accepted{2}. Compare it with what \"busbar key\" shows"
        + " there, then: busbar key accept {1}", name, Fingerprint.of(publicKey), taken ? ", and the name has another key" : "");
    try {
      folder.write(WAITING, text(waiting));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the list of waiting keys cannot be written: " + e.getMessage(), e);
    }
  }

  private void look() {
    long now = clock.monotonicNs();
    if (now < lookAtNs) {
      return;
    }
    lookAtNs = now + LOOK_NS;
    String fresh = folder.stamp(ACCEPTED) + " " + folder.stamp(REVOKED);
    if (fresh.equals(stamp)) {
      return;
    }
    try {
      nameOfKey = entries(folder.read(ACCEPTED));
      revoked = entries(folder.read(REVOKED));
      stamp = fresh;
      waiting.keySet().removeAll(nameOfKey.keySet());
      waiting.keySet().removeAll(revoked.keySet());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the accepted keys cannot be read, the last ones stay in force: " + e.getMessage(), e);
    }
  }

  /** Peers that are let in, then peers that wait, then those that were refused. */
  public synchronized List<KnownPeer> peers() {
    look();
    List<KnownPeer> all = new ArrayList<>();
    nameOfKey.forEach((key, name) -> all.add(new KnownPeer(name, fingerprint(key), Standing.ACCEPTED, seen.getOrDefault(key, 0L))));
    waiting.forEach((key, name) -> all.add(new KnownPeer(name, fingerprint(key),
        nameOfKey.containsValue(name) ? Standing.NAME_TAKEN : Standing.WAITING, seen.getOrDefault(key, 0L))));
    revoked.forEach((key, name) -> all.add(new KnownPeer(name, fingerprint(key), Standing.REFUSED, seen.getOrDefault(key, 0L))));
    return all;
  }

  /** Peers that a running central wrote down as waiting, by the text of their key. */
  public Map<String, String> waitingOnDisk() throws IOException {
    Map<String, String> all = entries(folder.read(WAITING));
    all.keySet().removeAll(entries(folder.read(ACCEPTED)).keySet());
    all.keySet().removeAll(refusedOnDisk().keySet());
    return all;
  }

  /** Peers that were refused or revoked as the disk has them, by the text of their key. */
  public Map<String, String> refusedOnDisk() throws IOException {
    return entries(folder.read(REVOKED));
  }

  /**
   * Lets a peer in that waits or was refused.
   *
   * @return its name
   * @throws IllegalArgumentException if none has that key, with what to do
   */
  public synchronized String accept(String fingerprint) throws IOException {
    Map<String, String> known = waitingOnDisk();
    known.putAll(refusedOnDisk());
    Map.Entry<String, String> found = find(known, fingerprint);
    accept(Base64.getUrlDecoder().decode(found.getKey()), found.getValue());
    return found.getValue();
  }

  /**
   * Refuses a peer that waits.
   *
   * @return its name
   * @throws IllegalArgumentException if none waits with that key, with what to do
   */
  public synchronized String refuse(String fingerprint) throws IOException {
    Map.Entry<String, String> found = find(waitingOnDisk(), fingerprint);
    Map<String, String> out = refusedOnDisk();
    out.put(found.getKey(), found.getValue());
    folder.write(REVOKED, text(out));
    changed();
    return found.getValue();
  }

  private static Map.Entry<String, String> find(Map<String, String> known, String fingerprint) {
    if (!Fingerprint.isWhole(fingerprint)) {
      throw new IllegalArgumentException("that is no fingerprint: one has five groups of four letters and digits, like"
          + " 7KQ2-M04D-YYX9-1P3C-E8RT. \"busbar key\" lists those of the gateways that wait");
    }
    return known.entrySet().stream().filter(entry -> fingerprint(entry.getKey()).equals(fingerprint)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no gateway waits with the key " + fingerprint + ". \"busbar key\" lists who waits; a"
            + " gateway waits when it has called with central's line. Its own line, from \"busbar key\" there, lets it in beforehand."));
  }

  private void changed() {
    lookAtNs = Long.MIN_VALUE;
    stamp = "none";
    look();
  }

  /** Accepted peers as the disk has them, by the text of their key. */
  public Map<String, String> acceptedOnDisk() throws IOException {
    return entries(folder.read(ACCEPTED));
  }

  /**
   * Lets a peer in.
   *
   * @throws IllegalArgumentException if the name is none or has another key, with what to do
   */
  public synchronized void accept(byte[] publicKey, String name) throws IOException {
    int bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_NAME_BYTES || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a site: 1 to " + MAX_NAME_BYTES + " bytes without line breaks");
    }
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey);
    Map<String, String> all = entries(folder.read(ACCEPTED));
    for (Map.Entry<String, String> entry : all.entrySet()) {
      if (entry.getValue().equals(name) && !entry.getKey().equals(key)) {
        throw new IllegalArgumentException(name + " has the key " + fingerprint(entry.getKey()) + " already. If its gateway was replaced, first:"
            + " busbar key revoke " + name);
      }
    }
    Map<String, String> out = entries(folder.read(REVOKED));
    if (out.remove(key) != null) {
      folder.write(REVOKED, text(out));
    }
    all.put(key, name);
    folder.write(ACCEPTED, text(all));
    changed();
  }

  /** Lets a peer in no more; false if none of that name was. */
  public synchronized boolean revoke(String name) throws IOException {
    Map<String, String> all = entries(folder.read(ACCEPTED));
    Map<String, String> out = entries(folder.read(REVOKED));
    all.forEach((key, its) -> {
      if (its.equals(name)) {
        out.put(key, its);
      }
    });
    boolean any = all.values().removeIf(name::equals);
    if (any) {
      folder.write(REVOKED, text(out));
      folder.write(ACCEPTED, text(all));
      changed();
    }
    return any;
  }

  /** Fingerprint of a key as it stands in a file. */
  public static String fingerprint(String key) {
    return Fingerprint.of(Base64.getUrlDecoder().decode(key));
  }

  private static Map<String, String> entries(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int space = line.indexOf(' ');
      if (space == 43 && line.substring(0, space).matches("[A-Za-z0-9_-]+")) {
        all.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return all;
  }

  private static String text(Map<String, String> entries) {
    StringBuilder out = new StringBuilder();
    entries.forEach((key, name) -> out.append(key).append(' ').append(name.replaceAll("[\\p{Cntrl}]", "?")).append('\n'));
    return out.toString();
  }
}
