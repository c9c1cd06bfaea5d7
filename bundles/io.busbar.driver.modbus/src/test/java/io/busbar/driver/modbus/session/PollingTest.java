package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.model.DeviceSpec;
import org.junit.jupiter.api.Test;

class PollingTest {
  private final Rig rig = new Rig(Plant.tcp());

  @Test
  void readsNeighboursInOneRequestWithTheMiddleOfThePollAsSourceTime() {
    rig.device.put(100, 1234, 0xFFFE, 0x0001, 0x0002);
    rig.driver.bind(Plant.device(0, 7, 3, Plant.point("ia", "40101 uint16", 1000), Plant.point("p", "40102 int16", 1000),
        Plant.point("e", "40103 uint32", 1000)), new byte[0]);
    long start = rig.clock.monotonicNs();

    rig.run(1500);

    assertThat(rig.line.written).as("two polls of one request").hasSize(2);
    assertThat(rig.context.samples).hasSize(6);
    RecordingContext.Sample first = rig.context.samples.get(0);
    assertThat(first.bits()).isEqualTo(1234);
    assertThat(first.sourceNs()).isEqualTo(TestClock.WALL_OFFSET_NS + start + 5_000_000L);
    assertThat(first.timeQuality()).isEqualTo(TimeQuality.POLL);
    assertThat(first.quality()).isEqualTo(Quality.GOOD);
    assertThat(first.cause()).isEqualTo(Cause.INTERROGATED);
    assertThat(first.origin()).isEqualTo(Origin.INTEGRITY);
    assertThat(rig.context.samples.get(3).cause()).isEqualTo(Cause.PERIODIC);
    assertThat(rig.context.samples.get(3).origin()).isEqualTo(Origin.LIVE);
    assertThat(rig.context.last(1)).isEqualTo(-2);
    assertThat(rig.context.last(2)).isEqualTo(65_538);
    assertThat(rig.context.states).containsExactly("0 OK ");
  }

  @Test
  void aDeviceWithABaseIsReadAsMuchFurtherOn() {
    rig.device.put(300, 1234);
    DeviceBinding bare = Plant.device(0, 7, 1, Plant.point("ia", "40101 uint16", 1000));
    DeviceSpec device = new DeviceSpec("M-2", "feeder", "bus1", Plant.settings("unit", "7", "base", "200"), bare.spec().at());
    rig.driver.bind(new DeviceBinding(0, device, bare.template(), bare.points(), 1), new byte[0]);

    rig.run(500);

    assertThat(rig.context.last(0)).isEqualTo(1234);
  }

  @Test
  void pollsEachPeriodByItself() {
    rig.device.put(0, 1, 2);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("fast", "40001", 100), Plant.point("slow", "40002", 1000)), new byte[0]);

    rig.run(10_000);

    assertThat(rig.context.of(0)).hasSizeBetween(99, 101);
    assertThat(rig.context.of(1)).hasSizeBetween(9, 11);
  }

  @Test
  void leavesOutTurnsThatTheLineHasNoTimeFor() {
    rig.device.delayMs = 300;
    rig.device.put(0, 1);
    rig.device.put(10, 1);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 100), Plant.point("b", "40011", 100)), new byte[0]);

    rig.run(6_000);

    assertThat(rig.context.of(0)).as("both get their turn").hasSizeBetween(9, 11);
    assertThat(rig.context.of(1)).hasSizeBetween(9, 11);
  }

  @Test
  void marksWhatTheDeviceMarksAsNotAvailable() {
    rig.device.put(0, 0xFFFF, 0x7FC0, 0x0000, 0x00AB);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("ia", "40001 uint16", 1000, "notAvailable", "0xFFFF"),
        Plant.point("f", "40002 float32", 1000), Plant.point("bcd", "40004 bcd16", 1000)), new byte[0]);

    rig.run(500);

    assertThat(rig.context.samples).extracting(s -> Quality.text(s.quality()))
        .containsExactly("INVALID notAvailable", "INVALID notAvailable", "INVALID inconsistent");
  }

  @Test
  void readsTextAndBits() {
    rig.device.put(0, 0x4F61, 0x6B20, 0x0000);
    rig.device.put(50, 1, 0, 1);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("name", "40001 string 6", 1000), Plant.point("on", "00051", 1000),
        Plant.point("c", "00053", 1000), Plant.point("bit", "40001 bit 0", 1000)), new byte[0]);

    rig.run(500);

    assertThat(rig.context.of(0).get(0).text()).isEqualTo("Oak");
    assertThat(rig.context.last(1)).isEqualTo(1);
    assertThat(rig.context.last(2)).isEqualTo(1);
    assertThat(rig.context.last(3)).isEqualTo(1);
  }

  @Test
  void readsAgainWhatTheEngineHasNoRoomFor() {
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 10_000)), new byte[0]);
    rig.context.full = true;
    rig.run(500);
    assertThat(rig.context.samples).isEmpty();

    rig.context.full = false;
    rig.device.put(0, 6);
    rig.run(100);

    assertThat(rig.context.samples).hasSize(1);
    assertThat(rig.context.last(0)).isEqualTo(6);
    assertThat(rig.context.samples.get(0).cause()).isEqualTo(Cause.INTERROGATED);
  }

  @Test
  void dividesARefusedRequestUntilOnlyTheMissingRegisterIsFaulted() {
    rig.device.put(100, 10, 11, 12, 13, 14, 15, 16);
    rig.device.registers.remove(103);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40101", 1000), Plant.point("b", "40102", 1000), Plant.point("c", "40103", 1000),
        Plant.point("energy", "40104", 1000), Plant.point("e", "40105", 1000), Plant.point("f", "40106 uint32", 1000)), new byte[0]);

    rig.run(5_000);

    assertThat(rig.context.faults).containsOnlyKeys(3).containsEntry(3,
        "exception 02. The device answers, the register does not exist. Check its map.");
    assertThat(rig.context.states).containsExactly("0 OK ",
        "0 EXCEPTION FDR-07 energy (feeder.yaml:6): exception 02. The device answers, the register does not exist. Check its map.");
    for (int point : new int[] {0, 1, 2, 4, 5}) {
      assertThat(rig.context.of(point)).allMatch(s -> s.quality() == Quality.GOOD).hasSizeBetween(4, 6);
    }
    assertThat(rig.context.of(3)).hasSize(1).allMatch(s -> s.quality() == Quality.invalid(0, Quality.NOT_TOPICAL) && s.nativeCode() == 2);

    rig.device.put(103, 13);
    rig.run(40_000);
    assertThat(rig.context.faults).isEmpty();
    assertThat(rig.context.states).last().isEqualTo("0 OK ");
    assertThat(rig.context.last(3)).isEqualTo(13);
  }

  @Test
  void keepsPollingOtherDevicesAndPointsWhenOneIsBoundAnew() {
    rig.device.put(0, 5, 6);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000)), new byte[0]);
    rig.run(2_500);
    int polls = rig.line.written.size();

    rig.driver.bind(Plant.device(0, 7, 2, Plant.point("a", "40001", 1000)), new byte[0]);
    rig.run(400);

    assertThat(rig.line.written).as("nothing is asked out of turn").hasSize(polls);
    rig.run(1_000);
    assertThat(rig.context.samples).last().matches(s -> s.cause() == Cause.PERIODIC);
    assertThat(rig.context.states).containsExactly("0 OK ");
  }

  @Test
  void offersNothingOfADeviceThatIsGone() {
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 100)), new byte[0]);
    rig.run(300);
    rig.driver.unbind(0);
    int before = rig.context.samples.size();

    rig.run(1_000);

    assertThat(rig.context.samples).hasSize(before);
  }

  @Test
  void interrogatesOnDemand() {
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 60_000)), new byte[0]);
    rig.run(500);

    rig.driver.interrogate(0);
    rig.run(500);

    assertThat(rig.context.samples).hasSize(2).allMatch(s -> s.cause() == Cause.INTERROGATED);
  }
}
