package io.busbar.transport.bearer;

import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.time.BusClock;

/** What one way has done so far. The bearer's thread writes, any thread reads. */
public final class Health {
  private static final System.Logger LOG = System.getLogger("io.busbar.transport");
  private static final long ALIVE_NS = 30_000_000_000L;

  private final String name;
  private final BusClock clock;
  private volatile long sent;
  private volatile long refused;
  private volatile long received;
  private volatile long damaged;
  private volatile long lastHeardNs;
  private volatile boolean heard;
  private volatile String trouble = "";

  /** Of a way with that name: {@code udp 10.9.0.5:20500}. */
  public Health(String name, BusClock clock) {
    this.name = name;
    this.clock = clock;
  }

  /** For people. */
  public String name() {
    return name;
  }

  /** Counts a datagram that was to be sent; returns whether it was taken. */
  public boolean sent(boolean taken) {
    sent++;
    if (!taken) {
      refused++;
    }
    return taken;
  }

  /** A datagram came. */
  public void received() {
    received++;
    lastHeardNs = clock.monotonicNs();
    heard = true;
  }

  /** How many frames were no frames, in all. */
  public void damaged(long total) {
    damaged = total;
  }

  /**
   * Something is wrong; one line in the log unless it is known already.
   *
   * @param text what, and what to do
   */
  public void trouble(String text) {
    if (trouble.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, text + " It is tried again by itself.");
    }
    trouble = text;
  }

  /** It works again. */
  public void well() {
    if (!trouble.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, name + " works again.");
      trouble = "";
    }
  }

  /** What is wrong, empty if nothing is. */
  public String trouble() {
    return trouble;
  }

  /** For people. */
  public BearerStatus status(boolean inUse) {
    long silentNs = clock.monotonicNs() - lastHeardNs;
    boolean alive = trouble.isEmpty() && (!heard || silentNs < ALIVE_NS);
    return new BearerStatus(name, inUse, alive, heard ? clock.wallNs() - silentNs : 0, sent, refused, received, damaged, trouble);
  }
}
