package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.ChannelSpec;
import org.junit.jupiter.api.Test;

class PollingTest {
  private final TestClock clock = new TestClock();
  private final ScriptedLine line = new ScriptedLine(clock, false);
  private final FakeDevice device = new FakeDevice(line, true);

  private RecordingContext context(ChannelSpec channel) {
    return new RecordingContext(channel, line, clock);
  }

  private void run(ModbusDriver driver, long ms) {
    long end = clock.monotonicNs() + ms * 1_000_000L;
    while (clock.monotonicNs() < end) {
      long next = driver.step(clock.monotonicNs());
      clock.advanceNs(Math.max(0, Math.min(next, end) - clock.monotonicNs()));
    }
  }

  @Test
  void readsNeighboursInOneRequestWithTheMiddleOfThePollAsSourceTime() {
    RecordingContext context = context(Plant.tcp());
    ModbusDriver driver = new ModbusDriver(context);
    device.put(100, 1234, 0xFFFE, 0x0001, 0x0002);
    driver.bind(Plant.device(0, 7, 3, Plant.point("ia", "40101 uint16", 1000), Plant.point("p", "40102 int16", 1000),
        Plant.point("e", "40103 uint32", 1000)), new byte[0]);
    long start = clock.monotonicNs();

    run(driver, 1500);

    assertThat(line.written).as("two polls of one request").hasSize(2);
    assertThat(context.samples).hasSize(6);
    RecordingContext.Sample first = context.samples.get(0);
    assertThat(first.bits()).isEqualTo(1234);
    assertThat(first.sourceNs()).isEqualTo(TestClock.WALL_OFFSET_NS + start + 5_000_000L);
    assertThat(first.timeQuality()).isEqualTo(TimeQuality.POLL);
    assertThat(first.quality()).isEqualTo(Quality.GOOD);
    assertThat(first.cause()).isEqualTo(Cause.INTERROGATED);
    assertThat(first.origin()).isEqualTo(Origin.INTEGRITY);
    assertThat(context.samples.get(3).cause()).isEqualTo(Cause.PERIODIC);
    assertThat(context.samples.get(3).origin()).isEqualTo(Origin.LIVE);
    assertThat(context.last(1)).isEqualTo(-2);
    assertThat(context.last(2)).isEqualTo(65_538);
    assertThat(context.states).containsExactly("0 OK ");
  }
}
