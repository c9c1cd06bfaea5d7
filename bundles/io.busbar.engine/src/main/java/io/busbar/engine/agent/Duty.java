package io.busbar.engine.agent;

/** What an agent does. */
@FunctionalInterface
public interface Duty {
  /**
   * What a duty returns that has done all there was: a pause of a millisecond in which nobody wakes it, so that what comes meanwhile is
   * done in one go. Waking a thread costs more than what it does for a few samples.
   */
  long REST = Long.MIN_VALUE;

  /**
   * Does a bounded piece of work.
   *
   * @return ns that it can wait for before the next one unless it is woken; 0 or less for at once; {@link #REST} for a short pause
   */
  long run();
}
