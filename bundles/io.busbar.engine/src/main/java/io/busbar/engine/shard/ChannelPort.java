package io.busbar.engine.shard;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import io.busbar.engine.agent.SpscRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The border between one channel and the shard. The channel claims batches of its own pool, fills and offers them; the
 * shard gives them back. One channel that is faster than the journal fills its own pool and nobody else's.
 */
public final class ChannelPort {
  /** Batches in the pool. */
  public static final int BATCHES = 16;
  private static final int MESSAGES = BATCHES + 240;
  private static final int SETTLED = 4_096;

  private final String channel;
  private final TokensUnderWay tokens;
  private final Runnable wakeShard;
  private final Runnable wakeChannel;
  private final SpscRing<RingSlot> free = new SpscRing<>(BATCHES);
  private final SpscRing<RingSlot> filled = new SpscRing<>(MESSAGES);
  private final SpscRing<Settled> settled = new SpscRing<>(SETTLED);
  private final List<RingSlot> claimed = new ArrayList<>(BATCHES);
  private volatile long full;
  private volatile long offered;

  /**
   * A port with an empty pool of {@link #BATCHES} batches.
   *
   * @param tokens counts resume tokens under way
   * @param wakeShard called after something was put in
   * @param wakeChannel called after something was settled
   */
  public ChannelPort(String channel, TokensUnderWay tokens, Runnable wakeShard, Runnable wakeChannel) {
    this.tokens = tokens;
    this.channel = channel;
    this.wakeShard = wakeShard;
    this.wakeChannel = wakeChannel;
    for (int i = 0; i < BATCHES; i++) {
      free.offer(new RingSlot());
    }
  }

  /**
   * A settled token on its way back.
   *
   * @param source device that offered it
   * @param token the token
   */
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  public record Settled(Source source, byte[] token) {}

  /** Name of the channel. */
  public String channel() {
    return channel;
  }

  /** An empty batch, or null if all are under way. Channel's thread. */
  public @Nullable SampleBatch claim(int samples) {
    RingSlot slot = free.poll();
    if (slot == null) {
      full = full + 1;
      return null;
    }
    slot.makeRoom(samples);
    claimed.add(slot);
    return slot.batch;
  }

  /**
   * Hands a claimed batch over. Channel's thread.
   *
   * @throws IllegalArgumentException if it was not claimed here, or was offered already
   */
  public void offer(SampleBatch batch, Source source, byte @Nullable [] token) {
    for (int i = 0; i < claimed.size(); i++) {
      RingSlot slot = claimed.get(i);
      if (slot.batch == batch) {
        claimed.remove(i);
        slot.source = source;
        slot.token = token;
        offered = offered + batch.size();
        if (token != null) {
          tokens.offered(source.name());
        }
        filled.offer(slot);
        wakeShard.run();
        return;
      }
    }
    throw new IllegalArgumentException("this batch was not claimed on channel " + channel + ", or was offered already");
  }

  /** Gives claimed batches back that will not be offered: their driver is gone. Channel's thread. */
  public void abandon() {
    for (RingSlot slot : claimed) {
      slot.makeRoom(1);
      slot.source = Source.GONE;
      filled.offer(slot);
    }
    claimed.clear();
  }

  /** Hands a device's state over, in order with the batches. Channel's thread. Returns false if it must be tried again. */
  public boolean offerState(Source source, DeviceState state, String reason, long atNs) {
    if (filled.produced() - filled.consumed() >= MESSAGES - BATCHES) {
      return false;
    }
    RingSlot slot = new RingSlot();
    slot.source = source;
    slot.state = state;
    slot.reason = reason;
    slot.atNs = atNs;
    boolean taken = filled.offer(slot);
    wakeShard.run();
    return taken;
  }

  /** Whether something that a device told, on any channel, is not durable yet. Any thread. */
  public boolean isUnderWay(String device) {
    return tokens.isAny(device);
  }

  /** The next settled token, or null. Channel's thread. */
  public @Nullable Settled pollSettled() {
    return settled.poll();
  }

  /** Throws settled tokens away that nobody waits for. Channel's thread. */
  public void forgetSettled() {
    while (!settled.isEmpty()) {
      settled.poll();
    }
  }

  /** Times that a driver found all batches under way. Any thread. */
  public long timesFull() {
    return full;
  }

  /** Samples handed over. Any thread. */
  public long samplesOffered() {
    return offered;
  }

  /** A mark behind everything handed over so far; see {@link #hasPassed}. Any thread. */
  public long mark() {
    return filled.produced();
  }

  /** Whether the shard has taken everything before a mark. Any thread. */
  public boolean hasPassed(long mark) {
    return filled.consumed() >= mark;
  }

  @Nullable RingSlot peek() {
    return filled.peek();
  }

  @Nullable RingSlot next() {
    return filled.poll();
  }

  boolean isEmpty() {
    return filled.isEmpty();
  }

  void giveBack(RingSlot slot) {
    if (slot.state == null) {
      slot.token = null;
      free.offer(Objects.requireNonNull(slot));
    }
  }

  boolean settle(Source source, byte[] token) {
    boolean taken = settled.offer(new Settled(source, token));
    wakeChannel.run();
    return taken;
  }
}
