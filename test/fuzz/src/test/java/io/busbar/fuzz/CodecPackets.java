package io.busbar.fuzz;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.codec.lane.AdaptiveSampleCodec;

/** Packets of the link's codec, at the begin of a lane: two to a bulk lane, then the same to an immediate one. */
public final class CodecPackets {
  private static final SampleCodec CODEC = new AdaptiveSampleCodec();
  private static final CodecLimits LIMITS = new CodecLimits(16);
  private static final int PACKETS_AN_IMMEDIATE_LANE = 1_000;
  private static ImmediateDecoder immediate = CODEC.immediateDecoder(CODEC.newestVersion(), LIMITS);
  private static int taken;

  private CodecPackets() {}

  /** One packet. */
  public static void fuzzerTestOneInput(byte[] input) {
    BulkDecoder bulk = CODEC.bulkDecoder(CODEC.newestVersion(), LIMITS);
    bulk.decode(input, CodecPackets::bounded);
    bulk.decode(input, CodecPackets::bounded);
    if (++taken % PACKETS_AN_IMMEDIATE_LANE == 0) {
      immediate = CODEC.immediateDecoder(CODEC.newestVersion(), LIMITS);
    }
    immediate.decode(1 + taken % 3, input, CodecPackets::bounded);
  }

  private static void bounded(long position, int modelVersion, SampleBatch batch, int from, int to,
      Kind[] kinds) {
    if (from < 0 || to > batch.size() || to - from > CodecLimits.MAX_ROWS) {
      throw new IllegalStateException("rows " + from + " to " + to + " of " + batch.size());
    }
  }
}
