package io.busbar.testkit.environment;

/** The power went: thrown out of the storage call during which it happened, and out of every later one. */
public final class SimulatedCrash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SimulatedCrash() {
    super("simulated power loss", null, false, false);
  }
}
