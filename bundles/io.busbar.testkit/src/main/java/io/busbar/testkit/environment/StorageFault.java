package io.busbar.testkit.environment;

/** What a simulated storage call does instead of its work. */
public enum StorageFault {
  /** Nothing: it works. */
  NONE,
  /** It fails with an {@link java.io.IOException}; of a failing force nobody knows what reached the medium. */
  ERROR,
  /** The power goes during it; see {@link SimStorage#restart()}. */
  CRASH
}
