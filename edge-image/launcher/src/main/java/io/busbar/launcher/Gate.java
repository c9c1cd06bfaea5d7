package io.busbar.launcher;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.Pointer;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the deployer asks of the launcher; a service under {@code java.util.function.Function} with the property {@code busbar.gate=true}.
 * A request is a word and, where it says so, the ID of a set; the answer is empty if it was done, else the reason:
 *
 * <pre>
 *   allow ID       its bundles may resolve, too, after the launcher has checked it by itself
 *   settle         only the bundles of the active set may resolve
 *   restart ID     the framework ends and starts again in this process with that set, or with the active one if that does not start
 *   refused        answers what was hidden, lines
 * </pre>
 */
final class Gate implements Function<String, String> {
  private final DeployedSets sets;
  private final Gatekeeper keeper;
  private final Consumer<String> restart;
  private Set<String> running;

  /** @param running SHA-256 of the jars that run */
  Gate(DeployedSets sets, Gatekeeper keeper, Set<String> running, Consumer<String> restart) {
    this.sets = sets;
    this.keeper = keeper;
    this.restart = restart;
    this.running = Set.copyOf(running);
    apply(running);
  }

  private void apply(@Nullable Set<String> digests) {
    keeper.allow(sets.trust().isEnforced() ? digests : null);
  }

  @Override
  public synchronized String apply(String request) {
    String[] words = request.split(" ", -1);
    try {
      switch (words[0]) {
        case "allow" -> {
          Set<String> both = new HashSet<>(running);
          both.addAll(digests(words[1]));
          apply(both);
        }
        case "settle" -> {
          String active = sets.folder().pointer().active();
          running = active.equals(Pointer.IMAGE) ? running : digests(active);
          apply(running);
        }
        case "restart" -> {
          if (!words[1].equals(Pointer.IMAGE)) {
            digests(words[1]);
          }
          restart.accept(words[1]);
        }
        case "refused" -> {
          return String.join("\n", keeper.refused());
        }
        default -> {
          return "the launcher does not know the request " + words[0];
        }
      }
      return "";
    } catch (Refused e) {
      return e.reason();
    } catch (IOException e) {
      return "the deployed features cannot be read (" + e + "). Check the disk.";
    }
  }

  private Set<String> digests(String id) throws IOException, Refused {
    Set<String> found = new HashSet<>();
    for (BundleEntry bundle : sets.folder().checked(id, sets.trust()).manifest().bundles()) {
      found.add(bundle.file().sha256());
    }
    return found;
  }
}
