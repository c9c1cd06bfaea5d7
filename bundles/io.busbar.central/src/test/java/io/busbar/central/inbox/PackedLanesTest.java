package io.busbar.central.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkMessages;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import io.busbar.journal.block.BinaryBlockCodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedLanesTest {
  private final BlockCodec blocks = new BinaryBlockCodec();
  private final SampleCodec codec = new AdaptiveSampleCodec();

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 2", "99, 2"})
  void aGatewayOfAnotherVersionIsAnsweredWithTheNewestThatBothKnow(int gateways, int agreed) throws IOException {
    Rig rig = new Rig(1);
    rig.inbox.unpack(codec);
    byte[] hello = LinkMessages.encode(new LinkMessages.Hello(7, List.of(), gateways));
    LinkMessages.Welcome welcome = LinkMessages.readWelcome(rig.inbox.welcome("oak-street", hello));
    assertThat(welcome).isNotNull().extracting(LinkMessages.Welcome::codec).isEqualTo(agreed);
  }

  @ParameterizedTest
  @ValueSource(ints = {SampleCodec.ADAPTIVE, SampleCodec.JOINING})
  void recordsComeOutOfAPacketAsTheGatewaysJournalHasThem(int version) {
    BulkEncoder encoder = codec.bulkEncoder(version, CodecLimits.USUAL);
    Unpacker unpacker = new Unpacker(StreamId.MEASUREMENTS, codec.bulkDecoder(version, CodecLimits.USUAL), blocks);
    for (int packet = 0; packet < 50; packet++) {
      encoder.begin();
      byte[][] records = new byte[3][];
      for (int i = 0; i < records.length; i++) {
        SampleBatch batch = batch(packet * 3 + i);
        Kind[] kinds = new Kind[batch.size()];
        Arrays.fill(kinds, Kind.DOUBLE);
        records[i] = blocks.encodeSamples(batch, 0, batch.size(), 4, id -> Kind.DOUBLE);
        assertThat(encoder.add(packet * 3L + i + 1, 4, batch, 0, batch.size(), kinds)).isTrue();
      }
      assertThat(unpacker.read(encoder.end())).isNull();
      assertThat(unpacker.records()).hasSize(3);
      for (int i = 0; i < records.length; i++) {
        assertThat(unpacker.records().get(i).position()).isEqualTo(packet * 3L + i + 1);
        assertThat(unpacker.records().get(i).bytes()).isEqualTo(records[i]);
      }
    }
  }

  @Test
  void aPacketThatIsNoneIsRefusedWithItsReason() {
    Unpacker unpacker = new Unpacker(StreamId.MEASUREMENTS, codec.bulkDecoder(SampleCodec.ADAPTIVE, CodecLimits.USUAL), blocks);
    assertThat(unpacker.read(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).contains("cannot be decoded");
    assertThat(unpacker.records()).isEmpty();
  }

  private static SampleBatch batch(int round) {
    SampleBatch batch = new SampleBatch(10);
    for (int i = 0; i < 10; i++) {
      long time = 1_700_000_000_000_000_000L + round * 1_000_000_000L;
      batch.add(i + 1, Double.doubleToRawLongBits((round * (i + 1)) / 10.0), 0, time, TimeQuality.POLL, time + 5_000_000);
    }
    return batch;
  }
}
