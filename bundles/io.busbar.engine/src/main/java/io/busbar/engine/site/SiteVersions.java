package io.busbar.engine.site;

import io.busbar.api.model.SitePlans.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Earlier versions of the files of a site, each whole, in {@code .busbar/versions/N}: {@code about} has time, who, what and the files
 * that changed, {@code names} the names, one a line, {@code N} the text of the Nth. A version is written beside and renamed, so it is
 * there whole or not at all; what a crash has left is deleted at the next one. At most {@value #MAX_VERSIONS} versions and
 * {@value #MAX_MEBIBYTES} MiB are kept, the newest two always; the oldest go first. One thread at a time.
 */
final class SiteVersions {
  /** Versions that are kept at most. */
  static final int MAX_VERSIONS = 100;
  private static final int MAX_MEBIBYTES = 64;
  /** Bytes of all versions at most, but for the newest. */
  static final long MAX_BYTES = (long) MAX_MEBIBYTES << 20;
  private static final String ABOUT = "about";
  private static final String NAMES = "names";
  private static final int FIELDS = 3;
  /** The newest, and the one that a change may have to go back to. */
  private static final int LEAST_KEPT = 2;

  private final Path versions;
  private final Path next;
  private final long maxBytes;

  SiteVersions(Path folder) {
    this(folder, MAX_BYTES);
  }

  SiteVersions(Path folder, long maxBytes) {
    versions = folder.resolve(".busbar").resolve("versions");
    next = versions.resolve("next");
    this.maxBytes = maxBytes;
  }

  /** The versions, the newest first. */
  List<Version> list() throws IOException {
    List<Version> found = new ArrayList<>();
    for (int number : numbers()) {
      found.add(version(number));
    }
    Collections.reverse(found);
    return found;
  }

  private List<Integer> numbers() throws IOException {
    if (!Files.isDirectory(versions)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.map(each -> String.valueOf(each.getFileName())).filter(name -> name.matches("[1-9]\\d{0,8}")).map(Integer::valueOf).sorted()
          .toList();
    }
  }

  private Version version(int number) throws IOException {
    Path folder = versions.resolve(Integer.toString(number));
    List<String> about = Files.readAllLines(folder.resolve(ABOUT));
    if (about.size() < FIELDS || !about.get(0).matches("-?\\d{1,19}")) {
      throw new IOException(folder.resolve(ABOUT) + " is damaged. Delete the folder " + folder + ".");
    }
    long bytes = 0;
    int files = Files.readAllLines(folder.resolve(NAMES)).size();
    for (int i = 0; i < files; i++) {
      bytes += Files.size(folder.resolve(Integer.toString(i)));
    }
    return new Version(number, Long.parseLong(about.get(0)), about.get(1), about.get(2), about.subList(FIELDS, about.size()), bytes);
  }

  /** Number of the newest; 0 if there is none. */
  int newest() throws IOException {
    List<Integer> numbers = numbers();
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** The files of a version, text by name; null if it is not kept. */
  @Nullable Map<String, String> texts(int number) throws IOException {
    Path folder = versions.resolve(Integer.toString(number));
    if (number < 1 || !Files.isDirectory(folder)) {
      return null;
    }
    Map<String, String> texts = new TreeMap<>();
    List<String> names = Files.readAllLines(folder.resolve(NAMES));
    for (int i = 0; i < names.size(); i++) {
      texts.put(names.get(i), Files.readString(folder.resolve(Integer.toString(i))));
    }
    return texts;
  }

  /**
   * Keeps a version, if it differs from the newest.
   *
   * @return number of the newest version then
   */
  int keep(Map<String, String> texts, long atNs, String who, String what) throws IOException {
    int newest = newest();
    Map<String, String> before = newest == 0 ? Map.of() : Objects.requireNonNullElse(texts(newest), Map.of());
    if (newest > 0 && before.equals(texts)) {
      return newest;
    }
    DurableFiles.delete(next);
    Files.createDirectories(next);
    List<String> about = new ArrayList<>(List.of(Long.toString(atNs), line(who), line(what)));
    about.addAll(newest == 0 ? List.of() : changed(before, texts));
    int n = 0;
    for (String text : new TreeMap<>(texts).values()) {
      DurableFiles.write(next.resolve(Integer.toString(n++)), text);
    }
    DurableFiles.write(next.resolve(NAMES), String.join("\n", new TreeMap<>(texts).keySet()));
    DurableFiles.write(next.resolve(ABOUT), String.join("\n", about));
    DurableFiles.sync(next);
    Files.move(next, versions.resolve(Integer.toString(newest + 1)), StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(versions);
    prune();
    return newest + 1;
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    TreeSet<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return List.copyOf(changed);
  }

  private void prune() throws IOException {
    Map<Integer, Long> sizes = new LinkedHashMap<>();
    for (Version each : list()) {
      sizes.put(each.number(), each.bytes());
    }
    long bytes = 0;
    int kept = 0;
    for (Map.Entry<Integer, Long> each : sizes.entrySet()) {
      bytes += each.getValue();
      kept++;
      if (kept > LEAST_KEPT && (kept > MAX_VERSIONS || bytes > maxBytes)) {
        DurableFiles.delete(versions.resolve(Integer.toString(each.getKey())));
      }
    }
  }
}
