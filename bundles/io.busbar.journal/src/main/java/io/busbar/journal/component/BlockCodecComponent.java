package io.busbar.journal.component;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.journal.block.BinaryBlockCodec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The block codec as a service. */
@Component
public final class BlockCodecComponent implements BlockCodec {
  private final BlockCodec codec = new BinaryBlockCodec();

  @Override
  public byte[] encodeSamples(SampleBatch batch, int from, int to, int modelVersion, KindOf kinds) {
    return codec.encodeSamples(batch, from, to, modelVersion, kinds);
  }

  @Override
  public byte[] encodeGap(GapRecord gap) {
    return codec.encodeGap(gap);
  }

  @Override
  public byte[] encodeDictionary(int modelVersion, List<DictionaryEntry> entries) {
    return codec.encodeDictionary(modelVersion, entries);
  }

  @Override
  public void decode(byte[] bytes, Visitor visitor) throws MalformedRecordException {
    codec.decode(bytes, visitor);
  }
}
