package io.busbar.uplink;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import java.io.IOException;
import java.util.List;

/** Finds the record of one sample, the newest first, as far as {@link #MOST_RECORDS} back. One use; one thread. */
final class SampleFinder implements BlockCodec.Visitor {
  /** Records of a stream that are read back at most. */
  static final int MOST_RECORDS = 4_096;
  private static final int FIRST_WINDOW = 64;

  private final Journal journal;
  private final BlockCodec codec;
  private final int identity;
  private final long sourceNs;
  private final long gatewayNs;
  private boolean found;

  SampleFinder(Journal journal, BlockCodec codec, int identity, long sourceNs, long gatewayNs) {
    this.journal = journal;
    this.codec = codec;
    this.identity = identity;
    this.sourceNs = sourceNs;
    this.gatewayNs = gatewayNs;
  }

  /** Position of the sample's record in a stream; 0 if it is not among the newest. */
  long find(StreamId stream) throws IOException {
    long head = journal.head(stream);
    long least = Math.max(journal.tail(stream), head - MOST_RECORDS + 1);
    long to = head;
    int window = FIRST_WINDOW;
    while (to >= least) {
      long from = Math.max(least, to - window + 1);
      long position = last(stream, from, to);
      if (position > 0) {
        return position;
      }
      to = from - 1;
      window *= 4;
    }
    return 0;
  }

  private long last(StreamId stream, long from, long to) throws IOException {
    long position = 0;
    try (JournalReader reader = journal.reader(stream, from)) {
      while (reader.next() && reader.position() <= to) {
        found = false;
        try {
          codec.decode(reader.record(), this);
        } catch (BlockCodec.MalformedRecordException expected) {
          found = false; // of a newer version: it tells nothing here
        }
        position = found ? reader.position() : position;
      }
    }
    return position;
  }

  @Override
  public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
    for (int i = 0; i < batch.size(); i++) {
      found |= batch.point[i] == identity && batch.sourceTime[i] == sourceNs && batch.gatewayTime[i] == gatewayNs;
    }
  }

  @Override
  public void gap(GapRecord gap) {
    // It holds no sample.
  }

  @Override
  public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
    // It holds no sample.
  }
}
