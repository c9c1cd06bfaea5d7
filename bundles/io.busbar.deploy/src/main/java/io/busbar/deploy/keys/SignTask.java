package io.busbar.deploy.keys;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.FileEntry;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.Disk;
import io.busbar.deploy.store.FeatureFile;
import io.busbar.deploy.trust.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** {@code busbar sign}: makes a feature file of an installation, and signs it. */
public final class SignTask {
  /** Usage. */
  public static final String USAGE = """
      busbar sign gateway|central --sequence N --out FILE [--key FILE.key]…   |   busbar sign FILE --key FILE.key

      Makes one file of everything that a gateway or central runs, for "busbar deploy stage", and signs it; or adds a signature to
      such a file, at the desk of the next person.

        --with JAR          in the place of the bundle of its name, or added; may be given more than once
        --without NAME      leaves a bundle out
        --sequence N        grows with each release; a machine refuses an older one than it had
        --expires 90d       not installed after that (what is installed goes on running); default 365d
        --target all        for whom: all, group:NAME or site:NAME
        --release V         version for people; default the installation's
        --changed-only      leaves the jars out that this installation has, too: a small file for machines that run the same
        --key FILE.key      signs with it; without, the file is for machines in development mode or signed later

      Example:
        busbar sign gateway --with io.busbar.driver.modbus-0.1.1.jar --sequence 18 --target group:north --key alice.key --out fix.busbar
      """;

  private final Instant now;
  private final Path home;
  private final String release;

  /**
   * Signs.
   *
   * @param now time
   * @param home the installation
   * @param release version of the installation
   */
  public SignTask(Instant now, Path home, String release) {
    this.now = now;
    this.home = home;
    this.release = release;
  }

  /** Does it. */
  public void run(List<String> written, PrintStream out) throws IOException, Refused, GeneralSecurityException {
    boolean changedOnly = written.contains("--changed-only");
    Words words = Words.parse(written.stream().filter(word -> !word.equals("--changed-only")).toList(),
        List.of("--with", "--without", "--sequence", "--expires", "--target", "--release", "--key", "--out"));
    String what = words.word(0, "What to sign");
    if (Files.isRegularFile(Path.of(what))) {
      addSignature(Path.of(what), words, out);
    } else {
      make(what, words, changedOnly, out);
    }
  }

  private void make(String feature, Words words, boolean changedOnly, PrintStream out) throws IOException, Refused, GeneralSecurityException {
    ReleaseList list = ReleaseList.of(home, feature);
    Set<String> installed = new HashSet<>();
    list.entries().forEach(bundle -> installed.add(bundle.file().sha256()));
    for (String jar : words.all("--with")) {
      list.with(Path.of(jar));
    }
    for (String name : words.all("--without")) {
      list.without(name);
    }
    byte[] bom = Files.readAllBytes(home.resolve("deploy").resolve(feature + ".bom.json"));
    byte[] configuration = Files.readAllBytes(home.resolve("deploy").resolve(feature + ".configuration.json"));
    byte[] text = new FeatureManifest(feature, words.option("--release", release), words.number("--sequence", "", Long.MAX_VALUE),
        words.expires(now, "365d"), words.target(), entry(bom), entry(configuration), list.entries()).bytes();
    FeatureManifest manifest = FeatureManifest.parse(text); // what could not be read again is not signed
    Signatures signatures = signed(Signatures.none(), words, text);
    Path file = Path.of(words.required("--out"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "manifest", text);
      put(zip, "signatures", signatures.bytes());
      put(zip, "bom.json", bom);
      put(zip, "configuration.json", configuration);
      for (BundleEntry bundle : manifest.bundles()) {
        if (!changedOnly || !installed.contains(bundle.file().sha256())) {
          put(zip, "bundles/" + bundle.file().sha256() + ".jar", Files.readAllBytes(list.file(bundle)));
        }
      }
    }
    out.println("made " + file + ": " + manifest.title() + " for " + manifest.target() + ", " + manifest.bundles().size() + " bundles, "
        + signatures.byKey().size() + " signatures, until " + manifest.expires());
  }

  private static FileEntry entry(byte[] bytes) {
    return new FileEntry(Disk.digest(bytes), bytes.length);
  }

  private static Signatures signed(Signatures before, Words words, byte[] text) throws IOException, Refused, GeneralSecurityException {
    Signatures signatures = before;
    for (String file : words.all("--key")) {
      KeyFiles.Signer signer = KeyFiles.signer(Path.of(file));
      signatures = signatures.with(signer.key().publicKey(), signer.secret(), text);
    }
    return signatures;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0); // the same release is the same file
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static void addSignature(Path file, Words words, PrintStream out) throws IOException, Refused, GeneralSecurityException {
    words.required("--key");
    Signatures signatures;
    String title;
    try (FeatureFile feature = FeatureFile.open(file, digest -> null)) {
      signatures = signed(Signatures.parse(feature.signatures()), words, feature.manifestText());
      title = feature.manifest().title();
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (ZipFile from = new ZipFile(file.toFile()); OutputStream stream = Files.newOutputStream(fresh);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      for (ZipEntry entry : from.stream().toList()) {
        try (InputStream in = from.getInputStream(entry)) {
          put(zip, entry.getName(), entry.getName().equals("signatures") ? signatures.bytes() : in.readAllBytes());
        }
      }
    }
    Files.move(fresh, Objects.requireNonNull(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    out.println("signed " + file + ": " + title + ", now with " + signatures.byKey().size() + " signatures");
  }
}
