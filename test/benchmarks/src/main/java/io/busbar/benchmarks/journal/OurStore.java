package io.busbar.benchmarks.journal;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.benchmarks.MachineClock;
import io.busbar.benchmarks.endtoend.PolledSubstation;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.storage.FolderStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The journal: one block a commit, as the journal stage makes it. */
final class OurStore implements Store {
  /** What {@code capacityMegabytes=256}, as it comes, gives: segments of 1 MiB. */
  private static final JournalOptions OPTIONS = new JournalOptions(1 << 20, 256L << 20);
  private static final String CURSOR = "central";

  private final BinaryBlockCodec codec = new BinaryBlockCodec();
  private final SegmentLog log;
  private final boolean delivered;

  /**
   * Opens it.
   *
   * @param delivered whether a reader's cursor follows, so that segments are used again
   */
  OurStore(Path folder, boolean delivered) throws IOException {
    this.delivered = delivered;
    log = SegmentLog.open(FolderStorage.open(folder), OPTIONS, new MachineClock(), new SecureRandom()::nextLong);
    log.cursor(CURSOR, StreamId.MEASUREMENTS);
  }

  @Override
  public void commit(SampleBatch batch) throws IOException {
    byte[] block = codec.encodeSamples(batch, 0, batch.size(), 1, identity -> PolledSubstation.kind(identity - 1));
    long position = log.append(StreamId.MEASUREMENTS, block, 0, block.length);
    log.commit();
    if (delivered) {
      log.moveCursor(CURSOR, StreamId.MEASUREMENTS, position);
    }
  }

  @Override
  public long resume() throws IOException {
    long head = log.head(StreamId.MEASUREMENTS);
    try (JournalReader reader = log.reader(StreamId.MEASUREMENTS, log.cursor(CURSOR, StreamId.MEASUREMENTS) + 1)) {
      if (!reader.next() || BinaryBlockCodec.sampleCount(reader.record()) < 1) {
        throw new IOException("the journal holds nothing");
      }
    }
    return head;
  }

  @Override
  public long undelivered() {
    return log.head(StreamId.MEASUREMENTS) - log.cursor(CURSOR, StreamId.MEASUREMENTS);
  }

  @Override
  public String describe() {
    return "blocks of the journal's codec, one a commit; segments of " + (OPTIONS.segmentBytes() >> 20) + " MiB; " + log.status().writing();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
