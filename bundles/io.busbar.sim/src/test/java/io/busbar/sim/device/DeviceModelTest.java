package io.busbar.sim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.sim.codec.ExceptionCode;
import io.busbar.sim.codec.Table;
import io.busbar.sim.log.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeviceModelTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private final List<LogRecord> log = new ArrayList<>();

  private DeviceSetup setup(double hour, double speed) {
    return new DeviceSetup(0, new DayTime(START, hour, speed), new SplittableRandom(1), log::add);
  }

  private static int holding(SimDevice device, int place) {
    return register(device, Table.HOLDING_REGISTERS, place);
  }

  private static int register(SimDevice device, Table table, int place) {
    byte[] out = new byte[2];
    assertThat(device.registers().readRegisters(table, place % 10_000 - 1, 1, out, 0)).isEqualTo(ExceptionCode.NONE);
    return (out[0] & 0xFF) << 8 | out[1] & 0xFF;
  }

  private static List<LogRecord.EventGenerated> window(SimDevice device) {
    byte[] out = new byte[250];
    int count = 6 + EventBuffer.WINDOW_RECORDS * EventBuffer.RECORD_REGISTERS;
    assertThat(device.registers().readRegisters(Table.INPUT_REGISTERS, 100, count, out, 0)).isEqualTo(ExceptionCode.NONE);
    ByteBuffer bytes = ByteBuffer.wrap(out);
    int valid = bytes.getShort(8);
    List<LogRecord.EventGenerated> events = new ArrayList<>();
    for (int i = 0; i < valid; i++) {
      int at = 12 + 16 * i;
      events.add(new LogRecord.EventGenerated(0, bytes.getInt(at), bytes.getLong(at + 4), bytes.getShort(at + 12),
          bytes.getShort(at + 14), true));
    }
    return events;
  }

  private static void release(SimDevice device, long upTo) {
    byte[] value = ByteBuffer.allocate(4).putInt((int) upTo).array();
    assertThat(device.registers().writeRegisters(0, 2, value)).isEqualTo(ExceptionCode.NONE);
  }

  @Test
  void aFeederFollowsTheDay() {
    FeederRelay relay = new FeederRelay(setup(3, 1_440), 180, 0);
    int night = holding(relay, 40_101);
    for (int tenth = 1; tenth <= 400; tenth++) {
      relay.advance(START + tenth * SECOND / 10);
    }
    assertThat(holding(relay, 40_101)).as("19 h").isGreaterThan(2 * night);
  }

  @Test
  void aFaultRaisesTheCurrentTripsOpensAndRecloses() {
    FeederRelay relay = new FeederRelay(setup(12, 1), 180, 0);
    int before = holding(relay, 40_101);
    relay.fault(START + SECOND, false);
    relay.advance(START + SECOND + SECOND / 2);
    assertThat(holding(relay, 40_101)).isGreaterThan(3 * before);
    relay.advance(START + 2 * SECOND);
    assertThat(holding(relay, 40_101)).as("breaker open").isZero();
    relay.advance(START + 20 * SECOND);
    assertThat(holding(relay, 40_101)).isGreaterThan(before / 2);
    long startMs = (START + SECOND) / 1_000_000;
    assertThat(window(relay).subList(0, 5)).containsExactly(
        new LogRecord.EventGenerated(0, 1, startMs, 2, 1, true),
        new LogRecord.EventGenerated(0, 2, startMs + 700, 3, 1, true),
        new LogRecord.EventGenerated(0, 3, startMs + 701, 4, 1, true),
        new LogRecord.EventGenerated(0, 4, startMs + 745, 1, 0, true),
        new LogRecord.EventGenerated(0, 5, startMs + 765, 1, 1, true));
  }

  @Test
  void aPermanentFaultEndsInLockoutUntilTheCrewCloses() {
    FeederRelay relay = new FeederRelay(setup(12, 1), 180, 0);
    relay.fault(START + SECOND, true);
    byte[] bits = new byte[2];
    relay.advance(START + 12 * SECOND);
    relay.registers().readBits(Table.DISCRETE_INPUTS, 10, 9, bits, 0);
    assertThat(bits[0] & 1).as("open").isEqualTo(1);
    assertThat(bits[0] >> 6 & 1).as("lockout").isEqualTo(1);
    relay.advance(START + 60 * SECOND);
    bits = new byte[2];
    relay.registers().readBits(Table.DISCRETE_INPUTS, 10, 9, bits, 0);
    assertThat(bits[0] & 2).as("closed").isEqualTo(2);
  }

  @Test
  void onlyAWriteReleasesEvents() {
    FeederRelay relay = new FeederRelay(setup(12, 1), 180, 0);
    relay.avalanche(START, 40, 1_000);
    relay.advance(START + 2 * SECOND);
    assertThat(window(relay)).hasSize(EventBuffer.WINDOW_RECORDS);
    assertThat(window(relay)).as("a read changes nothing").isEqualTo(window(relay));
    release(relay, 5);
    assertThat(window(relay).get(0).sequence()).isEqualTo(6);
    assertThat(relay.eventsWaiting()).isEqualTo(35);
    release(relay, 1_000);
    assertThat(relay.eventsWaiting()).as("a number never given releases nothing").isEqualTo(35);
    release(relay, 40);
    assertThat(window(relay)).isEmpty();
    assertThat(log.stream().filter(LogRecord.EventsReleased.class::isInstance)).hasSize(2);
  }

  @Test
  void anOverflowIsCountedAndLeavesAHoleInTheNumbers() {
    RegisterImage image = new RegisterImage(null);
    EventBuffer buffer = new EventBuffer(0, 3, image, log::add);
    for (int i = 0; i < 5; i++) {
      buffer.add(1_000, 1, i % 2);
    }
    assertThat(image.get(30_101)).isEqualTo(3);
    assertThat(image.get(30_102)).isEqualTo(2);
    assertThat(buffer.lastSequence()).isEqualTo(5);
    buffer.release(3, 0);
    buffer.add(1_000, 1, 1);
    assertThat(image.get(30_108)).as("low word of the sequence").isEqualTo(6);
  }

  @Test
  void scanCountersCountTheRepliesThatCoverThem() {
    FeederRelay relay = new FeederRelay(setup(12, 1), 180, 0);
    byte[] out = new byte[250];
    relay.registers().readRegisters(Table.HOLDING_REGISTERS, 100, 15, out, 0);
    relay.registers().readRegisters(Table.HOLDING_REGISTERS, 100, 3, out, 0);
    relay.registers().readRegisters(Table.HOLDING_REGISTERS, 100, 15, out, 0);
    assertThat(ByteBuffer.wrap(out).getInt(26)).isEqualTo(2);
  }

  @Test
  void anInverterSleepsAtNightWorksAtNoonAndObeysItsLimit() {
    PvInverter inverter = new PvInverter(setup(2, 1_440), 100_000);
    assertThat(holding(inverter, 40_085)).as("sleeping").isEqualTo(2);
    for (int second = 1; second <= 25; second++) {
      inverter.advance(START + second * SECOND);
    }
    assertThat(holding(inverter, 40_085)).as("noon").isEqualTo(4);
    assertThat(holding(inverter, 40_074)).as("kW x 100").isGreaterThan(1_000);
    assertThat(inverter.registers().writeRegisters(400, 1, new byte[] {0, 5})).isEqualTo(ExceptionCode.NONE);
    assertThat(inverter.registers().writeRegisters(400, 1, new byte[] {1, 5})).isEqualTo(ExceptionCode.ILLEGAL_DATA_VALUE);
    inverter.advance(START + 26 * SECOND);
    assertThat(holding(inverter, 40_085)).as("throttled").isEqualTo(5);
    assertThat(holding(inverter, 40_074)).isEqualTo(500);
    byte[] floats = new byte[24];
    inverter.registers().readRegisters(Table.HOLDING_REGISTERS, 300, 12, floats, 0);
    assertThat(ByteBuffer.wrap(floats).getFloat(8)).isEqualTo(5_000f);
  }

  @Test
  void aTransformerWarmsWithItsLoadAndCanStick() {
    TransformerMonitor monitor = new TransformerMonitor(setup(4, 1_440));
    int cool = register(monitor, Table.INPUT_REGISTERS, 30_001);
    for (int tenth = 1; tenth <= 400; tenth++) {
      monitor.advance(START + tenth * SECOND / 10);
    }
    int warm = register(monitor, Table.INPUT_REGISTERS, 30_001);
    assertThat(warm).isGreaterThan(cool + 50);
    monitor.freeze(true);
    monitor.advance(START + 50 * SECOND);
    assertThat(register(monitor, Table.INPUT_REGISTERS, 30_001)).isEqualTo(warm);
  }

  @Test
  void theSameSeedGivesTheSameDay() {
    List<Integer> first = someDay();
    assertThat(someDay()).isEqualTo(first);
  }

  private List<Integer> someDay() {
    FeederRelay relay = new FeederRelay(setup(8, 60), 180, 5);
    List<Integer> values = new ArrayList<>();
    for (int second = 1; second <= 60; second++) {
      relay.advance(START + second * SECOND);
      values.add(holding(relay, 40_101));
      values.add(relay.eventsWaiting());
    }
    return values;
  }
}
