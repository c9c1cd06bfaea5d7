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
}
