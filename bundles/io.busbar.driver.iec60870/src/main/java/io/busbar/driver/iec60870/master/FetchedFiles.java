package io.busbar.driver.iec60870.master;

import java.util.HashSet;
import java.util.Set;

/**
 * Which files of a device are had. While the gateway runs each of them is known; across its restart all are that are not newer than the newest,
 * which travels in the resume token: files are fetched oldest first.
 */
final class FetchedFiles {
  /**
   * A file of a station.
   *
   * @param timeMs when it was made, ms since 1970 as the station says
   * @param address of its information object
   * @param name NOF
   * @param bytes LOF
   */
  record Entry(long timeMs, int address, int name, int bytes) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(timeMs, other.timeMs);
      int byAddress = byTime != 0 ? byTime : Integer.compare(address, other.address);
      return byAddress != 0 ? byAddress : Integer.compare(name, other.name);
    }
  }

  private final Set<Entry> known = new HashSet<>();
  private long newestMs;
  private int newestName;
  private long beforeMs;
  private int beforeName;

  /** Takes what a token says. */
  void load(long timeMs, int name) {
    newestMs = timeMs;
    newestName = name;
    beforeMs = timeMs;
    beforeName = name;
  }

  /** Whether a file is had. */
  boolean has(Entry file) {
    return known.contains(file) || file.timeMs() < beforeMs || (file.timeMs() == beforeMs && file.name() <= beforeName);
  }

  /** A file is had: what the token says from now on. */
  void add(Entry file) {
    if (file.timeMs() > newestMs || (file.timeMs() == newestMs && file.name() > newestName)) {
      newestMs = file.timeMs();
      newestName = file.name();
    }
    known.add(file);
  }

  long newestMs() {
    return newestMs;
  }

  int newestName() {
    return newestName;
  }
}
