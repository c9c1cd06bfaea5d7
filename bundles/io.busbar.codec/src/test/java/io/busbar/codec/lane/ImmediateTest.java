package io.busbar.codec.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.ImmediateEncoder;
import io.busbar.api.codec.SampleCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImmediateTest {
  private record OnItsWay(long number, byte[] bytes, RandomRecords.Sent sent) {}

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "4, 1", "1, 2", "2, 2", "3, 2", "4, 2", "5, 2"})
  void eachPacketIsDecodedAsSoonAsItArrivesInWhateverOrder(long seed, int codecVersion) {
    SampleCodec codec = new AdaptiveSampleCodec();
    CodecLimits limits = new CodecLimits(256);
    ImmediateEncoder encoder = codec.immediateEncoder(codecVersion, limits);
    ImmediateDecoder decoder = codec.immediateDecoder(codecVersion, limits);
    RandomRecords records = new RandomRecords(seed, 60);
    Random random = new Random(seed);
    List<OnItsWay> air = new ArrayList<>();
    TreeSet<Long> arrived = new TreeSet<>();
    long acknowledged = 0;
    for (int number = 1; number <= 600; number++) {
      RandomRecords.Sent record = records.next();
      encoder.begin();
      assertThat(encoder.add(record.position(), record.modelVersion(), record.batch(), 0, record.batch().size(), record.kinds())).isTrue();
      air.add(new OnItsWay(number, encoder.end(), record));
      while (!air.isEmpty() && (air.size() > 300 || random.nextInt(seed == 1 ? 200 : 3) != 0)) {
        OnItsWay packet = air.remove(random.nextInt(Math.min(air.size(), 12)));
        List<String> differences = new ArrayList<>();
        String wrong = decoder.decode(packet.number, packet.bytes, (position, version, batch, from, to, kinds) ->
            differences.add(RandomRecords.difference(packet.sent, position, version, new RandomRecords.Rows(batch, from, to, kinds))));
        assertThat(wrong).as("packet %d", packet.number).isNull();
        assertThat(differences).as("packet %d", packet.number).containsExactly("");
        arrived.add(packet.number);
      }
      while (arrived.contains(acknowledged + 1)) {
        arrived.remove(++acknowledged);
      }
      if (random.nextInt(4) == 0) {
        encoder.acknowledged(acknowledged);
      }
    }
  }
}
