package io.busbar.api.journal;

import io.busbar.api.data.SampleBatch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The gateway's journal as the engine sees it: samples in, durable tickets out. A service of the journal bundle with
 * its own thread, which encodes and commits every commit interval, and at once for what is urgent.
 */
@ProviderType
public interface SampleJournal {
  /** Length of a resume token at most, bytes. */
  int MAX_TOKEN_BYTES = 255;

  /**
   * Gives points their stable identities, durably, and puts what is new or changed into the dictionary. Control
   * plane's thread; blocks for a commit.
   *
   * @return identities in the order of the list
   */
  int[] describe(List<PointDescription> points) throws IOException;

  /**
   * Retires every point that was ever described and is not in use any more, durably: the dictionary says of it
   * {@link io.busbar.api.model.PublishClass#NONE}, so that the other end drops it from the present picture. What was
   * taken before keeps its description. A point that is described again is in use again, with its old identity. Control
   * plane's thread; blocks for a commit if there is anything to retire.
   */
  void retireOthers(InUse inUse) throws IOException;

  /**
   * Takes all that one hand-over of the engine holds, or nothing of it; all of it becomes durable in one commit. Copies. One
   * producer per shard.
   *
   * @param events for {@link StreamId#EVENTS}; may be empty
   * @param measurements for {@link StreamId#MEASUREMENTS}; may be empty
   * @param checkpoint resume tokens, and state that explains these samples and all before them; may be empty
   * @param urgent commit at once (alarms)
   * @param ticket increasing number; {@link #onSettled} tells up to which ticket everything is durable
   * @return false if there is no room: nothing was taken, try again later
   * @throws IllegalArgumentException if a sample has an identity that was not described, or a token is too long; nothing was taken
   */
  boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket);

  /**
   * Takes samples of one stream, with at most one resume token.
   *
   * @param stream where to: EVENTS or MEASUREMENTS
   * @param batch samples with stable identities; may be empty
   * @param urgent as above
   * @param ticket as above
   * @param tokenKey whose resume token, {@code device name}; null without one
   * @param token committed together with the samples; null without one
   * @return false if there is no room: nothing was taken, try again later
   */
  default boolean offer(StreamId stream, SampleBatch batch, boolean urgent, long ticket, @Nullable String tokenKey,
      byte @Nullable [] token) {
    Checkpoint checkpoint = new Checkpoint();
    if (tokenKey != null && token != null) {
      checkpoint.put(Checkpoint.TOKEN + tokenKey, token, token.length);
    }
    SampleBatch none = new SampleBatch(1);
    return switch (stream) {
      case EVENTS -> offer(batch, none, checkpoint, urgent, ticket);
      case MEASUREMENTS -> offer(none, batch, checkpoint, urgent, ticket);
      case MODEL, AUDIT -> throw new IllegalArgumentException("samples go to EVENTS or MEASUREMENTS, not to " + stream);
    };
  }

  /** Durable state whose name starts with {@link Checkpoint#HELD}, by name: what the engine goes on with after a restart. */
  Map<String, byte[]> held();

  /** Counts a ticket as settled with the next commit although it gave no samples (all dropped on purpose). */
  boolean offerNothing(long ticket);

  /** The last durable resume token of a key; empty if there is none. */
  byte[] token(String tokenKey);

  /** Who is told the highest settled ticket, on the journal's thread after each commit. One listener. */
  void onSettled(LongConsumer listener);

  /** The journal itself, for its readers and cursors. */
  Journal journal();

  /** Calls a listener on the journal's thread after each commit that made records durable; closing removes it. */
  AutoCloseable onCommit(Runnable listener);

  /** Which points the running model has. */
  @FunctionalInterface
  interface InUse {
    /** Whether a point, or a pseudo point of a device, is in use. */
    boolean contains(String site, String device, String point);
  }

  /** The longest time in ms that a sample that is not urgent waits for its commit. */
  long commitIntervalMs();
}
