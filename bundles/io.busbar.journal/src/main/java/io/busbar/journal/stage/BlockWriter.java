package io.busbar.journal.stage;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;

/** Encodes rows into as few records as their limits allow. Agent's thread only. */
final class BlockWriter {
  private final Journal journal;
  private final BlockCodec codec;
  private final BlockCodec.KindOf kinds;
  private volatile long oversized;

  BlockWriter(Journal journal, BlockCodec codec, BlockCodec.KindOf kinds) {
    this.journal = journal;
    this.codec = codec;
    this.kinds = kinds;
  }

  /** Values too long for any record, which were journalled as invalid and empty. */
  long oversized() {
    return oversized;
  }

  void write(StreamId stream, Rows rows, int modelVersion) {
    SampleBatch batch = rows.batch();
    for (int stretch = 0; stretch < rows.stretches(); stretch++) {
      batch.origin(rows.stretchOrigin(stretch));
      int end = rows.stretchStart(stretch + 1);
      for (int from = rows.stretchStart(stretch); from < end; from += BlockCodec.MAX_SAMPLES) {
        write(stream, batch, from, Math.min(end, from + BlockCodec.MAX_SAMPLES), modelVersion);
      }
    }
  }

  private void write(StreamId stream, SampleBatch batch, int from, int to, int modelVersion) {
    byte[] record = codec.encodeSamples(batch, from, to, modelVersion, kinds);
    if (record.length <= Journal.MAX_RECORD_BYTES) {
      journal.append(stream, record, 0, record.length);
    } else if (to - from > 1) {
      int middle = (from + to) >>> 1;
      write(stream, batch, from, middle, modelVersion);
      write(stream, batch, middle, to, modelVersion);
    } else {
      // The place of no bytes: a value that no record can hold flows on without its content, and says so.
      batch.bits[from] = 0;
      batch.quality[from] = Quality.invalid(batch.quality[from], Quality.OVERFLOW);
      oversized++;
      write(stream, batch, from, to, modelVersion);
    }
  }
}
