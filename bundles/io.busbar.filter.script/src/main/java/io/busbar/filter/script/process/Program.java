package io.busbar.filter.script.process;

import io.busbar.api.data.Kind;
import io.busbar.filter.script.codec.Requests;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A script with its parameters and limits, and what it has done so far. Thread-safe. */
public final class Program {
  /** Times in a row that a script may end its process before it is put in quarantine. */
  static final int MOST_DEATHS = 5;
  /** How long quarantine lasts before one more try, ns. */
  static final long QUARANTINE_NS = 600_000_000_000L;

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final int number = NUMBERS.incrementAndGet();
  private final Text text;
  private final Kind gives;
  private final int stateBytes;
  private final long limitNs;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final AtomicLong overtaken = new AtomicLong();
  private volatile String mistake = "";
  private volatile boolean isLoaded;
  private volatile String lastFailure = "";
  private volatile long lastFailureWallNs;
  private volatile String said = "";
  private final AtomicInteger deaths = new AtomicInteger();
  private volatile long freeAtNs = Long.MIN_VALUE;

  /**
   * What is run.
   *
   * @param name file that mistakes are told with: {@code scripts/kwh.py}
   * @param source of the script
   * @param parameters as JSON
   */
  public record Text(String name, String source, String parameters) {}

  /**
   * A script.
   *
   * @param gives kind of its results
   * @param stateBytes most bytes of a device's state
   * @param limitNs how long one call may last, ns
   */
  public Program(Text text, Kind gives, int stateBytes, long limitNs) {
    this.text = text;
    this.gives = gives;
    this.stateBytes = stateBytes;
    this.limitNs = limitNs;
  }

  byte[] loadFrame() {
    return Requests.load(number, gives, stateBytes, text.name(), text.parameters(), text.source());
  }

  int number() {
    return number;
  }

  long nextCall() {
    return calls.incrementAndGet();
  }

  long limitNs() {
    return limitNs;
  }

  /** Name of its file. */
  public String name() {
    return text.name();
  }

  /** Kind of its results. */
  public Kind gives() {
    return gives;
  }

  /** Most bytes of a device's state. */
  public int stateBytes() {
    return stateBytes;
  }

  /** A sample was marked because too many waited. */
  public void overtaken() {
    overtaken.incrementAndGet();
  }

  void loaded(String wrong) {
    mistake = wrong;
    isLoaded = true;
  }

  /** Whether Python has looked at it. */
  public boolean isLoaded() {
    return isLoaded;
  }

  /** Why it could not be loaded, with its line; empty if nothing is known against it. */
  public String mistake() {
    return mistake;
  }

  void succeeded() {
    deaths.set(0);
  }

  void failed(String why, long wallNs) {
    failed.incrementAndGet();
    lastFailure = why;
    lastFailureWallNs = wallNs;
  }

  void broken() {
    broken.incrementAndGet();
  }

  /** Its process ended under it; returns whether it goes into quarantine now. Reader's thread. */
  boolean died(String why, long wallNs, long nowNs) {
    failed(why, wallNs);
    if (deaths.incrementAndGet() < MOST_DEATHS) {
      return false;
    }
    freeAtNs = nowNs + QUARANTINE_NS;
    return true;
  }

  boolean isQuarantined(long nowNs) {
    return freeAtNs != Long.MIN_VALUE && nowNs < freeAtNs;
  }

  void said(String line) {
    said = line;
  }

  String said() {
    return said;
  }

  String lastFailure() {
    return lastFailure;
  }

  long lastFailureWallNs() {
    return lastFailureWallNs;
  }

  /** Counts for people. */
  String counts() {
    return calls.get() + " calls, " + failed.get() + " failed, " + broken.get() + " not run, " + overtaken.get() + " samples overtaken";
  }

  long failures() {
    return failed.get();
  }

  long notRun() {
    return broken.get() + overtaken.get();
  }
}
