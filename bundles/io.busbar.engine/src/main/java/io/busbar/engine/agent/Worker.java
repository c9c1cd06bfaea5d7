package io.busbar.engine.agent;

/** An agent at work. */
public interface Worker {
  /** Ends a wait early. Any thread, does not block. */
  void wakeUp();

  /** Interrupts what the duty waits for. */
  void interrupt();

  /** Ends the agent after its present duty; does not wait. */
  void stop();

  /**
   * Waits for the end of a stopped agent.
   *
   * @param limitMs longest wait, ms
   * @return whether it has ended
   */
  boolean join(long limitMs);
}
