package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.SourceLocation;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.station.CommandHandler;
import io.busbar.iec60870.station.ControlledStation;
import io.busbar.iec60870.station.StationPoint;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The driver is swapped again and again while events come: the connection stays, nothing is lost, nothing comes twice. */
class HandOverTest {
  private static final long T0 = 1_700_000_000_000_000_000L;
  private static final int SWAPS = 20;
  private static final int EVENTS_EACH = 25;
  private final ControlledStation station = new ControlledStation(AsduFormat.IEC_104, 7, 10_000, new CommandHandler() {
    @Override
    public Answer command(TypeId type, InformationObject object, boolean cancel) {
      return Answer.REFUSED;
    }
  });

  @Test
  void theConnectionStaysAndEveryEventComesOnceAndInOrder() throws Exception {
    StationPoint point = station.point(1, Element.SINGLE, 0);
    ChannelSpec channel = new ChannelSpec("rtu", "iec104", LiveMaster.settings(Map.of("host", "127.0.0.1")), SourceLocation.NONE);
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD);
        LiveMaster master = new LiveMaster(channel, new KeptLine(new SocketLine(server.port(), (sent, bytes) -> { })), Driver104::new, new byte[0],
            new LiveMaster.Plant("RTU", Map.of("station", "7"), List.of("pos: 1 single")))) {
      assertThat(master.await(() -> master.state().contains("OK"))).isTrue();
      for (int swap = 0; swap < SWAPS; swap++) {
        int from = swap * EVENTS_EACH;
        server.with(its -> {
          for (int i = from; i < from + EVENTS_EACH; i++) {
            its.event(point, i % 2, Quality.GOOD, TimeTag.CP56, new DeviceZone(ZoneOffset.UTC).cp56(T0 + i * 1_000_000L),
                CauseOfTransmission.SPONTANEOUS);
          }
        });
        master.swap();
      }
      int all = SWAPS * EVENTS_EACH;
      assertThat(master.await(() -> events(master).size() >= all)).as(events(master).size() + " of " + all).isTrue();
      assertThat(events(master)).containsExactlyElementsOf(LongStream.range(0, all).mapToObj(i -> T0 + i * 1_000_000L).toList());
      assertThat(server.connections).as("connections").isOne();
      assertThat(master.await(() -> station.waiting() == 0)).as("all of them are acknowledged").isTrue();
    }
  }

  private static List<Long> events(LiveMaster master) {
    return master.of("RTU/pos").stream().filter(each -> each.cause() == CauseOfTransmission.SPONTANEOUS).map(LiveMaster.Sample::sourceNs).toList();
  }

  @Test
  void bytesOfAnotherFormatCountAsNothing() {
    assertThat(HandOver.parse(new byte[] {9, 0, 0, 0, 0, 0})).isSameAs(HandOver.NONE);
    assertThat(HandOver.parse(new byte[] {1, 0, 7, 0, 0, 0})).isSameAs(HandOver.NONE);
    HandOver whole = new HandOver(Map.of(3, new byte[] {1, 2}), new byte[] {4});
    assertThat(HandOver.parse(whole.bytes()).devices().get(3)).containsExactly(1, 2);
    assertThat(HandOver.parse(whole.bytes()).link()).containsExactly(4);
  }
}
