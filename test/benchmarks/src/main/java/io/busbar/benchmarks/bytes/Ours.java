package io.busbar.benchmarks.bytes;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.ImmediateEncoder;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.benchmarks.bytes.Stream.Cut;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** Our codec over the packets of a stream, every sample decoded again and compared to the bit. */
final class Ours {
  private static final int MOST_POINTS = 65_536;

  private final SampleCodec codec = new AdaptiveSampleCodec();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final CodecLimits limits;
  private long rows;

  /** For so many points at most, where these are more than usual. */
  Ours(int points) {
    limits = new CodecLimits(Math.max(CodecLimits.USUAL.maxPoints(), Math.min(MOST_POINTS, points)));
  }

  /**
   * What a run gave.
   *
   * @param bytes of all packets
   * @param encodeNs processor time
   * @param decodeNs processor time
   */
  record Result(long bytes, long encodeNs, long decodeNs) {}

  /** The bulk lane. */
  Result bulk(Stream stream, List<Cut> cuts) {
    BulkEncoder encoder = codec.bulkEncoder(codec.newestVersion(), limits);
    BulkDecoder decoder = codec.bulkDecoder(codec.newestVersion(), limits);
    List<byte[]> packets = new ArrayList<>();
    long begin = threads.getCurrentThreadCpuTime();
    long position = 0;
    for (Cut cut : cuts) {
      encoder.begin();
      encoder.add(++position, 1, stream.batches().get(cut.batch()), cut.from(), cut.to(), stream.kinds().get(cut.batch()));
      packets.add(encoder.end());
    }
    long encoded = threads.getCurrentThreadCpuTime();
    rows = 0;
    for (byte[] packet : packets) {
      require(decoder.decode(packet, (p, version, batch, from, to, kinds) -> rows += to - from));
    }
    long decoded = threads.getCurrentThreadCpuTime();
    compare(stream, cuts, packets);
    return new Result(packets.stream().mapToLong(p -> p.length).sum(), encoded - begin, decoded - encoded);
  }

  private void compare(Stream stream, List<Cut> cuts, List<byte[]> packets) {
    BulkDecoder decoder = codec.bulkDecoder(codec.newestVersion(), limits);
    for (int i = 0; i < packets.size(); i++) {
      Cut cut = cuts.get(i);
      require(decoder.decode(packets.get(i), (p, version, batch, from, to, kinds) -> same(stream, cut, batch, from, to, kinds)));
    }
  }

  /** The immediate lane, what the far end has acknowledged being that many packets behind. */
  long immediate(Stream stream, List<Cut> cuts, int behind) {
    ImmediateEncoder encoder = codec.immediateEncoder(codec.newestVersion(), limits);
    ImmediateDecoder decoder = codec.immediateDecoder(codec.newestVersion(), limits);
    long bytes = 0;
    long number = 0;
    for (Cut cut : cuts) {
      encoder.acknowledged(Math.max(0, number - behind));
      encoder.begin();
      encoder.add(++number, 1, stream.batches().get(cut.batch()), cut.from(), cut.to(), stream.kinds().get(cut.batch()));
      byte[] packet = encoder.end();
      bytes += packet.length;
      require(decoder.decode(number, packet, (p, version, batch, from, to, kinds) -> same(stream, cut, batch, from, to, kinds)));
    }
    return bytes;
  }

  private static void require(@org.jspecify.annotations.Nullable String wrong) {
    if (wrong != null) {
      throw new IllegalStateException("not decoded: " + wrong);
    }
  }

  private static void same(Stream stream, Cut cut, SampleBatch batch, int from, int to, Kind[] kinds) {
    SampleBatch sent = stream.batches().get(cut.batch());
    boolean same = to - from == cut.to() - cut.from();
    for (int i = 0; same && i < to - from; i++) {
      int a = cut.from() + i;
      int b = from + i;
      same = sent.point[a] == batch.point[b] && sent.bits[a] == batch.bits[b] && sent.quality[a] == batch.quality[b]
          && sent.sourceTime[a] == batch.sourceTime[b] && sent.gatewayTime[a] == batch.gatewayTime[b]
          && sent.timeQuality[a] == batch.timeQuality[b] && sent.cause[a] == batch.cause[b]
          && stream.kinds().get(cut.batch())[a] == kinds[b];
    }
    if (!same) {
      throw new IllegalStateException("a sample came out otherwise than it went in");
    }
  }
}
