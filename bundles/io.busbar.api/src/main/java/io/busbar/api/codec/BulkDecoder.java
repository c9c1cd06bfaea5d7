package io.busbar.api.codec;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Receiving end of a bulk lane. */
@ProviderType
public interface BulkDecoder {
  /**
   * Decodes the next packet; bounded in memory and time whatever its bytes are, and never throws for them.
   *
   * @param records is told the packet's records in their order, after all of it was checked
   * @return null, or why it cannot be decoded: damaged, of another lane, or one before it is missing. Then nothing was told,
   *     and every later packet of this lane is refused too: both ends begin a new one
   */
  @Nullable String decode(byte[] packet, RecordSink records);
}
