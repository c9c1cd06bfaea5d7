package io.busbar.deploy.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.FeatureManifest;
import io.busbar.deploy.manifest.FileEntry;
import io.busbar.deploy.manifest.KeySet;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.manifest.Target;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Manifests that are changed, expired, replayed, for somebody else, signed by too few or by strangers: none is accepted, each is refused with a
 * reason. {@code -Dbusbar.manifests=100000} for the campaign.
 */
class RefusalsTest {
  private static final int COUNT = Integer.getInteger("busbar.manifests", 20_000);
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Trust.Floor FLOOR = new Trust.Floor(16, "0123456789abcdef");
  private static final String ID = "fedcba9876543210";

  private final KeyPair root = Ed25519.pair();
  private final KeyPair[] signers = {Ed25519.pair(), Ed25519.pair(), Ed25519.pair()};
  private final KeyPair stranger = Ed25519.pair();
  private final Trust trust = new Trust(Ed25519.encode(root.getPublic()), new KeySet(1, NOW.plus(Duration.ofDays(10)), 2,
      List.of(key(signers[0], "a"), key(signers[1], "b"), key(signers[2], "c"))), "oak", "north");

  private static KeySet.Key key(KeyPair pair, String name) {
    return new KeySet.Key(Ed25519.encode(pair.getPublic()), name);
  }

  private static FeatureManifest manifest(long sequence, Instant expires, Target target) {
    String digest = "ab".repeat(32);
    return new FeatureManifest("gateway", "0.1.0", sequence, expires, target, new FileEntry(digest, 10), new FileEntry(digest, 20),
        List.of(new BundleEntry("io.busbar.api", "0.1.0", 20, new FileEntry("cd".repeat(32), 1000)),
            new BundleEntry("io.busbar.driver.modbus", "0.1.1", 40, new FileEntry("ef".repeat(32), 2000))));
  }

  private static byte[] signed(byte[] text, KeyPair... by) throws Exception {
    Signatures all = Signatures.none();
    for (KeyPair pair : by) {
      all = all.with(Ed25519.encode(pair.getPublic()), pair.getPrivate(), text);
    }
    return all.bytes();
  }

  private String refusal(byte[] text, byte[] signatures) {
    try {
      trust.mayInstall(text, signatures, "gateway", NOW, FLOOR, ID);
      return "";
    } catch (Refused e) {
      return e.reason();
    }
  }

  @Test
  void aManifestThatIsRightIsAccepted() throws Exception {
    byte[] text = manifest(17, NOW.plusSeconds(1), new Target(Target.Kind.GROUP, "north")).bytes();
    assertThat(refusal(text, signed(text, signers[0], signers[2]))).isEmpty();
    assertThat(FeatureManifest.parse(text).bytes()).isEqualTo(text);
  }

  @Test
  void noneOfManyWrongOnesIsAcceptedAndEachHasItsReason() throws Exception {
    Random random = new Random(6);
    byte[] right = manifest(17, NOW.plusSeconds(1), Target.ALL).bytes();
    byte[] signatures = signed(right, signers[0], signers[1]);
    Map<String, Integer> reasons = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      byte[] text = mutated(right, random);
      byte[] beside = signatures;
      if (i % 5 == 0) {
        text = right;
        beside = mutated(signatures, random);
      }
      if (Arrays.equals(text, right) && isStillRight(beside, right)) {
        continue; // the change took nothing away: a line feed behind the signatures, say
      }
      String reason = refusal(text, beside);
      assertThat(reason).as("manifest %s", i).isNotEmpty();
      reasons.merge(reason.replaceAll("[^a-z ]", "").substring(0, 15), 1, Integer::sum);
    }
    assertThat(reasons).hasSizeGreaterThan(5);
  }

  private boolean isStillRight(byte[] signatures, byte[] text) {
    try {
      return Signatures.parse(signatures).signers(keys(), text).size() > 1;
    } catch (Refused e) {
      return false;
    }
  }

  private List<String> keys() {
    return List.of(signers).stream().map(pair -> Ed25519.encode(pair.getPublic())).toList();
  }

  private static byte[] mutated(byte[] right, Random random) {
    byte[] text = right.clone();
    int at = random.nextInt(text.length);
    switch (random.nextInt(4)) {
      case 0 -> text[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> text = Arrays.copyOf(text, at);
      case 2 -> {
        byte[] longer = Arrays.copyOf(text, text.length + 1);
        System.arraycopy(text, at, longer, at + 1, text.length - at);
        longer[at] = (byte) random.nextInt(256);
        text = longer;
      }
      default -> {
        int other = random.nextInt(text.length);
        byte swapped = text[at];
        text[at] = text[other];
        text[other] = swapped;
      }
    }
    return text;
  }

  @Test
  void expiredReplayedAndWronglyTargetedOnesAreRefusedWithTheirReason() throws Exception {
    check(manifest(17, NOW.minusSeconds(1), Target.ALL), "has expired");
    check(manifest(16, NOW.plusSeconds(1), Target.ALL), "is not newer than sequence 16");
    check(manifest(3, NOW.plusSeconds(1), Target.ALL), "is not newer than sequence 16");
    check(manifest(17, NOW.plusSeconds(1), new Target(Target.Kind.SITE, "elm")), "is for site elm");
    check(manifest(17, NOW.plusSeconds(1), new Target(Target.Kind.GROUP, "south")), "is for group south");
  }

  private void check(FeatureManifest wrong, String reason) throws Exception {
    byte[] text = wrong.bytes();
    assertThat(refusal(text, signed(text, signers))).contains(reason);
  }

  @Test
  void tooFewSignaturesAndThoseOfStrangersDoNotCount() throws Exception {
    byte[] text = manifest(17, NOW.plusSeconds(1), Target.ALL).bytes();
    assertThat(refusal(text, new byte[0])).contains("0 valid signatures");
    assertThat(refusal(text, signed(text, signers[1]))).contains("1 valid signature of");
    assertThat(refusal(text, signed(text, signers[1], stranger, root))).contains("1 valid signature of");
    byte[] twice = signed(text, signers[1]);
    byte[] both = Arrays.copyOf(twice, twice.length * 2);
    System.arraycopy(twice, 0, both, twice.length, twice.length);
    assertThat(refusal(text, both)).contains("1 valid signature of");
  }

  @Test
  void aKeySetOfAnotherRootOrAnOlderOneIsRefused() throws Exception {
    byte[] text = new KeySet(3, NOW, 1, List.of(key(signers[0], "a"))).bytes();
    String publicRoot = Ed25519.encode(root.getPublic());
    assertThat(Trust.accept(publicRoot, text, signed(text, root), 3).threshold()).isEqualTo(1);
    assertThat(reason(() -> Trust.accept(publicRoot, text, signed(text, stranger), 0))).contains("not signed by the root");
    assertThat(reason(() -> Trust.accept(publicRoot, text, signed(text, root), 4))).contains("sequence 3, and 4 is known");
  }

  private interface Attempt {
    Object make() throws Exception;
  }

  private static String reason(Attempt attempt) throws Exception {
    try {
      attempt.make();
      return "";
    } catch (Refused e) {
      return e.reason();
    }
  }
}
