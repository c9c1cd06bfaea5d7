package io.busbar.api.codec;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sending end of a bulk lane. Begin a packet, add records, end it; each packet that was ended must reach the decoder, in that
 * order. More records in a packet cost fewer bytes.
 */
@ProviderType
public interface BulkEncoder {
  /** Begins a packet. One that was begun and not ended is not undone: then this lane is of no use any more. */
  void begin();

  /**
   * Adds a record.
   *
   * @param position its position in its stream; one more than the last is cheapest
   * @param modelVersion version of the dictionary that explains it
   * @param batch where its rows are
   * @param from first row
   * @param to row after the last; may be {@code from}
   * @param kinds kind of each row, by row of the batch
   * @return false if the packet is full, then nothing was added: end it and begin another. The first record of a packet
   *     always fits if it has at most {@link io.busbar.api.journal.BlockCodec#MAX_SAMPLES} rows and few blobs
   */
  boolean add(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds);

  /** Bytes of the packet so far, roughly; the end adds up to 3. */
  int size();

  /** Ends the packet and returns a copy of it. Its first byte is at least {@link CodecLimits#LEAST_FIRST_BYTE}. */
  byte[] end();
}
