package io.busbar.engine.agent;

import java.util.concurrent.CompletableFuture;

/** Who runs the agents: threads in the product, a test or simulation by hand. */
public interface Crew {
  /** Puts an agent to work. */
  Worker start(String name, Duty duty);

  /**
   * Waits until agents have done something. Not on an agent's own thread.
   *
   * @param limitMs longest wait, ms
   * @return whether it is done; a failure is thrown as it is
   */
  boolean await(CompletableFuture<?> done, long limitMs);

  /** One thread for each agent. */
  static Crew threads() {
    return new ThreadCrew();
  }
}
