package io.busbar.deploy.trust;

import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.KeySet;
import io.busbar.deploy.manifest.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a machine trusts, and what it is. Immutable.
 *
 * @param root the root's public key; null in development mode
 * @param keys the key set that the root signed; null in development mode
 * @param site name of the machine's site, empty if it was not told
 * @param group group that it belongs to, empty if none
 */
public record Trust(@Nullable String root, @Nullable KeySet keys, String site, String group) {
  /** Nobody is trusted, everything runs. */
  public static final Trust DEVELOPMENT = new Trust(null, null, "", "");

  /** Whether only signed features run. */
  public boolean isEnforced() {
    return root != null;
  }

  /**
   * Takes a key set.
   *
   * @param atLeast sequence of the set that is known already; 0 for none
   */
  public static KeySet accept(String root, byte[] text, byte[] signatures, long atLeast) throws Refused {
    KeySet set = KeySet.parse(text);
    if (Signatures.parse(signatures).signers(List.of(root), text).isEmpty()) {
      throw new Refused("the key set is not signed by the root " + fingerprint(root) + ". Get the one that belongs to it.");
    }
    if (set.sequence() < atLeast) {
      throw new Refused("the key set has sequence " + set.sequence() + ", and " + atLeast + " is known already. Get the newest one.");
    }
    return set;
  }

  /**
   * Whether a feature may run here: its signatures and target. A feature that has been installed goes on running after its expiry.
   *
   * @return its manifest
   */
  public FeatureManifest mayRun(byte[] text, byte[] signatures, String feature) throws Refused {
    FeatureManifest manifest = FeatureManifest.parse(text);
    if (!manifest.name().equals(feature)) {
      throw new Refused("it is the feature " + manifest.name() + ", and " + feature + " runs here. Take a file of that feature.");
    }
    if (!manifest.target().includes(site, group)) {
      throw new Refused(manifest.title() + " is for " + manifest.target() + "; this machine is "
          + (site.isEmpty() && group.isEmpty() ? "of no site and no group (busbar keys trust --site NAME --group NAME tells it)"
          : "site \"" + site + "\", group \"" + group + "\"") + ".");
    }
    KeySet set = keys;
    if (set != null) {
      int signed = Signatures.parse(signatures).signers(set.keys().stream().map(KeySet.Key::publicKey).toList(), text).size();
      if (signed < set.threshold()) {
        throw new Refused(manifest.title() + " has " + signed + " valid signature" + (signed == 1 ? "" : "s") + " of trusted keys, and "
            + set.threshold() + (set.threshold() == 1 ? " is" : " are") + " needed. Have it signed: busbar sign FILE --key NAME.key.");
      }
    }
    return manifest;
  }

  /**
   * Whether a feature may be installed now: as {@link #mayRun}, and neither it nor the key set has expired, and it is newer than what ran here.
   *
   * @param now time
   * @param floor the newest that was ever installed here; the very same may be installed again
   * @param id of this manifest
   */
  public FeatureManifest mayInstall(byte[] text, byte[] signatures, String feature, Instant now, Floor floor, String id) throws Refused {
    FeatureManifest manifest = mayRun(text, signatures, feature);
    if (now.isAfter(manifest.expires())) {
      throw new Refused(manifest.title() + " has expired on " + manifest.expires() + ", and it is " + now + " now. Get a newer file; if the clock"
          + " of this machine is wrong, set it.");
    }
    KeySet set = keys;
    if (set != null && now.isAfter(set.expires())) {
      throw new Refused("the key set " + set.sequence() + " has expired on " + set.expires() + ". Get a newer one: busbar keys update FILE.");
    }
    if (manifest.sequence() < floor.sequence() || (manifest.sequence() == floor.sequence() && !id.equals(floor.id()))) {
      throw new Refused(manifest.title() + " is not newer than sequence " + floor.sequence() + ", which was installed here. Take a newer file; to go"
          + " back to the former one: busbar deploy rollback.");
    }
    return manifest;
  }

  /**
   * The newest that was ever installed.
   *
   * @param sequence of it; 0 for none
   * @param id of its manifest
   */
  public record Floor(long sequence, String id) {
    /** Nothing was installed yet. */
    public static final Floor NONE = new Floor(0, "");
  }

  /** A key for people: its first 16 digits in groups of four. */
  public static String fingerprint(String publicKey) {
    return publicKey.substring(0, 16).replaceAll("(....)(?=.)", "$1-");
  }
}
