package io.busbar.api.sink;

import io.busbar.api.journal.StreamId;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where central delivers; a service with the property {@link #NAME}. One thread per sink calls it; it may block. What
 * it refuses by an exception comes again after a back-off; a sink that is dead holds back nobody else.
 */
@ConsumerType
public interface Sink {
  /** Service property with the sink's name, which names its cursor too. */
  String NAME = "busbar.sink";

  /**
   * Where a transactional target stands by its own books.
   *
   * @return position in central's journal; −1 if the target cannot hold it, then central's cursor counts
   */
  default long recoverPosition(StreamId stream) throws IOException {
    return -1;
  }

  /** Takes one record's content; several may follow before {@link #commit}. */
  void accept(SinkBatch batch) throws IOException;

  /**
   * Makes everything accepted so far durable at the target, with the position where the target can hold it. After it
   * returns, central's cursor moves.
   */
  void commit(SinkPosition position) throws IOException;

  /**
   * Whether it takes records now. Asked before each record; a sink that hands on slower than central receives says no while its own
   * queue is full, and is asked again soon: that is no failure. Sink's thread.
   */
  default boolean canTake() {
    return true;
  }

  /**
   * Up to where central may forget, for a sink that has records in hand which its target has not acknowledged yet; what lies behind comes
   * again after a restart. Asked after each commit and again and again while there is nothing to do. Sink's thread.
   *
   * @param committed position of the last {@link #commit} of that stream
   * @return at most {@code committed}; without a delay of its own, exactly that
   */
  default long settled(StreamId stream, long committed) {
    return committed;
  }

  /** How it is doing, for people, one line: {@code 10.1.0.9 is served, 10.1.0.10 stands by}. Any thread; empty if there is nothing to say. */
  default String describe() {
    return "";
  }
}
