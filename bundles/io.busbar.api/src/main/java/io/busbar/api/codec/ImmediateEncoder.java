package io.busbar.api.codec;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sending end of an immediate lane: each packet can be decoded as soon as it arrives, whichever of those before it are still
 * missing, because it rests only on packets that the other end has acknowledged. Packets are numbered by whoever carries
 * them, from 1, without holes.
 */
@ProviderType
public interface ImmediateEncoder {
  /** Most packets that are not acknowledged and remembered; further ones teach the lane nothing. */
  int MAX_OPEN = 256;

  /** Begins the next packet. */
  void begin();

  /** Adds a record, as {@link BulkEncoder#add}. */
  boolean add(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds);

  /** Bytes of the packet so far, roughly; the end adds up to 3. */
  int size();

  /** Ends the packet and returns a copy of it; its number is one more than the last one's. */
  byte[] end();

  /** The other end has decoded every packet up to that number. */
  void acknowledged(long upTo);
}
