package io.busbar.driver.modbus.session;

import io.busbar.api.model.ChannelSpec;

/** A driver on a scripted line with one fake device, in scripted time. */
final class Rig {
  final TestClock clock = new TestClock();
  final ScriptedLine line;
  final FakeDevice device;
  final RecordingContext context;
  final ModbusDriver driver;

  Rig(ChannelSpec channel) {
    boolean tcp = channel.type().equals("modbus-tcp");
    line = new ScriptedLine(clock, channel.type().equals("modbus-rtu"));
    device = new FakeDevice(line, tcp);
    context = new RecordingContext(channel, line, clock);
    driver = new ModbusDriver(context);
  }

  /** Steps the driver for so long, as the engine would. */
  void run(long ms) {
    long end = clock.monotonicNs() + ms * 1_000_000L;
    while (clock.monotonicNs() < end) {
      long next = driver.step(clock.monotonicNs());
      clock.advanceNs(Math.max(0, Math.min(next, end) - clock.monotonicNs()));
    }
  }

  /** Milliseconds since the test began. */
  long nowMs() {
    return clock.monotonicNs() / 1_000_000L - 5_000;
  }
}
