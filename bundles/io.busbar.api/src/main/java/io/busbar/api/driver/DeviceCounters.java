package io.busbar.api.driver;

/**
 * Counters of one device, since its row exists. The driver increments, views read; written by the channel's thread,
 * read racily by others (a count may be a moment old, never torn).
 */
public final class DeviceCounters {
  private volatile long requests;
  private volatile long replies;
  private volatile long timeouts;
  private volatile long checksumErrors;
  private volatile long exceptions;
  private volatile long retries;
  private volatile long lastGoodWallNs;

  /** A request was sent. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // single writer
  public void request() {
    requests++;
  }

  /** A valid reply came. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // single writer
  public void reply(long wallNs) {
    replies++;
    lastGoodWallNs = wallNs;
  }

  /** A request had no reply in time. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // single writer
  public void timeout() {
    timeouts++;
  }

  /** Bytes came that made no valid frame. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // single writer
  public void checksumError() {
    checksumErrors++;
  }

  /** The device refused with a protocol error. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // single writer
  public void exception() {
    exceptions++;
  }

  /** A request was repeated. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // single writer
  public void retry() {
    retries++;
  }

  /** Requests sent. */
  public long requests() {
    return requests;
  }

  /** Valid replies. */
  public long replies() {
    return replies;
  }

  /** Time-outs. */
  public long timeouts() {
    return timeouts;
  }

  /** Invalid frames. */
  public long checksumErrors() {
    return checksumErrors;
  }

  /** Refusals by the device. */
  public long exceptions() {
    return exceptions;
  }

  /** Repeated requests. */
  public long retries() {
    return retries;
  }

  /** Wall time of the last valid reply, ns; 0 if none yet. */
  public long lastGoodWallNs() {
    return lastGoodWallNs;
  }
}
