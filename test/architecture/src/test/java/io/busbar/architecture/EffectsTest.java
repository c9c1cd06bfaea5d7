package io.busbar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Time, randomness, sockets and files are reached at one place each, so that the same code runs in the simulation. The tables
 * name every bundle that touches the machine, and what for; a new line in them is a decision.
 */
class EffectsTest {

  /** Bundles that are programs of their own beside the product, and talk to the real machine: the demonstration. */
  private static final Set<String> DEMONSTRATION = Set.of("io.busbar.sim", "io.busbar.demo");

  private static final Map<String, String> CLOCK = Map.of(
      "io.busbar.platform", "implements BusClock and SiteClock");

  private static final Map<String, String> RANDOM = Map.of(
      "io.busbar.platform", "implements RandomSource");

  private static final Map<String, String> SOCKET = Map.of(
      "io.busbar.transport", "owns the lines",
      "io.busbar.link", "owns the bearers",
      "io.busbar.console", "serves pages",
      "io.busbar.shell", "asks the running gateway",
      "io.busbar.sink.iec104", "serves control centres",
      "io.busbar.platform", "asks the time servers of the site");

  @Test
  void onlyThePlatformReadsTheClock() {
    check("read the clock", CLOCK, access -> {
      String owner = access.getTargetOwner().getName();
      String name = access.getName();
      return owner.equals("java.lang.System") && (name.equals("nanoTime") || name.equals("currentTimeMillis"))
          || owner.startsWith("java.time.") && (name.equals("now") || owner.equals("java.time.Clock") && name.startsWith("system"));
    });
  }

  @Test
  void onlyThePlatformDrawsRandomNumbers() {
    check("draw random numbers", RANDOM, access -> {
      String owner = access.getTargetOwner().getName();
      return owner.equals("java.lang.Math") && access.getName().equals("random") || owner.equals("java.security.SecureRandom")
          || owner.equals("java.util.concurrent.ThreadLocalRandom")
          || owner.equals("java.util.UUID") && access.getName().equals("randomUUID")
          || owner.equals("java.util.Random") && access.getName().equals("<init>");
    });
  }

  @Test
  void socketsAreOpenedByTheirOwnersOnly() {
    check("open sockets", SOCKET, access -> {
      String owner = access.getTargetOwner().getName();
      boolean opens = access.getName().equals("<init>") || access.getName().equals("open");
      return opens && (owner.matches("java\\.net\\.(Server|Datagram|Multicast)?Socket") || owner.startsWith("java.nio.channels.")
          && owner.matches(".*(Socket|Datagram)Channel"));
    });
  }

  private static void check(String what, Map<String, String> allowed, Predicate<JavaAccess<?>> effect) {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : Workspace.CLASSES) {
      String bundle = Workspace.bundleOf(type);
      if (allowed.containsKey(bundle) || DEMONSTRATION.contains(bundle) || bundle.equals("io.busbar.testkit")) {
        continue;
      }
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (effect.test(access)) {
          wrong.add(access.getDescription());
        }
      }
    }
    assertThat(wrong).as("code that may not " + what + "; it is handed an interface of io.busbar.api instead").isEmpty();
  }
}
