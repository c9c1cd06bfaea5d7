package io.busbar.engine.agent;

/** What an agent does. */
@FunctionalInterface
public interface Duty {
  /**
   * Does a bounded piece of work.
   *
   * @return ns that it can wait for before the next one unless it is woken; 0 or less for at once
   */
  long run();
}
