package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import org.junit.jupiter.api.Test;

class LossTest {
  private static long second(long n) {
    return n * 1_000;
  }

  @Test
  void isLostOnceWithinPeriodAndTriesAndRecoversByItself() {
    Rig rig = new Rig(Plant.tcp("timeout", "500ms"));
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000)), new byte[0]);
    rig.run(3_100);
    rig.device.silent = true;
    rig.run(1_000 + 3 * 500);

    assertThat(rig.context.states).containsExactly("0 OK ",
        "0 LOST bus1: no answer from unit 7 in 3 tries of 500 ms; tcp 10.1.0.7:502 was connected. Check the device's power, its unit number, "
            + "and behind a gateway the wiring.");
    rig.run(second(120));
    assertThat(rig.context.states).hasSize(2);

    rig.device.silent = false;
    rig.run(second(31));
    assertThat(rig.context.states).last().isEqualTo("0 OK ");
    assertThat(rig.context.samples.stream().filter(s -> s.cause() == Cause.INTERROGATED)).as("at the start and after the loss").hasSize(2);
    assertThat(rig.context.counters(0).timeouts()).isGreaterThan(5);
    assertThat(rig.context.counters(0).retries()).isEqualTo(2);
  }

  @Test
  void aConnectionOnWhichNobodyAnswersIsMadeAnew() {
    Rig rig = new Rig(Plant.tcp("timeout", "500ms"));
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000)), new byte[0]);
    rig.driver.bind(Plant.device(1, 8, 1, Plant.point("a", "40001", 1000)), new byte[0]);
    rig.run(10_000);
    assertThat(rig.line.opened).as("one of two is dead: the connection is kept").isZero();

    rig.device.silent = true;
    rig.run(60_000);

    assertThat(rig.line.opened).isBetween(3, 20);
  }

  @Test
  void oneLostReplyIsNoAlarm() {
    Rig rig = new Rig(Plant.tcp());
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 5_000)), new byte[0]);
    rig.run(1_000);
    rig.device.silent = true;
    rig.run(5_500);
    rig.device.silent = false;
    rig.run(5_000);

    assertThat(rig.context.states).containsExactly("0 OK ");
  }

  @Test
  void lostDevicesTogetherTakeAtMostATwentiethOfTheTime() {
    Rig rig = new Rig(Plant.rtu("timeout", "200ms"));
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 100)), new byte[0]);
    for (int dead = 1; dead <= 10; dead++) {
      rig.driver.bind(Plant.device(dead, 10 + dead, 1, Plant.point("a", "40001", 100)), new byte[0]);
    }
    rig.run(second(60));
    long silentBefore = timeWithDead(rig);

    rig.run(second(1_000));

    assertThat(timeWithDead(rig) - silentBefore).as("ms of 1,000 s").isLessThan(second(52)).isGreaterThan(second(20));
    assertThat(rig.context.of(0)).as("the living one keeps its period for the most part").hasSizeGreaterThan(8_500);
  }

  private static long timeWithDead(Rig rig) {
    long timeouts = 0;
    for (int dead = 1; dead <= 10; dead++) {
      timeouts += rig.context.counters(dead).timeouts();
    }
    return timeouts * 240;
  }

  @Test
  void allDevicesAreLostWhenTheLineCannotBeOpened() {
    Rig rig = new Rig(Plant.tcp());
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000)), new byte[0]);
    rig.driver.bind(Plant.device(1, 7, 1, Plant.point("a", "40001", 1000)), new byte[0]);
    rig.run(1_500);
    rig.line.ends();
    rig.line.failure = "bus1: tcp 10.1.0.7:502 refuses the connection.";
    rig.run(4_000);

    assertThat(rig.context.states).endsWith("0 LOST bus1: tcp 10.1.0.7:502 refuses the connection.",
        "1 LOST bus1: tcp 10.1.0.7:502 refuses the connection.");
    rig.line.failure = "";
    rig.run(2_000);
    assertThat(rig.context.states).endsWith("0 OK ", "1 OK ");
  }

  @Test
  void aConnectionThatThePeerClosesIsOpenedAgainWithoutAnAlarm() {
    Rig rig = new Rig(Plant.tcp("retries", "0"));
    rig.device.put(0, 5);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000)), new byte[0]);
    for (int i = 0; i < 10; i++) {
      rig.run(1_000);
      rig.line.ends();
    }

    assertThat(rig.line.opened).isGreaterThanOrEqualTo(9);
    assertThat(rig.context.states).containsExactly("0 OK ");
    assertThat(rig.context.of(0)).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void aGatewayThatSaysThatTheUnitDoesNotAnswerCountsAsNoAnswer() {
    Rig rig = new Rig(Plant.tcp());
    rig.line.peer = frame -> rig.line.arrives(10, FakeDevice.mbap(FakeDevice.word(frame, 0), 7, new byte[] {(byte) 0x83, 11}));
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000)), new byte[0]);

    rig.run(3_000);

    assertThat(rig.context.states).containsExactly("0 LOST bus1: the gateway at tcp 10.1.0.7:502 answers, unit 7 behind it does not "
        + "(exception 11). Check unit number, power and wiring there.");
    assertThat(rig.context.faults).isEmpty();
  }
}
