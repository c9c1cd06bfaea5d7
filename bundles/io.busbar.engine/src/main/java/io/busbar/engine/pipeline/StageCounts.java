package io.busbar.engine.pipeline;

/** Counts of all stages of one filter. */
public final class StageCounts {
  private long dropped;
  private long failures;
  private String lastFailure = "";

  void add(Stage stage) {
    dropped += stage.droppedCount();
    failures += stage.failures();
    lastFailure = stage.failures() > 0 ? stage.lastFailure() : lastFailure;
  }

  /** Samples dropped on purpose. */
  public long dropped() {
    return dropped;
  }

  /** Times that the filter threw. */
  public long failures() {
    return failures;
  }

  /** What it threw last, for a developer; empty if it never did. */
  public String lastFailure() {
    return lastFailure;
  }
}
