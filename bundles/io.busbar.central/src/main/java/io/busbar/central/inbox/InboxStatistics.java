package io.busbar.central.inbox;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** What the inbox counts and says: one line for each change of state, repeats are counters. Any thread. */
public final class InboxStatistics {
  private static final System.Logger LOG = System.getLogger("io.busbar.central");

  /** Records written. */
  public final LongAdder records = new LongAdder();
  /** Positions that gateways reported as not available any more. */
  public final LongAdder skipped = new LongAdder();
  /** Records whose content cannot be read. */
  public final LongAdder malformed = new LongAdder();
  /** Messages of a kind that is not known here. */
  public final LongAdder unknownMessages = new LongAdder();
  /** Messages that were refused, each with the end of its session. */
  public final LongAdder refused = new LongAdder();
  /** Hellos that were not understood or of one gateway too many. */
  public final LongAdder refusedHellos = new LongAdder();
  /** Dictionary entries with an identity out of range. */
  public final LongAdder unknownIds = new LongAdder();
  /** Books and pieces of dictionaries that could not be read at the start. */
  public final LongAdder unreadable = new LongAdder();
  /** Commits that failed. */
  public final LongAdder failedCommits = new LongAdder();

  private volatile String failure = "";

  /** Why nothing can be written now; empty if it can. */
  public String failure() {
    return failure;
  }

  void commitFailed(IOException e) {
    failedCommits.increment();
    if (failure.isEmpty()) {
      LOG.log(System.Logger.Level.ERROR, "Central cannot write its journal: " + e.getMessage()
          + " Nothing is acknowledged until it can; gateways keep their data.");
    }
    failure = String.valueOf(e.getMessage());
  }

  void commitSucceeded() {
    if (!failure.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, "Central writes its journal again.");
      failure = "";
    }
  }

  void changed(String line) {
    LOG.log(System.Logger.Level.INFO, line);
  }
}
