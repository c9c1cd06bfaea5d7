package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.ChannelSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Faults of a serial line: late, split, damaged, truncated, foreign, noisy. */
class RtuFaultTest {
  private Rig rig = new Rig(Plant.rtu());

  private void bindTwo(ChannelSpec channel) {
    rig = new Rig(channel);
    rig.device.put(0, 111);
    rig.device.put(10, 222);
    rig.driver.bind(Plant.device(0, 7, 1, Plant.point("a", "40001", 1000), Plant.point("b", "40011", 1000)), new byte[0]);
  }

  private byte[] registerReply(int unit, int value) {
    return FakeDevice.rtu(unit, new byte[] {3, 2, (byte) (value >> 8), (byte) value});
  }

  @Test
  void aLateReplyIsNeverTakenForTheNext() {
    bindTwo(Plant.rtu("retries", "0", "timeout", "500ms"));
    int[] asked = {0};
    rig.line.peer = frame -> rig.line.arrives(asked[0]++ == 0 ? 550 : 20, rig.device.reply(frame));

    rig.run(5_000);

    assertThat(rig.context.of(0)).allMatch(s -> s.bits() == 111).isNotEmpty();
    assertThat(rig.context.of(1)).allMatch(s -> s.bits() == 222).hasSizeGreaterThan(3);
    assertThat(rig.line.writtenAtNs.get(1) - rig.line.writtenAtNs.get(0)).as("the next request waits until the late reply is over")
        .isGreaterThan(550_000_000L);
  }

  @Test
  void aLateReplyAfterASuccessfulRepetitionIsNotTakenForTheNext() {
    bindTwo(Plant.rtu("timeout", "500ms", "lateWindow", "200ms"));
    int[] asked = {0};
    // The first reply comes while the repetition is waited for; the repetition's own reply comes after that.
    rig.line.peer = frame -> {
      asked[0]++;
      rig.line.arrives(asked[0] == 1 ? 900 : asked[0] == 2 ? 260 : 20, rig.device.reply(frame));
    };

    rig.run(5_000);

    assertThat(rig.context.of(0)).allMatch(s -> s.bits() == 111).isNotEmpty();
    assertThat(rig.context.of(1)).allMatch(s -> s.bits() == 222).isNotEmpty();
    assertThat(rig.context.states).containsExactly("0 OK ");
  }

  @Test
  void waitsOutTheLateWindowInSilenceAfterATimeout() {
    bindTwo(Plant.rtu("retries", "0", "timeout", "500ms", "lateWindow", "200ms"));
    rig.device.silent = true;

    rig.run(1_500);

    assertThat(rig.line.writtenAtNs.get(1) - rig.line.writtenAtNs.get(0)).isGreaterThanOrEqualTo(700_000_000L);
  }

  @Test
  void isLostWithinTriesTimesTimeoutInSpiteOfTheLateWindow() {
    bindTwo(Plant.rtu("timeout", "500ms"));
    rig.device.silent = true;

    rig.run(3 * 500 + 3 * 10);

    assertThat(rig.context.states).containsExactly("0 LOST bus1: no answer from unit 7 in 3 tries of 500 ms. Check the device's power, its unit "
        + "number and the wiring (A and B swapped?); the line is set to 9600-8E1.");
  }

  @Test
  void takesAFrameInPieces() {
    bindTwo(Plant.rtu());
    rig.line.peer = frame -> {
      byte[] reply = rig.device.reply(frame);
      rig.line.arrives(10, Arrays.copyOf(reply, 1));
      rig.line.arrives(60, Arrays.copyOfRange(reply, 1, 4));
      rig.line.arrives(160, Arrays.copyOfRange(reply, 4, reply.length));
    };

    rig.run(900);

    assertThat(rig.context.samples).hasSize(2);
    assertThat(rig.context.counters(0).checksumErrors()).isZero();
  }

  @Test
  void skipsNoiseAndTheEchoOfTheRequestBeforeTheFrame() {
    bindTwo(Plant.rtu());
    rig.line.peer = frame -> {
      rig.line.arrives(5, frame);
      rig.line.arrives(12, (byte) 0xFF, (byte) 0x00);
      rig.line.arrives(20, rig.device.reply(frame));
    };

    rig.run(900);

    assertThat(rig.context.last(0)).isEqualTo(111);
    assertThat(rig.context.last(1)).isEqualTo(222);
  }

  @Test
  void aDamagedFrameIsCountedAndAskedForAgain() {
    bindTwo(Plant.rtu());
    int[] asked = {0};
    rig.line.peer = frame -> {
      byte[] reply = rig.device.reply(frame);
      if (asked[0]++ == 0) {
        reply[4] ^= 1;
      }
      rig.line.arrives(10, reply);
    };

    rig.run(900);

    assertThat(rig.context.last(0)).isEqualTo(111);
    assertThat(rig.context.counters(0).checksumErrors()).isEqualTo(1);
    assertThat(rig.context.counters(0).retries()).isEqualTo(1);
    assertThat(rig.context.states).containsExactly("0 OK ");
  }

  @Test
  void aTruncatedFrameIsNoReply() {
    bindTwo(Plant.rtu());
    rig.line.peer = frame -> rig.line.arrives(10, Arrays.copyOf(rig.device.reply(frame), 5));

    rig.run(3_500);

    assertThat(rig.context.samples).isEmpty();
    assertThat(rig.context.states).containsExactly("0 WRONG_REPLY bus1: no answer from unit 7 in 3 tries, bytes arrive but make no frame. "
        + "Check baud rate and parity (9600-8E1 set).");
  }

  @Test
  void aReplyOfAnotherUnitIsNotTaken() {
    bindTwo(Plant.rtu());
    rig.line.peer = frame -> rig.line.arrives(10, registerReply(9, 999));

    rig.run(3_500);

    assertThat(rig.context.samples).isEmpty();
    assertThat(rig.context.states).containsExactly("0 WRONG_REPLY bus1: unit 7 was asked, but unit 9 answers. Check the unit number of FDR-07 "
        + "in its own settings.");
  }

  @Test
  void aReplyOfAnotherLengthIsNotTaken() {
    bindTwo(Plant.rtu("retries", "0"));
    rig.line.peer = frame -> rig.line.arrives(10, FakeDevice.rtu(7, new byte[] {3, 4, 0, 1, 0, 2}));

    rig.run(3_000);

    assertThat(rig.context.samples).isEmpty();
  }

  @Test
  void bytesThatWereThereBeforeTheRequestAreNotItsReply() {
    bindTwo(Plant.rtu("timeout", "500ms"));
    rig.line.arrives(0, registerReply(7, 4711));
    rig.run(900);

    assertThat(rig.context.last(0)).isEqualTo(111);
    assertThat(rig.line.discarded).isEqualTo(7);
  }

  @Test
  void leavesAPauseOfThreeAndAHalfCharactersBetweenFrames() {
    bindTwo(Plant.rtu());
    rig.run(500);

    long reply = rig.line.writtenAtNs.get(0) + 10_000_000L;
    assertThat(rig.line.writtenAtNs.get(1) - reply).isGreaterThanOrEqualTo(4_010_000L);
  }

  @Test
  void keepsTheConfiguredDelayBetweenRequests() {
    bindTwo(Plant.rtu("requestDelay", "50ms"));
    rig.run(500);

    assertThat(rig.line.writtenAtNs.get(1) - rig.line.writtenAtNs.get(0)).isGreaterThanOrEqualTo(60_000_000L);
  }
}
