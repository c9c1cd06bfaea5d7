package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.link.codec.PacketLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session does when its bearer changes to another way. */
class WayChangeTest {
  private static final long MS = 1_000_000;

  private final List<byte[]> sent = new ArrayList<>();

  @Test
  void whatWasUnderWayGoesAgainAtOnceAndRateAndRoundTripAreTheNewOnes() {
    Outbound out = new Outbound(new Setup(true, 300, 28, 9_600, 2_000 * MS, 5_000 * MS), ReceiveLane.all(), this::take, new Counters());
    out.terms(new Terms(20, 300, 5, 0, 0), 0);
    out.establish(new Unsealed());
    out.open();
    out.lane(4).offer(new byte[200]);
    out.heardPeer(0);
    out.flush(100 * MS);
    assertThat(sent).hasSize(1);
    assertThat(out.sent().underWay()).isEqualTo(1);
    out.roundTrip().sample(3_000 * MS);
    out.air().halfDuplex(150 * MS);
    out.changeWay(new Way(1_000_000, 0, 48), 200 * MS);
    assertThat(out.air().pacer().turnNs()).as("full duplex").isZero();
    assertThat(out.air().pacer().bitsPerSecond()).isEqualTo(1_000_000);
    assertThat(out.air().overheadBytes()).isEqualTo(48);
    assertThat(out.roundTrip().ms()).isNaN();
    out.flush(2_000 * MS);
    assertThat(sent).as("sent again").hasSizeGreaterThan(1);
    assertThat(sent.get(1).length).isGreaterThan(200);
    assertThat(Double.isNaN(out.sent().loss()) || out.sent().loss() == 0).as("no loss of the new way").isTrue();
  }

  private void take(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    assertThat(PacketLayout.isData(bytes[0])).isTrue();
    sent.add(bytes);
  }

  /** No protection at all. */
  private static final class Unsealed implements io.busbar.api.link.LinkRecords {
    @Override
    public long session() {
      return 1;
    }

    @Override
    public int tagBytes(boolean longTag) {
      return 4;
    }

    @Override
    public int phase(long number, long acknowledged, long nowNs) {
      return 0;
    }

    @Override
    public int seal(byte[] packet, int header, int length, long number, boolean longTag) {
      return length + 4;
    }

    @Override
    public int open(byte[] packet, int header, int length, long number, int phase, boolean longTag) {
      return length - 4;
    }

    @Override
    public void forget() {
      // There is nothing.
    }
  }
}
