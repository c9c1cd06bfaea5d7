package io.busbar.deploy.manifest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The manifest of a signed feature. Its text, which is what is signed (each line ends with a line feed, one space between words):
 *
 * <pre>
 *   busbar-feature 1
 *   name gateway
 *   version 0.1.0
 *   sequence 17
 *   expires 2027-06-01T00:00:00Z
 *   target group north                 (or: target site oak-street; target all all)
 *   bom SHA256 LENGTH                  (bill of materials, CycloneDX)
 *   configuration SHA256 LENGTH        (of the components, OSGi Configurator)
 *   bundle SYMBOLIC-NAME VERSION START-LEVEL SHA256 LENGTH      (one or more, by start level, name, version)
 * </pre>
 *
 * @param name of the feature: {@code gateway}, {@code central}
 * @param version for people
 * @param sequence grows with each release of this feature; an older one is refused
 * @param expires not installed after that; one that is installed goes on running
 * @param target whom it is for
 * @param bom bill of materials
 * @param configuration of components
 * @param bundles by start level, name and version
 */
public record FeatureManifest(String name, String version, long sequence, Instant expires, Target target, FileEntry bom, FileEntry configuration,
    List<BundleEntry> bundles) {
  /** Largest text. */
  public static final int MAX_BYTES = 256 << 10;
  /** Most bundles. */
  public static final int MAX_BUNDLES = 500;
  /** Largest file. */
  public static final long MAX_FILE_BYTES = 64L << 20;

  private static final String WHAT = "the manifest";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int MAX_START_LEVEL = 99;
  private static final Comparator<BundleEntry> ORDER = Comparator.comparingInt(BundleEntry::startLevel).thenComparing(BundleEntry::name)
      .thenComparing(BundleEntry::version);

  /** Puts the bundles in order. */
  public FeatureManifest {
    bundles = bundles.stream().sorted(ORDER).toList();
  }

  /**
   * Reads a text.
   *
   * @throws Refused if it is not exactly what {@link #bytes} writes
   */
  public static FeatureManifest parse(byte[] text) throws Refused {
    Lines lines = Lines.of(text, MAX_BYTES, WHAT);
    lines.number(lines.word("busbar-feature"), 1, 1);
    String name = lines.matching(lines.word("name"), NAME, "name");
    String version = lines.matching(lines.word("version"), NAME, "version");
    long sequence = lines.number(lines.word("sequence"), 1, Long.MAX_VALUE);
    Instant expires = lines.time("expires");
    Target target = target(lines);
    FileEntry bom = file(lines, lines.words("bom", 2));
    FileEntry configuration = file(lines, lines.words("configuration", 2));
    List<BundleEntry> bundles = new ArrayList<>();
    Set<String> digests = new HashSet<>();
    do {
      List<String> words = lines.words("bundle", 5);
      bundles.add(new BundleEntry(lines.matching(words.get(0), NAME, "symbolic name"), lines.matching(words.get(1), NAME, "version"),
          (int) lines.number(words.get(2), 1, MAX_START_LEVEL), file(lines, words.subList(3, 5))));
      if (!digests.add(words.get(3)) || bundles.size() > MAX_BUNDLES) {
        throw new Refused(bundles.size() > MAX_BUNDLES ? WHAT + " has more than " + MAX_BUNDLES + " bundles."
            : WHAT + " names the bundle " + words.get(0) + " twice.");
      }
    } while (lines.nextIs("bundle"));
    lines.end();
    FeatureManifest manifest = new FeatureManifest(name, version, sequence, expires, target, bom, configuration, bundles);
    if (!Arrays.equals(manifest.bytes(), text)) {
      throw new Refused(WHAT + " is not in its one form: bundles are in order of start level, name and version. Make it again with \"busbar sign\".");
    }
    return manifest;
  }

  private static Target target(Lines lines) throws Refused {
    List<String> words = lines.words("target", 2);
    for (Target.Kind kind : Target.Kind.values()) {
      if (kind.word().equals(words.get(0)) && (kind != Target.Kind.ALL || words.get(1).equals("all"))) {
        return new Target(kind, lines.matching(words.get(1), NAME, "name of a site or group"));
      }
    }
    throw new Refused(WHAT + " is for \"" + words.get(0) + " " + words.get(1) + "\"; it may be for all all, group NAME or site NAME.");
  }

  private static FileEntry file(Lines lines, List<String> words) throws Refused {
    return new FileEntry(lines.matching(words.get(0), SHA256, "SHA-256"), lines.number(words.get(1), 0, MAX_FILE_BYTES));
  }

  /** The text. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(8_192);
    text.append("busbar-feature 1\nname ").append(name).append("\nversion ").append(version).append("\nsequence ").append(sequence);
    text.append("\nexpires ").append(expires).append("\ntarget ").append(target.kind().word()).append(' ').append(target.name());
    text.append("\nbom ").append(bom).append("\nconfiguration ").append(configuration).append('\n');
    for (BundleEntry bundle : bundles) {
      text.append("bundle ").append(bundle.name()).append(' ').append(bundle.version()).append(' ').append(bundle.startLevel()).append(' ')
          .append(bundle.file()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** How people call it: {@code gateway 0.1.0 (sequence 17)}. */
  public String title() {
    return name + " " + version + " (sequence " + sequence + ")";
  }
}
