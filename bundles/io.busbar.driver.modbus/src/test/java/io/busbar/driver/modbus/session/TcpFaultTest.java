package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.ChannelSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Faults of a TCP connection: late, split, foreign, of another protocol. */
class TcpFaultTest {
  private Rig rig = new Rig(Plant.tcp());

  private void bindTwo(ChannelSpec channel) {
    rig = new Rig(channel);
    rig.device.put(0, 111);
    rig.device.put(10, 222);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000), Plant.point("b", "40011", 1000)), new byte[0]);
  }

  @Test
  void aLateReplyIsThrownAwayByItsTransactionNumber() {
    bindTwo(Plant.tcp("retries", "0", "timeout", "500ms"));
    int[] asked = {0};
    rig.line.peer = frame -> rig.line.arrives(asked[0]++ % 2 == 0 ? 510 : 20, rig.device.reply(frame));

    rig.run(10_000);

    assertThat(rig.context.of(0)).allMatch(s -> s.bits() == 111);
    assertThat(rig.context.of(1)).allMatch(s -> s.bits() == 222);
    assertThat(rig.context.samples).isNotEmpty();
    assertThat(rig.line.opened).as("the connection is kept").isZero();
  }

  @Test
  void takesFramesInPiecesAndSeveralAtOnce() {
    bindTwo(Plant.tcp());
    rig.line.peer = frame -> {
      byte[] reply = rig.device.reply(frame);
      byte[] stale = FakeDevice.mbap(FakeDevice.word(frame, 0) + 100, 7, new byte[] {3, 2, 9, 9});
      byte[] both = Arrays.copyOf(stale, stale.length + reply.length);
      System.arraycopy(reply, 0, both, stale.length, reply.length);
      rig.line.arrives(10, Arrays.copyOf(both, 15));
      rig.line.arrives(20, Arrays.copyOfRange(both, 15, both.length));
    };

    rig.run(2_500);

    assertThat(rig.context.of(0)).allMatch(s -> s.bits() == 111).hasSize(3);
    assertThat(rig.context.of(1)).allMatch(s -> s.bits() == 222).hasSize(3);
  }

  @Test
  void tellsThatTheOtherSideDoesNotSpeakModbusTcp() {
    bindTwo(Plant.tcp());
    rig.line.peer = frame -> rig.line.arrives(10, "HTTP/1.1 400 Bad Request".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    rig.run(4_000);

    assertThat(rig.context.states).containsExactly("0 WRONG_REPLY bus1: no answer from unit 7 in 3 tries, bytes arrive but are not Modbus TCP. "
        + "Check the port; for a serial converter use type modbus-rtu-over-tcp.");
    assertThat(rig.line.opened).isGreaterThan(1);
  }

  @Test
  void anotherUnitsAnswerIsNotTaken() {
    bindTwo(Plant.tcp());
    rig.line.peer = frame -> rig.line.arrives(10, FakeDevice.mbap(FakeDevice.word(frame, 0), 9, new byte[] {3, 2, 9, 9}));

    rig.run(4_000);

    assertThat(rig.context.samples).isEmpty();
    assertThat(rig.context.states).first().asString().contains("unit 7 was asked, but unit 9 answers");
  }

  @Test
  void keepsToTheDelayBetweenRequests() {
    bindTwo(Plant.tcp("requestDelay", "50ms"));

    rig.run(500);

    assertThat(rig.line.writtenAtNs.get(1) - rig.line.writtenAtNs.get(0)).isGreaterThanOrEqualTo(60_000_000L);
  }
}
