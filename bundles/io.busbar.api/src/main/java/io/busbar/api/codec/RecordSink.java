package io.busbar.api.codec;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes decoded records. */
@ConsumerType
@FunctionalInterface
public interface RecordSink {
  /**
   * A record. Batch and kinds belong to the decoder and are valid during the call.
   *
   * @param position its position in its stream
   * @param modelVersion version of the dictionary that explains it
   * @param batch where its rows are; its origin is the record's
   * @param from first row
   * @param to row after the last
   * @param kinds kind of each row, by row of the batch
   */
  void record(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds);
}
