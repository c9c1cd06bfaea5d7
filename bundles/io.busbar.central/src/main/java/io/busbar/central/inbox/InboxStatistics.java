package io.busbar.central.inbox;

import io.busbar.api.health.HealthReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** For so long it is said that two gateways have one name, ns. */
  private static final long TWICE_NS = 900_000_000_000L;

  /** Names that two gateways were found to have, at most as many as there are gateways, and when last. */
  private final Map<String, HealthReport> twice = new ConcurrentHashMap<>();
  private final Map<String, Long> twiceAt = new ConcurrentHashMap<>();
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

  /** Two gateways call by that name; said in the log where it is news. */
  void nameTwice(String name, long wallNs) {
    HealthReport known = twice.get(name);
    boolean isNews = known == null || wallNs - twiceAt.getOrDefault(name, 0L) >= TWICE_NS;
    String text = "Two gateways call by the name " + name + " and take the place from each other; their records are told apart, but shown as one"
        + " gateway's. Give each a name of its own (site: in site.yaml); a copied data folder must not be used by both.";
    if (isNews) {
      twice.put(name, new HealthReport("gateway " + name, HealthReport.Level.CRITICAL, text, wallNs));
      changed(text);
    }
    twiceAt.put(name, wallNs);
  }

  /** What is wrong with how gateways are set up, each with the remedy and since when. */
  public List<HealthReport> health(long wallNs) {
    return twice.entrySet().stream().filter(entry -> wallNs - twiceAt.getOrDefault(entry.getKey(), 0L) < TWICE_NS).map(Map.Entry::getValue).toList();
  }

  void changed(String line) {
    LOG.log(System.Logger.Level.INFO, line);
  }
}
