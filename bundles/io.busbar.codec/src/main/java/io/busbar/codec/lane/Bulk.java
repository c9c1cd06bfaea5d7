package io.busbar.codec.lane;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.RecordSink;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.codec.stream.Packet;
import org.jspecify.annotations.Nullable;

/** The two ends of a bulk lane: both learn from every packet, in order. */
final class Bulk {
  private Bulk() {}

  /** Sending end. */
  static final class Encoder implements BulkEncoder {
    private final Packet packet;

    Encoder(int version, CodecLimits limits) {
      packet = new Packet(version, limits.maxPoints(), true);
    }

    @Override
    public void begin() {
      packet.write();
    }

    @Override
    public boolean add(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds) {
      if (!packet.fits(batch, from, to)) {
        return false;
      }
      packet.add(position, modelVersion, batch, from, to, kinds);
      return true;
    }

    @Override
    public int size() {
      return packet.size();
    }

    @Override
    public byte[] end() {
      if (packet.count() == 0) {
        throw new IllegalStateException("a packet has at least one record");
      }
      return packet.finish();
    }
  }

  /** Receiving end. */
  static final class Decoder implements BulkDecoder {
    private final Packet packet;
    private @Nullable String broken;

    Decoder(int version, CodecLimits limits) {
      packet = new Packet(version, limits.maxPoints(), true);
    }

    @Override
    public @Nullable String decode(byte[] bytes, RecordSink records) {
      if (broken != null) {
        return broken;
      }
      if (bytes.length > CodecLimits.MAX_PACKET_BYTES || bytes.length == 0 || (bytes[0] & 0xFF) < CodecLimits.LEAST_FIRST_BYTE) {
        broken = "no packet of this codec";
        return broken;
      }
      packet.read(bytes);
      broken = packet.readAll();
      if (broken == null) {
        packet.tell(records);
      }
      return broken;
    }
  }
}
