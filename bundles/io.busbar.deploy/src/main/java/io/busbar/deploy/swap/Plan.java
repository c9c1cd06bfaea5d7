package io.busbar.deploy.swap;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.store.FeatureSetOnDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes from the bundles that run to a set.
 *
 * @param set the set
 * @param steps bundles, each to be swapped, added or taken away
 * @param restarts why the framework has to start anew; empty if it need not
 */
record Plan(FeatureSetOnDisk set, List<Step> steps, List<String> restarts) {
  /** What everything else stands on or what has state that no neighbour can hold: exchanged by a restart. */
  private static final Set<String> CORE = Set.of("io.busbar.api", "io.busbar.platform", "io.busbar.log", "io.busbar.shell", "io.busbar.engine",
      "io.busbar.journal", "io.busbar.codec", "io.busbar.security", "io.busbar.link", "io.busbar.uplink", "io.busbar.central", "io.busbar.transport",
      "io.busbar.deploy", "io.busbar.control");
  private static final int LIBRARIES = 20;

  Plan {
    steps = List.copyOf(steps);
    restarts = List.copyOf(restarts);
  }

  /**
   * One change.
   *
   * @param before what runs; null if added
   * @param next what comes; null if taken away
   */
  record Step(@Nullable Part before, @Nullable BundleEntry next) {
    String name() {
      return before != null ? before.name() : next != null ? next.name() : "";
    }

    String words() {
      if (before == null) {
        return next + " is added";
      }
      return next == null ? before + " is taken away"
          : before.version().equals(next.version()) ? before + " is exchanged for another build of that version"
          : before + " becomes " + next.version();
    }
  }

  static Plan of(Ground ground, FeatureSetOnDisk set) {
    Map<String, Part> running = new HashMap<>();
    ground.parts().forEach(part -> running.put(part.sha256(), part));
    Map<String, Part> leaving = new HashMap<>();
    Set<String> kept = new HashSet<>();
    set.manifest().bundles().forEach(bundle -> kept.add(bundle.file().sha256()));
    running.values().stream().filter(part -> !kept.contains(part.sha256())).forEach(part -> leaving.put(part.name(), part));
    List<Step> steps = new ArrayList<>();
    for (BundleEntry bundle : set.manifest().bundles()) {
      if (!running.containsKey(bundle.file().sha256())) {
        steps.add(new Step(leaving.remove(bundle.name()), bundle));
      }
    }
    leaving.values().forEach(part -> steps.add(new Step(part, null)));
    List<String> restarts = new ArrayList<>();
    for (Step step : steps) {
      BundleEntry next = step.next();
      boolean base = next != null ? next.startLevel() < LIBRARIES : step.before() != null && step.before().startLevel() < LIBRARIES;
      List<String> users = step.before() == null ? List.of() : ground.users(step.name());
      if (CORE.contains(step.name()) || base) {
        restarts.add(step.name() + " belongs to the core");
      } else if (!users.isEmpty()) {
        restarts.add(step.name() + " is used by " + String.join(", ", users));
      }
    }
    return new Plan(set, steps, restarts);
  }
}
