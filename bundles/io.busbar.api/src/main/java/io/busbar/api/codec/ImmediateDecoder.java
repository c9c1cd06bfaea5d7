package io.busbar.api.codec;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Receiving end of an immediate lane. */
@ProviderType
public interface ImmediateDecoder {
  /**
   * Decodes a packet; bounded in memory and time whatever its bytes are, and never throws for them.
   *
   * @param number its number, from 1; packets may come in any order, each once
   * @param packet its bytes
   * @param records is told the packet's records in their order, after all of it was checked
   * @return null, or why it cannot be decoded: damaged, or it rests on packets that were never acknowledged here. Nothing was
   *     told then, and nothing was learned from it
   */
  @Nullable String decode(long number, byte[] packet, RecordSink records);
}
