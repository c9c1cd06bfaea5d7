package io.busbar.demo.check;

import java.util.List;

/**
 * What the checker must know of the run.
 *
 * @param replyTimeoutMs   a reply that took longer from request to answer may have been refused by the gateway
 * @param commitIntervalMs the gateway's stated commit interval
 * @param kills            when the gateway process was killed
 */
public record Conditions(long replyTimeoutMs, long commitIntervalMs, List<Kill> kills) {
  /** Time for a reply to travel from the socket to the journal, added to the commit interval before a kill. */
  static final long PIPELINE_GRACE_MS = 300;
  private static final long MS = 1_000_000L;

  /**
   * One kill, Unix nanoseconds.
   *
   * @param atNs   when the signal was sent
   * @param goneNs when the process had ended
   */
  public record Kill(long atNs, long goneNs) {
  }

  /** Whether a reply served then may not have been settled when the process died. */
  boolean unsettledAtKill(long servedNs) {
    for (Kill kill : kills) {
      if (servedNs >= kill.atNs - (commitIntervalMs + PIPELINE_GRACE_MS) * MS && servedNs <= kill.goneNs) {
        return true;
      }
    }
    return false;
  }
}
