package io.busbar.central.inbox;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkMessages.JournalRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of a stream, byte for byte as the gateway's journal has them, from packets of one lane. */
final class Unpacker {
  private final StreamId stream;
  private final BulkDecoder decoder;
  private final BlockCodec codec;
  private final Map<Integer, Kind> kindOfPoint = new HashMap<>();
  private final List<JournalRecord> records = new ArrayList<>();

  Unpacker(StreamId stream, BulkDecoder decoder, BlockCodec codec) {
    this.stream = stream;
    this.decoder = decoder;
    this.codec = codec;
  }

  /** Reads a packet; returns why it cannot be read, or null, and then its records are {@link #records()}. */
  @Nullable String read(byte[] packet) {
    records.clear();
    String wrong = decoder.decode(packet, this::record);
    if (wrong == null && records.stream().anyMatch(record -> record.position() < 1)) {
      wrong = "a record without a position";
    }
    return wrong == null ? null : "a packet cannot be decoded: " + wrong;
  }

  private void record(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds) {
    kindOfPoint.clear();
    for (int i = from; i < to; i++) {
      kindOfPoint.put(batch.point[i], kinds[i]);
    }
    // A gateway's record has no more rows than a block; what claims more is cut and does not pass as one.
    int end = Math.min(to, from + BlockCodec.MAX_SAMPLES);
    byte[] bytes = codec.encodeSamples(batch, from, end, modelVersion, id -> kindOfPoint.getOrDefault(id, Kind.DOUBLE));
    records.add(new JournalRecord(stream, end == to ? position : 0, bytes));
  }

  /** Records of the packet that was read last. */
  List<JournalRecord> records() {
    return records;
  }
}
