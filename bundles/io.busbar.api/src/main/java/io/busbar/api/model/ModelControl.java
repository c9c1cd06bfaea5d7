package io.busbar.api.model;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plan, difference, apply and undo of the model; a service of the engine. Thread-safe; apply waits for the engine's
 * threads at batch boundaries and may take seconds for a large site.
 */
@ProviderType
public interface ModelControl {
  /** The model that runs. */
  Optional<SiteModel> current();

  /** Checks a candidate against drivers and filters and says what it would change. Changes nothing. */
  Plan plan(SiteModel candidate);

  /**
   * Applies a plan: whole or not at all.
   *
   * @return problems; empty if applied. A plan with errors, or made against a model that no longer runs, is refused
   */
  List<Problem> apply(Plan plan);

  /** Goes back to the model before the last apply; refused with a problem where there is none. */
  List<Problem> undo();

  /** Counts applied models since the start; 0 before the first. */
  int epoch();

  /**
   * The last edit of the site's files that was refused, by its loader or by {@link #apply}, and has not been mended
   * since; the model of before keeps running.
   */
  default Optional<Refusal> refusal() {
    return Optional.empty();
  }

  /**
   * A refused edit, as the technician's page shows it.
   *
   * @param atNs wall time of the refusal, ns
   * @param problems all mistakes found
   */
  record Refusal(long atNs, List<Problem> problems) {
    /** Copies the list. */
    public Refusal {
      problems = List.copyOf(problems);
    }
  }

  /**
   * A checked candidate.
   *
   * @param candidate what was planned
   * @param baseEpoch epoch of the model it was compared with
   * @param difference what would change
   * @param problems all mistakes; with an error it cannot be applied
   */
  record Plan(SiteModel candidate, int baseEpoch, Difference difference, List<Problem> problems) {
    /** Copies the list. */
    public Plan {
      problems = List.copyOf(problems);
    }

    /** Whether it can be applied. */
    public boolean isApplicable() {
      return problems.stream().noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    }
  }
}
