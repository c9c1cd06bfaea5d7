package io.busbar.fuzz;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.journal.block.BinaryBlockCodec;
import java.util.List;

/** Records of the journal, which are the link's version 0 as well: blocks of samples, gaps, pieces of the dictionary. */
public final class JournalRecords {
  private static final BinaryBlockCodec CODEC = new BinaryBlockCodec();
  private static final BlockCodec.Visitor BOUNDS = new Bounds();

  private JournalRecords() {}

  /** One record. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      CODEC.decode(input, BOUNDS);
      BinaryBlockCodec.gapOrNull(input);
      BinaryBlockCodec.sampleCount(input);
    } catch (BlockCodec.MalformedRecordException expected) {
      // What it is for.
    }
  }

  private static final class Bounds implements BlockCodec.Visitor {
    @Override
    public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
      if (batch.size() > BlockCodec.MAX_SAMPLES) {
        throw new IllegalStateException("a block of " + batch.size() + " samples");
      }
    }

    @Override
    public void gap(GapRecord gap) {
      if (gap.reason() == null) {
        throw new IllegalStateException("a gap without a reason");
      }
    }

    @Override
    public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
      if (entries.contains(null)) {
        throw new IllegalStateException("an entry that is none");
      }
    }
  }
}
