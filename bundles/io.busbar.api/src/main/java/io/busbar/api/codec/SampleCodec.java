package io.busbar.api.codec;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes the two ends of lanes. A service; any thread.
 *
 * <p>The version is agreed on per session: the dialling end says the newest that it knows, the waiting end answers with the
 * newest that both know. A version is never changed once it was released; a new one is added. {@link #STATELESS} stands for no
 * codec at all, each record as the block that the journal holds; that is not made here, every peer knows it.
 */
@ProviderType
public interface SampleCodec {
  /** Records as the journal's blocks: what a peer without this codec understands. */
  int STATELESS = 0;
  /** A model per point, mixed predictions, arithmetic coding. */
  int ADAPTIVE = 1;
  /** The same; a poll that was cut before its points were known becomes one again, and samples may have times of their own. */
  int JOINING = 2;

  /** The newest version that is made here, at least {@link #ADAPTIVE}. Every one from {@link #ADAPTIVE} to it is. */
  int newestVersion();

  /**
   * The sending end of a bulk lane.
   *
   * @throws IllegalArgumentException if the version is not made here
   */
  BulkEncoder bulkEncoder(int version, CodecLimits limits);

  /** The receiving end of a bulk lane; the version and limits of its encoder. */
  BulkDecoder bulkDecoder(int version, CodecLimits limits);

  /** The sending end of an immediate lane. */
  ImmediateEncoder immediateEncoder(int version, CodecLimits limits);

  /** The receiving end of an immediate lane; the version and limits of its encoder. */
  ImmediateDecoder immediateDecoder(int version, CodecLimits limits);
}
