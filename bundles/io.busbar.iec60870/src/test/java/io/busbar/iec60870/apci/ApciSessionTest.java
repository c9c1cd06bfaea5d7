package io.busbar.iec60870.apci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers, windows and time-outs of one connection, in injected time. */
class ApciSessionTest {
  private static final long S = 1_000_000_000L;
  private static final byte[] UNIT = {100, 1, 6, 0, 1, 0, 0, 0, 0, 20};

  private static final class Recorder implements ApciSession.Peer {
    final List<String> sent = new ArrayList<>();
    final List<Long> units = new ArrayList<>();
    final List<Boolean> transfers = new ArrayList<>();

    @Override
    public void send(byte[] frame, int offset, int length) {
      sent.add(HexFormat.of().formatHex(frame, offset, offset + Math.min(length, 6)));
    }

    @Override
    public void unit(long number, byte[] bytes, int offset, int length) {
      units.add(number);
    }

    @Override
    public void transfer(boolean started) {
      transfers.add(started);
    }
  }

  private final Recorder peer = new Recorder();
  private final ApciSession session = new ApciSession(true, new ApciTiming(3, 2, 15 * S, 10 * S, 20 * S), peer, 0);

  private Fault come(String hex, long nowNs) {
    byte[] frame = HexFormat.of().parseHex(hex.replace(" ", ""));
    return session.received(frame, 0, frame.length, nowNs);
  }

  /** An I frame with these numbers and one unit. */
  private Fault data(int sent, int received, long nowNs) {
    String head = String.format("680e%02x%02x%02x%02x", (sent << 1) & 0xFF, sent >> 7, (received << 1) & 0xFF, received >> 7);
    return come(head + HexFormat.of().formatHex(UNIT), nowNs);
  }

  private void started() {
    session.start(0);
    assertThat(come("68040b000000", 0)).isEqualTo(Fault.NONE);
    peer.sent.clear();
  }

  @Test
  void startsTransfersAndStops() {
    session.start(0);
    assertThat(peer.sent).containsExactly("680407000000");
    assertThat(session.canSend()).isFalse();
    come("68040b000000", 1);
    assertThat(session.canSend()).isTrue();
    session.stop(2);
    come("680423000000", 3);
    assertThat(peer.transfers).containsExactly(true, false);
    assertThat(session.canSend()).isFalse();
  }

  @Test
  void sendsNoMoreThanKWithoutAcknowledgement() {
    started();
    for (int i = 0; i < 3; i++) {
      session.send(UNIT, 0, UNIT.length, i);
    }
    assertThat(session.canSend()).isFalse();
    assertThat(peer.sent).containsExactly("680e00000000", "680e02000000", "680e04000000");
    assertThat(come("680401000400", 5)).isEqualTo(Fault.NONE);
    assertThat(session.sentAcknowledged()).isEqualTo(2);
    assertThat(session.canSend()).isTrue();
  }

  @Test
  void acknowledgesWhatIsReleasedAfterWUnitsOrT2AndNothingElse() {
    started();
    data(0, 0, S);
    data(1, 0, S);
    data(2, 0, S);
    session.tick(14 * S);
    assertThat(peer.sent).as("nothing is released").isEmpty();
    session.release(1, 14 * S);
    assertThat(peer.sent).as("one of two").isEmpty();
    assertThat(session.deadline()).isLessThanOrEqualTo(14 * S);
    session.tick(14 * S);
    assertThat(peer.sent).containsExactly("680401000200");
    session.release(3, 14 * S);
    assertThat(peer.sent).last().isEqualTo("680401000600");
    session.release(9, 14 * S);
    assertThat(session.released()).as("more than came is not released").isEqualTo(3);
  }

  @Test
  void numbersGoOnOverTheirEnd() {
    started();
    for (int i = 0; i < 70_000; i++) {
      assertThat(data(i % 32_768, i % 32_768, 0)).isEqualTo(Fault.NONE);
      session.release(i + 1, 0);
      session.send(UNIT, 0, UNIT.length, 0);
    }
    assertThat(session.received()).isEqualTo(70_000);
    assertThat(session.sentAcknowledged()).isEqualTo(69_999);
  }

  @Test
  void eachFaultOfTheOtherSideIsNamed() {
    assertThat(data(0, 0, 0)).isEqualTo(Fault.NOT_STARTED);
    started();
    assertThat(data(1, 0, 0)).isEqualTo(Fault.SEQUENCE);
    assertThat(data(0, 1, 0)).isEqualTo(Fault.ACKNOWLEDGEMENT);
    assertThat(come("680401000200", 0)).isEqualTo(Fault.ACKNOWLEDGEMENT);
    assertThat(come("680400000000", 0)).isEqualTo(Fault.BAD_CONTROL);
    assertThat(come("680501000000 00", 0)).isEqualTo(Fault.BAD_CONTROL);
    assertThat(come("68040f000000", 0)).isEqualTo(Fault.BAD_FUNCTION);
  }

  @Test
  void aSilentConnectionIsTestedAndGivenUp() {
    started();
    assertThat(session.tick(20 * S - 1)).isEqualTo(Fault.NONE);
    assertThat(peer.sent).isEmpty();
    session.tick(20 * S);
    assertThat(peer.sent).containsExactly("680443000000");
    come("680483000000", 21 * S);
    assertThat(session.tick(40 * S)).isEqualTo(Fault.NONE);
    session.tick(41 * S);
    assertThat(session.tick(56 * S)).isEqualTo(Fault.T1_CONTROL);
    come("680443000000", 56 * S);
    assertThat(peer.sent).last().isEqualTo("680483000000");
  }

  @Test
  void dataWithoutAcknowledgementIsGivenUpAfterT1() {
    started();
    session.send(UNIT, 0, UNIT.length, S);
    assertThat(session.tick(16 * S - 1)).isEqualTo(Fault.NONE);
    assertThat(session.tick(16 * S)).isEqualTo(Fault.T1_DATA);
  }
}
