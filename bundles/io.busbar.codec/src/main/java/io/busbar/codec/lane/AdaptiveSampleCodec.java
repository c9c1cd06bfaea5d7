package io.busbar.codec.lane;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.ImmediateEncoder;
import io.busbar.api.codec.SampleCodec;

/** Makes the ends of lanes. */
public final class AdaptiveSampleCodec implements SampleCodec {
  @Override
  public int newestVersion() {
    return JOINING;
  }

  @Override
  public BulkEncoder bulkEncoder(int version, CodecLimits limits) {
    check(version);
    return new Bulk.Encoder(version, limits);
  }

  @Override
  public BulkDecoder bulkDecoder(int version, CodecLimits limits) {
    check(version);
    return new Bulk.Decoder(version, limits);
  }

  @Override
  public ImmediateEncoder immediateEncoder(int version, CodecLimits limits) {
    check(version);
    return new Immediate.Encoder(version, limits);
  }

  @Override
  public ImmediateDecoder immediateDecoder(int version, CodecLimits limits) {
    check(version);
    return new Immediate.Decoder(version, limits);
  }

  private static void check(int version) {
    if (version < ADAPTIVE || version > JOINING) {
      throw new IllegalArgumentException("lanes of version " + version + " are not made here, only of " + ADAPTIVE + " to " + JOINING);
    }
  }
}
