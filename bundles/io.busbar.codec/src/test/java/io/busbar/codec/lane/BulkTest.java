package io.busbar.codec.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.codec.BulkDecoder;
import io.busbar.api.codec.BulkEncoder;
import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.SampleCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkTest {
  private final SampleCodec codec = new AdaptiveSampleCodec();

  @ParameterizedTest
  @CsvSource({"1, 40, 4096, 1", "2, 300, 4096, 1", "3, 5, 16, 1", "4, 1000, 64, 1", "5, 60, 50, 1", "6, 3000, 65536, 1",
      "1, 40, 4096, 2", "2, 300, 4096, 2", "3, 5, 16, 2", "4, 1000, 64, 2", "5, 60, 50, 2", "6, 3000, 65536, 2"})
  void everythingComesOutAsItWentIn(long seed, int points, int maxPoints, int codecVersion) {
    CodecLimits limits = new CodecLimits(maxPoints);
    BulkEncoder encoder = codec.bulkEncoder(codecVersion, limits);
    BulkDecoder decoder = codec.bulkDecoder(codecVersion, limits);
    RandomRecords records = new RandomRecords(seed, points);
    for (int packet = 0; packet < 600; packet++) {
      List<RandomRecords.Sent> sent = new ArrayList<>();
      encoder.begin();
      for (int i = 0; i <= packet % 3; i++) {
        RandomRecords.Sent record = records.next();
        if (encoder.add(record.position(), record.modelVersion(), record.batch(), 0, record.batch().size(), record.kinds())) {
          sent.add(record);
        }
      }
      List<String> differences = new ArrayList<>();
      int[] count = {0};
      String wrong = decoder.decode(encoder.end(), (position, version, batch, from, to, kinds) ->
          differences.add(RandomRecords.difference(sent.get(count[0]++), position, version, new RandomRecords.Rows(batch, from, to, kinds))));
      assertThat(wrong).as("packet %d", packet).isNull();
      assertThat(differences).as("packet %d", packet).hasSameSizeAs(sent).containsOnly("");
    }
  }

  @Test
  void aMissingPacketIsNoticedAndTheLaneStaysShut() {
    BulkEncoder encoder = codec.bulkEncoder(SampleCodec.ADAPTIVE, CodecLimits.USUAL);
    BulkDecoder decoder = codec.bulkDecoder(SampleCodec.ADAPTIVE, CodecLimits.USUAL);
    RandomRecords records = new RandomRecords(9, 40);
    String wrong = null;
    for (int packet = 0; packet < 60 && wrong == null; packet++) {
      RandomRecords.Sent record = records.next();
      encoder.begin();
      encoder.add(record.position(), 0, record.batch(), 0, record.batch().size(), record.kinds());
      byte[] bytes = encoder.end();
      if (packet != 20) {
        wrong = decoder.decode(bytes, (position, version, batch, from, to, kinds) -> { });
      }
    }
    assertThat(wrong).isNotNull();
    assertThat(decoder.decode(new byte[] {0x40}, (position, version, batch, from, to, kinds) -> { })).isEqualTo(wrong);
  }
}
