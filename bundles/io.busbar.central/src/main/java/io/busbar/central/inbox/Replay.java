package io.busbar.central.inbox;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.central.image.CentralPicture;
import io.busbar.central.record.Envelope;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Rebuilds the present picture from what central's journal still holds, and completes the books with it: after damage to
 * the journal its state may be older than its records.
 */
final class Replay {
  /** Records per stream that are read at most at a start. */
  static final long MAX_RECORDS = 500_000;

  private final Journal journal;
  private final BlockCodec codec;
  private final Books books;
  private final CentralPicture picture;

  Replay(Journal journal, BlockCodec codec, Books books, CentralPicture picture) {
    this.journal = journal;
    this.codec = codec;
    this.books = books;
    this.picture = picture;
  }

  void run() throws IOException {
    for (StreamId stream : List.of(StreamId.EVENTS, StreamId.MEASUREMENTS)) {
      long from = Math.max(journal.tail(stream), journal.head(stream) - MAX_RECORDS);
      try (JournalReader reader = journal.reader(stream, Math.max(1, from))) {
        while (reader.next()) {
          apply(stream, reader.record());
        }
      }
    }
  }

  private void apply(StreamId stream, byte[] bytes) {
    Envelope envelope = Envelope.decode(bytes);
    String gateway = envelope == null ? null : books.gateway(envelope.gateway());
    if (envelope == null || gateway == null) {
      return;
    }
    books.holds(envelope.gateway(), envelope.epoch(), stream, envelope.position());
    CentralPicture.Source source = new CentralPicture.Source(gateway, envelope.epoch(), stream, envelope.position(),
        envelope.lane(), envelope.receivedNs());
    try {
      codec.decode(envelope.record(), new BlockCodec.Visitor() {
        @Override
        public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
          picture.apply(batch, Arrays.copyOf(kinds, batch.size()), source);
        }

        @Override
        public void gap(GapRecord gap) {
          // Counted in the books when it arrived.
        }

        @Override
        public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
          // Dictionaries are read with the books.
        }
      });
    } catch (BlockCodec.MalformedRecordException expected) {
      // Counted when it arrived; the sinks report it.
      return;
    }
  }
}
