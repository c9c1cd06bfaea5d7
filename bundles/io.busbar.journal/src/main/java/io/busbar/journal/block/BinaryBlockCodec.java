package io.busbar.journal.block;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one format of records. The first byte is the type in the low and the version in the high four bits:
 * {@code 0x11} samples, {@code 0x12} gap, {@code 0x13} dictionary.
 */
public final class BinaryBlockCodec implements BlockCodec {
  @Override
  public byte[] encodeSamples(SampleBatch batch, int from, int to, int modelVersion, KindOf kinds) {
    if (from < 0 || to < from || to > batch.size() || to - from > MAX_SAMPLES) {
      throw new IllegalArgumentException("a block holds at most " + MAX_SAMPLES + " samples of its batch, not rows "
          + from + " to " + to + " of " + batch.size());
    }
    Kind[] kindOfRow = new Kind[to - from];
    for (int i = 0; i < kindOfRow.length; i++) {
      kindOfRow[i] = kinds.kind(batch.point[from + i]);
    }
    ByteWriter out = new ByteWriter(64 + 8 * (to - from));
    SampleBlock.write(out, batch, from, to, modelVersion, kindOfRow);
    return out.toByteArray();
  }

  @Override
  public byte[] encodeGap(GapRecord gap) {
    ByteWriter out = new ByteWriter(128);
    GapBlock.write(out, gap);
    return out.toByteArray();
  }

  @Override
  public byte[] encodeDictionary(int modelVersion, List<DictionaryEntry> entries) {
    ByteWriter out = new ByteWriter(64 + 32 * entries.size());
    DictionaryBlock.write(out, modelVersion, entries);
    return out.toByteArray();
  }

  @Override
  public void decode(byte[] bytes, Visitor visitor) throws MalformedRecordException {
    ByteReader in = new ByteReader(bytes);
    int type = in.u8();
    switch (type) {
      case SampleBlock.TYPE -> {
        SampleBlock.Decoded block = SampleBlock.read(in);
        visitor.samples(block.batch(), block.kinds(), block.modelVersion());
      }
      case GapBlock.TYPE -> visitor.gap(GapBlock.read(in));
      case DictionaryBlock.TYPE -> {
        DictionaryBlock.Decoded piece = DictionaryBlock.read(in);
        visitor.dictionary(piece.modelVersion(), piece.entries());
      }
      default -> throw new MalformedRecordException("record type " + type + " is unknown to this version");
    }
  }

  /** The gap that a record is; null if it is anything else. */
  public static @Nullable GapRecord gapOrNull(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    try {
      return in.u8() == GapBlock.TYPE ? GapBlock.read(in) : null;
    } catch (MalformedRecordException e) {
      return null;
    }
  }

  /**
   * Samples in a record by its head alone.
   *
   * @return 0 for a gap or dictionary, −1 if it is no record of this format
   */
  public static int sampleCount(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    try {
      int type = in.u8();
      if (type == SampleBlock.TYPE) {
        in.u8();
        in.varint();
        return in.varint(MAX_SAMPLES, "number of samples");
      }
      return type == GapBlock.TYPE || type == DictionaryBlock.TYPE ? 0 : -1;
    } catch (MalformedRecordException e) {
      return -1;
    }
  }
}
