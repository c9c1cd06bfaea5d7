package io.busbar.deploy.keys;

import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.KeySet;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.store.FeatureFile;
import io.busbar.deploy.store.Pointer;
import io.busbar.deploy.store.TrustFolder;
import io.busbar.deploy.trust.SignedText;
import io.busbar.deploy.trust.Signatures;
import io.busbar.deploy.trust.Trust;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code busbar keys}: keys that sign features. */
public final class KeysTask {
  /** Usage. */
  public static final String USAGE = """
      busbar keys root FOLDER | new NAME FOLDER | set … | trust … | update KEYSET DATA | show DATA

      Keys that sign features. A machine that trusts a root runs nothing but what enough keys of the root's set have signed.

        keys root FOLDER             makes the root's key, FOLDER/root.key and root.pub. Keep it off line: on a stick, in a safe
        keys new NAME FOLDER         makes a signing key for a person, FOLDER/NAME.key (0600) and NAME.pub
        keys set --root FILE.key --threshold K --out KEYSET NAME.pub…
                                     the root says which keys may sign and how many of them it takes
          --sequence N               grows with each set; default 1. To rotate keys, make a set with the next number
          --expires 730d             nothing new is accepted by the set after that; default 730d
        keys trust ROOT.pub KEYSET DATA [--feature FILE]
                                     at the machine: trust this root from the next start on. DATA is the gateway's data folder
                                     (SITE_FOLDER/data) or central's folder. What runs must be signed already; FILE is installed first
          --site NAME --group NAME   what this machine is, for features that are not for all
        keys update KEYSET DATA      takes a newer set of the same root
        keys show DATA               whom a machine trusts

      Without any of this a machine is in development mode: everything runs, and its page says so.
      """;

  private static final String NOBODY = "development mode: code on this machine is not enforced, unsigned bundles run."
      + " To enforce it: busbar keys trust.";

  private final Instant now;

  /** @param now time */
  public KeysTask(Instant now) {
    this.now = now;
  }

  /** Does it. */
  public void run(List<String> written, PrintStream out) throws IOException, Refused, GeneralSecurityException {
    Words words = Words.parse(written, List.of("--root", "--threshold", "--out", "--sequence", "--expires", "--feature", "--site", "--group"));
    switch (words.word(0, "what to do with keys")) {
      case "root" -> tell(KeyFiles.make(Path.of(words.word(1, "FOLDER")), "root"), out);
      case "new" -> tell(KeyFiles.make(Path.of(words.word(2, "FOLDER")), words.word(1, "NAME")), out);
      case "set" -> set(words, out);
      case "trust" -> trust(words, out);
      case "update" -> update(words, out);
      case "show" -> show(new TrustFolder(deploy(words.word(1, "DATA"))).read(), out);
      default -> throw new Refused("\"" + words.words().get(0) + "\" is not possible here. There are: root, new, set, trust, update, show.");
    }
  }

  private static void tell(Path made, PrintStream out) throws IOException, Refused {
    KeySet.Key key = KeyFiles.publicKey(made);
    out.println("made " + made + " and the secret beside it: " + key.name() + " " + Trust.fingerprint(key.publicKey()));
  }

  private static Path deploy(String data) {
    return Path.of(data).toAbsolutePath().normalize().resolve("deploy");
  }

  private void set(Words words, PrintStream out) throws IOException, Refused, GeneralSecurityException {
    KeyFiles.Signer root = KeyFiles.signer(Path.of(words.required("--root")));
    List<KeySet.Key> keys = new ArrayList<>();
    for (String file : words.words().subList(1, words.words().size())) {
      keys.add(KeyFiles.publicKey(Path.of(file)));
    }
    int threshold = (int) words.number("--threshold", "1", KeySet.MAX_KEYS);
    byte[] text = new KeySet(words.number("--sequence", "1", Long.MAX_VALUE), words.expires(now, "730d"), threshold, keys).bytes();
    KeySet.parse(text); // what could not be read again is not signed
    byte[] signature = Signatures.none().with(root.key().publicKey(), root.secret(), text).bytes();
    Path file = Path.of(words.required("--out"));
    Files.write(file, new SignedText(text, signature).bytes());
    out.println("made " + file + ": " + keys.size() + " keys, of which " + threshold + " sign a feature");
  }

  private void trust(Words words, PrintStream out) throws IOException, Refused {
    KeySet.Key root = KeyFiles.publicKey(Path.of(words.word(1, "ROOT.pub")));
    SignedText signed = SignedText.of(Files.readAllBytes(Path.of(words.word(2, "KEYSET"))));
    Path deploy = deploy(words.word(3, "DATA"));
    TrustFolder folder = new TrustFolder(deploy);
    Trust before = folder.read();
    if (before.isEnforced()) {
      throw new Refused("this machine trusts the root " + Trust.fingerprint(String.valueOf(before.root())) + " already. New keys of the same root:"
          + " busbar keys update. Another root takes a person who removes " + deploy.resolve("trust") + ".");
    }
    KeySet keys = Trust.accept(root.publicKey(), signed.text(), signed.signatures(), 0);
    Trust trust = new Trust(root.publicKey(), keys, words.option("--site", before.site()), words.option("--group", before.group()));
    folder.machine(trust.site(), trust.group());
    if (!words.all("--feature").isEmpty()) {
      install(deploy, Path.of(words.option("--feature", "")), trust, out);
    }
    String active = new DeployFolder(deploy, "").pointer().active();
    if (active.equals(Pointer.IMAGE)) {
      throw new Refused("what runs there is not signed, and nothing would run any more. Deploy a signed feature first, or give one with --feature"
          + " FILE.");
    }
    byte[] manifest = Files.readAllBytes(deploy.resolve("sets").resolve(active).resolve("manifest"));
    new DeployFolder(deploy, FeatureManifest.parse(manifest).name()).checked(active, trust);
    folder.trust(root.publicKey(), signed);
    out.println("from the next start on only signed features run there.");
    show(trust, out);
  }

  private void install(Path deploy, Path file, Trust trust, PrintStream out) throws IOException, Refused {
    try (FeatureFile feature = FeatureFile.open(file, digest -> null)) {
      DeployFolder folder = new DeployFolder(deploy, feature.manifest().name());
      String id = DeployFolder.idOf(feature.manifestText());
      trust.mayInstall(feature.manifestText(), feature.signatures(), folder.feature(), now, folder.floor(), id);
      folder.stage(feature);
      folder.checked(id, trust);
      folder.raiseFloor(feature.manifest().sequence(), id);
      folder.activate(new Pointer(id, folder.pointer().active()));
      folder.note(now + " installed " + id + " " + feature.manifest().title() + " while nothing ran");
      out.println("installed " + feature.manifest().title());
    }
  }

  private void update(Words words, PrintStream out) throws IOException, Refused {
    SignedText signed = SignedText.of(Files.readAllBytes(Path.of(words.word(1, "KEYSET"))));
    TrustFolder folder = new TrustFolder(deploy(words.word(2, "DATA")));
    Trust trust = folder.read();
    KeySet known = trust.keys();
    if (trust.root() == null || known == null) {
      throw new Refused("this machine trusts no root yet: busbar keys trust ROOT.pub KEYSET DATA.");
    }
    KeySet next = Trust.accept(trust.root(), signed.text(), signed.signatures(), known.sequence());
    folder.update(signed);
    out.println("key set " + next.sequence() + " is known now; before it was " + known.sequence());
  }

  private static void show(Trust trust, PrintStream out) {
    KeySet keys = trust.keys();
    if (trust.root() == null || keys == null) {
      out.println(NOBODY);
      return;
    }
    out.println("root " + Trust.fingerprint(trust.root()) + ", key set " + keys.sequence() + " until " + keys.expires() + ", " + keys.threshold()
        + " of " + keys.keys().size() + " sign");
    keys.keys().forEach(key -> out.println("  " + key.name() + " " + Trust.fingerprint(key.publicKey())));
    out.println("this machine: site \"" + trust.site() + "\", group \"" + trust.group() + "\"");
  }
}
