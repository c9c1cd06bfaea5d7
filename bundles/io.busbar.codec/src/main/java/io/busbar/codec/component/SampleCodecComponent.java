package io.busbar.codec.component;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.ImmediateEncoder;
import io.busbar.api.codec.SampleCodec;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import org.osgi.service.component.annotations.Component;

/** The codec as a service. */
@Component
public final class SampleCodecComponent implements SampleCodec {
  private final SampleCodec codec = new AdaptiveSampleCodec();

  @Override
  public int newestVersion() {
    return codec.newestVersion();
  }

  @Override
  public BulkEncoder bulkEncoder(int version, CodecLimits limits) {
    return codec.bulkEncoder(version, limits);
  }

  @Override
  public BulkDecoder bulkDecoder(int version, CodecLimits limits) {
    return codec.bulkDecoder(version, limits);
  }

  @Override
  public ImmediateEncoder immediateEncoder(int version, CodecLimits limits) {
    return codec.immediateEncoder(version, limits);
  }

  @Override
  public ImmediateDecoder immediateDecoder(int version, CodecLimits limits) {
    return codec.immediateDecoder(version, limits);
  }
}
