package io.busbar.transport.line;

import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineSpec;
import io.busbar.api.time.BusClock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The line of one channel: open or not, leased or not. Opened, used and reopened by the channel's thread; closed for
 * good by any thread, which also ends a read that blocks there.
 */
final class ManagedLine {
  private static final System.Logger LOG = System.getLogger(ManagedLine.class.getName());

  private final String channel;
  private final LineSpec spec;
  private final LineOpener opener;
  private final Taps taps;
  private final BusClock clock;
  private final Backoff backoff;
  private volatile @Nullable TappedLine open;
  private volatile String failure = "";
  private volatile boolean ended;
  private volatile boolean leased;
  private long openedNs;
  private String announced = "";

  ManagedLine(String channel, LineSpec spec, LineOpener opener, Taps taps, BusClock clock) {
    this.channel = channel;
    this.spec = spec;
    this.opener = opener;
    this.taps = taps;
    this.clock = clock;
    this.backoff = new Backoff(clock.monotonicNs());
  }

  LineSpec spec() {
    return spec;
  }

  boolean isOpen() {
    return open != null;
  }

  boolean isLeased() {
    return leased;
  }

  LineHandle lease() {
    leased = true;
    return new Lease();
  }

  /** Closes for good. */
  void end() {
    ended = true;
    closeOpen();
  }

  private @Nullable Line line() {
    TappedLine now = open;
    if (now != null || ended || !backoff.mayTry(clock.monotonicNs())) {
      return now;
    }
    long began = clock.monotonicNs();
    try {
      TappedLine opened = new TappedLine(opener.open(spec), taps, clock);
      openedNs = clock.monotonicNs();
      open = opened;
      failure = "";
      announce("open: " + opened.describe());
      if (ended) {
        closeOpen();
      }
      return open;
    } catch (IOException e) {
      failure = channel + ": " + e.getMessage();
      backoff.failed(began, clock.monotonicNs());
      announce(failure);
      return null;
    }
  }

  private void announce(String state) {
    if (!announced.equals(state)) {
      announced = state;
      LOG.log(System.Logger.Level.INFO, state.startsWith(channel) ? state : channel + ": " + state);
    }
  }

  private void reopen() {
    TappedLine was = open;
    if (was != null) {
      closeOpen();
      boolean atOnce = !was.isOfUse() && clock.monotonicNs() - openedNs < Backoff.SHORT_LIFE_NS;
      failure = channel + ": " + spec.key() + (atOnce ? " was opened and lost again at once. Has the device a connection free, "
          + "and does it allow this gateway's address?" : " was lost and is opened again.");
      backoff.lost(openedNs, clock.monotonicNs(), was.isOfUse());
    }
  }

  private void closeOpen() {
    TappedLine was = open;
    open = null;
    if (was != null) {
      was.close();
    }
  }

  /** One borrowing; of no effect after its close. */
  private final class Lease implements LineHandle {
    private boolean returned;

    @Override
    public @Nullable Line line() {
      return returned ? null : ManagedLine.this.line();
    }

    @Override
    public String failure() {
      return ended ? channel + ": the line was taken away with its channel." : failure;
    }

    @Override
    public long retryAtNs() {
      return backoff.retryAtNs();
    }

    @Override
    public void reopen() {
      if (!returned) {
        ManagedLine.this.reopen();
      }
    }

    @Override
    public void close() {
      if (!returned) {
        returned = true;
        leased = false;
      }
    }
  }
}
