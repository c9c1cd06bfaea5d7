package io.busbar.api.model;

import java.util.ArrayList;
import java.util.List;

/** Collects all problems of a check, so that all mistakes are told at once. Not thread-safe. */
public final class Problems {
  /** No more than this are kept; a wrong file does not need a million lines. */
  public static final int MAX_KEPT = 500;

  private final List<Problem> found = new ArrayList<>();
  private int errors;

  /** Adds one. */
  public void add(Problem problem) {
    if (problem.severity() == Problem.Severity.ERROR) {
      errors++;
    }
    if (found.size() < MAX_KEPT) {
      found.add(problem);
    }
  }

  /** Adds an error. */
  public void error(SourceLocation at, String code, String message) {
    add(Problem.error(at, code, message));
  }

  /** Adds a warning. */
  public void warning(SourceLocation at, String code, String message) {
    add(Problem.warning(at, code, message));
  }

  /** Adds all of another. */
  public void addAll(Iterable<Problem> others) {
    others.forEach(this::add);
  }

  /** Whether there is at least one error. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** What was found, in order of discovery, at most {@link #MAX_KEPT}. */
  public List<Problem> list() {
    return List.copyOf(found);
  }
}
