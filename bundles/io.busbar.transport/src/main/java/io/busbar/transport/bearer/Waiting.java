package io.busbar.transport.bearer;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where the thread of a bearer waits until one of its channels has something. Shared by the ways of one bearer and closed
 * with the last of them. One thread, but for {@link #wakeUp()} and {@link #leave()}.
 */
public final class Waiting {
  private static final System.Logger LOG = System.getLogger(Waiting.class.getName());
  private static final long MS = 1_000_000L;

  private final Selector selector;
  private int users;

  private Waiting(Selector selector) {
    this.selector = selector;
  }

  /** A place of its own. */
  public static Waiting open() throws IOException {
    return new Waiting(SelectorProvider.provider().openSelector());
  }

  /** One more bearer waits here; it has to {@link #leave()}. */
  public synchronized Waiting join() {
    users++;
    return this;
  }

  /** A bearer is closed; the last one closes the place. */
  public synchronized void leave() {
    users--;
    if (users <= 0) {
      try {
        selector.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "closing a selector failed; it is gone either way", e);
      }
    }
  }

  /**
   * Waits for a channel as well.
   *
   * @param ready called on the waiting thread when it is ready; null where a look at all channels finds it
   */
  public SelectionKey register(SelectableChannel channel, int operations, @Nullable Runnable ready) throws IOException {
    return channel.register(selector, operations, ready);
  }

  /** Calls who is ready now, without waiting. */
  public void look() {
    select(0);
  }

  /** Waits until a channel is ready, {@link #wakeUp()} or the time is over, and calls who is ready. */
  public void await(long maxNs) {
    select((maxNs + MS - 1) / MS);
  }

  private void select(long ms) {
    try {
      if (ms <= 0) {
        selector.selectNow(Waiting::call);
      } else {
        selector.select(Waiting::call, ms);
      }
    } catch (IOException | ClosedSelectorException e) {
      LOG.log(System.Logger.Level.DEBUG, "waiting for datagrams ended", e);
    }
  }

  private static void call(SelectionKey key) {
    if (key.attachment() instanceof Runnable ready) {
      ready.run();
    }
  }

  /** Ends a wait early. Any thread. */
  public void wakeUp() {
    selector.wakeup();
  }
}
