package io.busbar.demo.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a check found. Filled by one thread. */
public final class Verdict {
  /** Findings kept word by word; more are only counted. */
  private static final int MAX_FINDINGS = 200;
  private final LongList eventTimes = new LongList();
  private final LongList eventDelays = new LongList();
  private final Map<String, Integer> lostByPoint = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private long delivered;
  private long lost;
  private long duplicated;
  private long outOfOrder;
  private long unexplained;
  private long excused;
  private long unsettledAtKill;
  private long unreportedAtKill;
  private long eventsGenerated;
  private long eventsDelivered;
  private long eventsOverflowed;
  private int gaps;

  void delivered(int count) {
    delivered += count;
  }

  void lost(String point, String what) {
    lost++;
    lostByPoint.merge(point, 1, Integer::sum);
    find("lost: " + point + " " + what);
  }

  void duplicated(String point, int count, String what) {
    duplicated += count;
    find("doubled: " + point + " " + what);
  }

  void outOfOrder(String point, int count) {
    outOfOrder += count;
    find("out of order: " + point + ", " + count + " samples");
  }

  void unexplained(String point, String what) {
    unexplained++;
    find("never served: " + point + " " + what);
  }

  void excuse() {
    excused++;
  }

  void unsettled(boolean reported, String point, String what) {
    unsettledAtKill++;
    if (!reported) {
      unreportedAtKill++;
      find("missing at the kill without a gap record: " + point + " " + what);
    }
  }

  void event(long timeNs, long delayNs) {
    eventsDelivered++;
    eventTimes.add(timeNs);
    eventDelays.add(delayNs);
  }

  void eventGenerated() {
    eventsGenerated++;
  }

  void eventOverflowed() {
    eventsOverflowed++;
  }

  void gaps(int count) {
    gaps = count;
  }

  private void find(String text) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(text);
    }
  }

  /** Whether nothing is lost, doubled, out of order, invented, or missing without a gap record. */
  public boolean isClean() {
    return isComplete() && duplicated == 0 && outOfOrder == 0 && unexplained == 0;
  }

  /** Whether nothing is missing (any more). */
  public boolean isComplete() {
    return lost == 0 && unreportedAtKill == 0;
  }

  /** Samples that the rules say the gateway had to publish or did publish: delivered and lost. */
  public long accepted() {
    return delivered + lost;
  }

  /** Samples that arrived and have a reply or an event behind them, each once. */
  public long delivered() {
    return delivered;
  }

  /** Samples that had to be published and did not arrive. */
  public long lost() {
    return lost;
  }

  /** Samples that arrived more than once. */
  public long duplicated() {
    return duplicated;
  }

  /** Samples that arrived after a later one of their point and lane. */
  public long outOfOrder() {
    return outOfOrder;
  }

  /** Good samples that no reply and no event explains. */
  public long unexplained() {
    return unexplained;
  }

  /**
   * Readings that would have had to arrive, but whose reply the simulator spoiled on purpose or gave so late that the gateway may have
   * refused it.
   */
  public long excused() {
    return excused;
  }

  /** Polled but not settled when the gateway was killed. */
  public long unsettledAtKill() {
    return unsettledAtKill;
  }

  /** Of these, how many no gap record covers. */
  public long unreportedAtKill() {
    return unreportedAtKill;
  }

  /** Events that relays stored. */
  public long eventsGenerated() {
    return eventsGenerated;
  }

  /** Of these, how many arrived. */
  public long eventsDelivered() {
    return eventsDelivered;
  }

  /** Events that a relay itself had to drop because its buffer was full. */
  public long eventsOverflowed() {
    return eventsOverflowed;
  }

  /** Gap records at the sink. */
  public int gaps() {
    return gaps;
  }

  /** How many samples are lost, by {@code device/point}. */
  public Map<String, Integer> lostByPoint() {
    return Map.copyOf(lostByPoint);
  }

  /** The first findings in words. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /**
   * Times from events at their devices to central.
   *
   * @param outsideOf begin and end of interruptions, Unix nanoseconds; events that were under way at any time of these are left out
   */
  public Delays eventDelays(List<long[]> outsideOf) {
    LongList kept = new LongList();
    for (int i = 0; i < eventTimes.size(); i++) {
      long time = eventTimes.get(i);
      long arrived = time + eventDelays.get(i);
      if (outsideOf.stream().noneMatch(span -> arrived >= span[0] && time <= span[1])) {
        kept.add(eventDelays.get(i));
      }
    }
    long[] sorted = kept.toArray();
    Arrays.sort(sorted);
    return new Delays(sorted.length, percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
  }

  /**
   * Delays in milliseconds; NaN when there was none.
   *
   * @param count how many there were
   */
  public record Delays(int count, double p50, double p99, double worst) {
  }

  private static double percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length) - 1;
    return sorted[Math.max(0, rank)] / 1e6;
  }
}
