package io.busbar.deploy.store;

import io.busbar.deploy.manifest.KeySet;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.trust.Signatures;
import io.busbar.deploy.trust.SignedText;
import io.busbar.deploy.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whom a machine trusts, in the folder {@code trust}: {@code root}, {@code keys} with its signature, {@code machine} (site and group). */
public final class TrustFolder {
  private static final int SMALL = 4 << 10;

  private final Path folder;

  /** @param deploy the folder of feature sets */
  public TrustFolder(Path deploy) {
    folder = deploy.resolve("trust");
  }

  /**
   * Reads it. Without a root: development mode.
   *
   * @throws Refused if there is a root, but no key set that it signed: then nothing may run
   */
  public Trust read() throws IOException, Refused {
    String[] machine = text("machine").split("\n", -1);
    String site = machine[0].strip();
    String group = machine.length < 2 ? "" : machine[1].strip();
    if (!Files.exists(folder.resolve("root"))) {
      return new Trust(null, null, site, group);
    }
    String root = text("root").strip();
    if (!root.matches("[0-9a-f]{64}")) {
      throw new Refused(folder.resolve("root") + " is damaged. Trust the root again: busbar keys trust.");
    }
    SignedText signed = SignedText.of(Disk.readOrNothing(folder.resolve("keys"), KeySet.MAX_BYTES + Signatures.MAX_BYTES));
    KeySet keys = Trust.accept(root, signed.text(), signed.signatures(), 0);
    return new Trust(root, keys, site, group);
  }

  /** Says what this machine is. */
  public void machine(String site, String group) throws IOException {
    Files.createDirectories(folder);
    Disk.replace(folder.resolve("machine"), (site + "\n" + group + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Takes a root and its key set, judged already. The root is written last: from then on only signed features run. */
  public void trust(String root, SignedText keys) throws IOException {
    update(keys);
    Disk.replace(folder.resolve("root"), (root + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes a newer key set that was judged already. */
  public void update(SignedText keys) throws IOException {
    Files.createDirectories(folder);
    Disk.replace(folder.resolve("keys"), keys.bytes());
  }

  private String text(String file) throws IOException {
    return new String(Disk.readOrNothing(folder.resolve(file), SMALL), StandardCharsets.UTF_8);
  }
}
