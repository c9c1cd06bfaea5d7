package io.busbar.deploy.store;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.trust.Signatures;
import io.busbar.deploy.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of feature sets (see the package). One process at a time; its methods block on the disk. The launcher reads, the deployer writes.
 */
public final class DeployFolder {
  /** Digits of a manifest's SHA-256 that are its ID. */
  static final int ID_DIGITS = 16;

  private static final int SMALL = 4 << 10;
  private static final int MAX_TRIAL = 4 << 20;
  private static final int MAX_HISTORY = 16 << 20;
  private static final String PARTS = ".part";

  private final Path folder;
  private final String feature;

  /** @param feature the feature that runs there: {@code gateway} or {@code central} */
  public DeployFolder(Path folder, String feature) {
    this.folder = folder;
    this.feature = feature;
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** Name of the feature that runs here. */
  public String feature() {
    return feature;
  }

  /** ID of a manifest. */
  public static String idOf(byte[] manifest) {
    return Disk.digest(manifest).substring(0, ID_DIGITS);
  }

  /** Which set boots. */
  public Pointer pointer() throws IOException {
    String[] words = text("active", SMALL).strip().split(" ", -1);
    return words.length == 2 && isId(words[0]) && isId(words[1]) ? new Pointer(words[0], words[1]) : Pointer.FIRST;
  }

  private static boolean isId(String word) {
    return word.equals(Pointer.IMAGE) || word.matches("[0-9a-f]{" + ID_DIGITS + "}");
  }

  /** Commits: from now on this boots. One atomic rename. */
  public void activate(Pointer next) throws IOException {
    Files.createDirectories(folder);
    Disk.replace(folder.resolve("active"), (next.active() + " " + next.previous() + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** The newest that was ever installed. */
  public Trust.Floor floor() throws IOException {
    String[] words = text("floor", SMALL).strip().split(" ", -1);
    return words.length == 2 && words[0].matches("[0-9]{1,18}") ? new Trust.Floor(Long.parseLong(words[0]), words[1]) : Trust.Floor.NONE;
  }

  /** Raises the floor; never lowers it. */
  public void raiseFloor(long sequence, String id) throws IOException {
    if (sequence > floor().sequence()) {
      Disk.replace(folder.resolve("floor"), (sequence + " " + id + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** What is being tried, or was when the power went. */
  public Optional<TrialNote> trial() throws IOException {
    String text = text("trial", MAX_TRIAL);
    return text.isBlank() ? Optional.empty() : Optional.of(TrialNote.parse(text));
  }

  /** Notes what is going to be tried. */
  public void beginTrial(TrialNote note) throws IOException {
    Disk.replace(folder.resolve("trial"), note.text().getBytes(StandardCharsets.UTF_8));
  }

  /** The trial is over. */
  public void endTrial() throws IOException {
    if (Files.deleteIfExists(folder.resolve("trial"))) {
      Disk.syncFolder(folder);
    }
  }

  /** Adds a line to the history. */
  public void note(String line) throws IOException {
    Files.createDirectories(folder);
    Disk.append(folder.resolve("history"), line.replaceAll("[\\r\\n]+", " "));
  }

  /** The last lines of the history, oldest first. */
  public List<String> history(int limit) throws IOException {
    List<String> lines = text("history", MAX_HISTORY).lines().toList();
    return lines.subList(Math.max(0, lines.size() - limit), lines.size());
  }

  /** Sets that are there, in no order. */
  public List<String> sets() throws IOException {
    Path sets = folder.resolve("sets");
    if (!Files.isDirectory(sets)) {
      return List.of();
    }
    List<String> found = new java.util.ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(sets)) {
      for (Path each : folders) {
        String name = String.valueOf(each.getFileName());
        if (isId(name)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  /**
   * A set, checked: it may run here by these, and all of its files are there with the right content.
   *
   * @throws Refused if it is not there, damaged, or may not run; the message says what to do
   */
  public FeatureSetOnDisk checked(String id, Trust trust) throws IOException, Refused {
    FeatureSetOnDisk set = read(id, trust);
    for (BundleEntry bundle : set.manifest().bundles()) {
      Path file = set.file(bundle);
      if (!Files.isRegularFile(file) || !Disk.digest(file).equals(bundle.file().sha256())) {
        throw new Refused("the set " + id + " is damaged: the file of " + bundle + " is missing or is another one. Stage it again.");
      }
    }
    return set;
  }

  /** A set of which only the manifest, signatures and configuration are checked. */
  public FeatureSetOnDisk read(String id, Trust trust) throws IOException, Refused {
    Path set = folder.resolve("sets").resolve(id);
    byte[] manifest = Disk.readOrNothing(set.resolve("manifest"), FeatureManifest.MAX_BYTES);
    if (manifest.length == 0 || !idOf(manifest).equals(id)) {
      throw new Refused("the set " + id + " is not there, or is damaged. Stage it again.");
    }
    FeatureManifest read = trust.mayRun(manifest, Disk.readOrNothing(set.resolve("signatures"), Signatures.MAX_BYTES), feature);
    Path configuration = set.resolve("configuration.json");
    if (!Files.isRegularFile(configuration) || !Disk.digest(configuration).equals(read.configuration().sha256())) {
      throw new Refused("the set " + id + " is damaged: its configuration is missing or is another one. Stage it again.");
    }
    return new FeatureSetOnDisk(id, read, folder.resolve("store"), configuration);
  }

  /**
   * Puts a feature there, whole, without changing what boots.
   *
   * @param file a file that was judged already
   * @return its ID
   */
  public String stage(FeatureFile file) throws IOException, Refused {
    String id = idOf(file.manifestText());
    Path store = Files.createDirectories(folder.resolve("store"));
    for (BundleEntry bundle : file.manifest().bundles()) {
      Path jar = store.resolve(bundle.file().sha256() + ".jar");
      if (!Files.isRegularFile(jar) || !Disk.digest(jar).equals(bundle.file().sha256())) {
        Path part = store.resolve(bundle.file().sha256() + PARTS);
        file.extractBundle(bundle, part);
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Disk.syncFolder(store);
    Path sets = Files.createDirectories(folder.resolve("sets"));
    Path fresh = sets.resolve("new" + PARTS);
    Disk.delete(fresh);
    Files.createDirectories(fresh);
    Disk.write(fresh.resolve("manifest"), file.manifestText());
    Disk.write(fresh.resolve("signatures"), file.signatures());
    Disk.write(fresh.resolve("bom.json"), file.bom());
    Disk.write(fresh.resolve("configuration.json"), file.configuration());
    Disk.syncFolder(fresh);
    Disk.delete(sets.resolve(id));
    Files.move(fresh, sets.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    Disk.syncFolder(sets);
    return id;
  }

  /** Deletes the sets but these, and the bundles that none of these has. */
  public void clean(Set<String> kept) throws IOException {
    for (String id : sets()) {
      if (!kept.contains(id)) {
        Disk.delete(folder.resolve("sets").resolve(id));
      }
    }
    Path store = folder.resolve("store");
    if (!Files.isDirectory(store)) {
      return;
    }
    Set<String> used = new HashSet<>();
    for (String id : sets()) {
      byte[] text = Disk.readOrNothing(folder.resolve("sets").resolve(id).resolve("manifest"), FeatureManifest.MAX_BYTES);
      try {
        FeatureManifest.parse(text).bundles().forEach(bundle -> used.add(bundle.file().sha256() + ".jar"));
      } catch (Refused damaged) {
        return; // what a damaged set needs is not known: nothing is deleted
      }
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(store)) {
      for (Path file : files) {
        if (!used.contains(Objects.toString(file.getFileName()))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private String text(String file, int most) throws IOException {
    return new String(Disk.readOrNothing(folder.resolve(file), most), StandardCharsets.UTF_8);
  }
}
