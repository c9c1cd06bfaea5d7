package io.busbar.engine.shard;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose samples are with the journal, in order of their tickets, until the journal says that they are durable.
 * Shard's thread, but for {@link #settled}.
 */
final class Settlement {
  /** Tokens under way at most; more batches with tokens wait. */
  static final int MAX_UNDER_WAY = 4_096;

  private final long[] ticket = new long[MAX_UNDER_WAY];
  private final @Nullable ChannelPort[] port = new @Nullable ChannelPort[MAX_UNDER_WAY];
  private final Source[] source = new Source[MAX_UNDER_WAY];
  private final byte[][] token = new byte[MAX_UNDER_WAY][];
  private final TokensUnderWay tokens = new TokensUnderWay();
  private final AtomicLong settledTicket = new AtomicLong();
  private long head;
  private long tail;

  /** Everything up to a ticket is durable. Journal's thread. */
  void settled(long upTo) {
    settledTicket.accumulateAndGet(upTo, Math::max);
  }

  /** Whether everything up to a ticket is durable. */
  boolean isSettled(long upTo) {
    return settledTicket.get() >= upTo;
  }

  boolean isFull() {
    return tail - head == MAX_UNDER_WAY;
  }

  int underWay() {
    return (int) (tail - head);
  }

  void add(long newTicket, ChannelPort from, Source device, byte[] newToken) {
    int at = (int) (tail++ % MAX_UNDER_WAY);
    ticket[at] = newTicket;
    port[at] = from;
    source[at] = device;
    token[at] = newToken;
  }

  /** Passes on what is durable now, in order; returns how many. */
  int passOn() {
    long upTo = settledTicket.get();
    int count = 0;
    while (head < tail) {
      int at = (int) (head % MAX_UNDER_WAY);
      ChannelPort to = port[at];
      if (ticket[at] > upTo || (to != null && !to.settle(source[at], token[at]))) {
        break;
      }
      tokens.settled(source[at].name());
      port[at] = null;
      head++;
      count++;
    }
    return count;
  }

  /** Tokens that are not durable yet, by device. */
  TokensUnderWay tokens() {
    return tokens;
  }

  /** Forgets where to tell about a channel that is gone; its tokens are durable all the same. */
  void forget(ChannelPort gone) {
    Arrays.setAll(port, i -> port[i] == gone ? null : port[i]);
  }
}
