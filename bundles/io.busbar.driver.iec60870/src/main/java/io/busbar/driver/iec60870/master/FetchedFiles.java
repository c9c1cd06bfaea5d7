package io.busbar.driver.iec60870.master;

import java.util.HashSet;
import java.util.Set;

/**
 * Which files of a device are had. While the gateway runs each of them is known; across its restart all are that are not newer than the newest,
 * which travels in the resume token: files are fetched oldest first.
 */
final class FetchedFiles {
  /**
   * A file of a station. Many stations give all their files of a sort one name and tell them apart by their addresses.
   *
   * @param timeMs when it was made, ms since 1970 as the station says; 0 if it does not say
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

    boolean isTimed() {
      return timeMs != 0;
    }

    /** What tells it from the others of the station: {@code 30017-2}. */
    String text() {
      return address + "-" + name;
    }
  }

  /** Before all files. */
  private static final Entry NONE = new Entry(0, 0, 0, 0);

  private final Set<Entry> known = new HashSet<>();
  private Entry newest = NONE;
  private Entry before = NONE;

  /** Takes what a token says. */
  void load(long timeMs, int address, int name) {
    newest = new Entry(timeMs, address, name, 0);
    before = newest;
  }

  /** Whether a file is had; one without a time, which could be any, is not had after a restart. */
  boolean has(Entry file) {
    return known.contains(file) || (file.isTimed() && before.isTimed() && file.compareTo(before) <= 0);
  }

  /** A file is had: what the token says from now on. */
  void add(Entry file) {
    newest = file.isTimed() && file.compareTo(newest) > 0 ? file : newest;
    known.add(file);
  }

  /** Whether there is one with a time. */
  boolean isAny() {
    return newest.isTimed();
  }

  Entry newest() {
    return newest;
  }
}
