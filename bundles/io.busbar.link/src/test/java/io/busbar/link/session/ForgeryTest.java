package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.net.SimNetwork;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Packets that are forged, played again, turned round or late: not one more is taken than was sent.
 * {@code -Dbusbar.forgeries=N} tries another number, {@code -Dbusbar.seed=S} with another seed.
 */
class ForgeryTest {
  private static final long FORGERIES = 1_000_000;
  private static final int CONNECTION = 0x123;
  private static final int KEPT = 512;
  private static final int TRIES_PER_PACKET = 200;
  private static final long NS_PER_PACKET = 50_000_000;

  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(Long.getLong("busbar.seed", 1));
  private final SplittableRandom dice = new SplittableRandom(Long.getLong("busbar.seed", 1));
  private final PacketReader reader = new PacketReader();
  private LinkRecords here;
  private LinkRecords there;
  private Peer peer;
  private final byte[][] recorded = new byte[KEPT][];
  private final boolean[] took = new boolean[KEPT];
  private long sent;
  private long taken;
  private long turned;

  @Test
  void nothingIsTakenThatWasNotSentJustOnce() {
    long tries = Long.getLong("busbar.forgeries", FORGERIES);
    begin();
    for (long i = 0; i < tries; i++) {
      if (i % TRIES_PER_PACKET == 0) {
        byte[] last = recorded[(int) (sent % KEPT)];
        if (last != null && dice.nextInt(10) > 0) {
          offer(last, i);
        }
        byte[] next = genuine(++sent, sent - 1, here);
        recorded[(int) (sent % KEPT)] = next;
        took[(int) (sent % KEPT)] = false;
        clock.advanceNs(NS_PER_PACKET);
      }
      byte[] old = recorded[dice.nextInt(KEPT)];
      offer(attack(recorded[(int) (sent % KEPT)], old), i);
    }
    System.out.printf("%d forged, replayed and reordered packets: none taken; of %d genuine ones %d were, each once%n", tries, sent, taken);
    assertThat(taken).isBetween(sent * 8 / 10, sent);
  }

  /** A packet that is taken was sent, and was not taken before. */
  private void offer(byte[] datagram, long attempt) {
    byte[] copy = Arrays.copyOf(datagram, datagram.length + 16);
    if (peer.admit(copy, datagram.length, reader, 7, clock.monotonicNs()) != Peer.Admission.TAKEN) {
      return;
    }
    taken++;
    for (int i = 0; i < KEPT; i++) {
      if (!took[i] && recorded[i] != null && Arrays.equals(recorded[i], datagram)) {
        took[i] = true;
        return;
      }
    }
    throw new AssertionError("try " + attempt + " was taken: " + HexFormat.of().formatHex(datagram));
  }

  private byte[] attack(byte[] pending, byte[] old) {
    byte[] from = old == null || dice.nextBoolean() ? pending : old;
    switch (dice.nextInt(8)) {
      case 0 -> {
        return old == null ? new byte[20] : old;
      }
      case 1 -> {
        byte[] bytes = new byte[3 + dice.nextInt(60)];
        dice.nextBytes(bytes);
        head(bytes);
        return bytes;
      }
      case 2 -> {
        return Arrays.copyOf(from, Math.max(3, from.length - 1 - dice.nextInt(12)));
      }
      case 3 -> {
        return Arrays.copyOf(from, from.length + 1 + dice.nextInt(12));
      }
      case 4 -> {
        return genuine(sent + dice.nextInt(4), sent, there);
      }
      case 5 -> {
        byte[] bytes = from.clone();
        bytes[2] += (byte) (1 + dice.nextInt(255));
        return bytes;
      }
      case 6 -> {
        byte[] bytes = from.clone();
        bytes[0] ^= (byte) (new int[] {PacketLayout.PHASE, PacketLayout.LONG_TAG, PacketLayout.WIDE_NUMBER})[dice.nextInt(3)];
        return bytes;
      }
      default -> {
        byte[] bytes = from.clone();
        for (int flips = 1 + dice.nextInt(3); flips > 0; flips--) {
          int bit = 12 + dice.nextInt(bytes.length * 8 - 12);
          bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        head(bytes);
        return Arrays.equals(bytes, from) ? new byte[20] : bytes;
      }
    }
  }

  private static void head(byte[] bytes) {
    bytes[0] = (byte) ((bytes[0] | PacketLayout.DATA) & 0xF0 | CONNECTION >>> 8);
    bytes[1] = (byte) CONNECTION;
  }

  /** Packet n of an end: a ping. One direction seals rising numbers only, so what is turned round has its own. */
  private byte[] genuine(long number, long acknowledged, LinkRecords by) {
    long own = by == here ? number : ++turned;
    byte[] packet = new byte[3 + 2 + 16];
    int phase = by.phase(own, by == here ? acknowledged : own - 1, clock.monotonicNs());
    packet[0] = (byte) (PacketLayout.DATA | (phase == 0 ? 0 : PacketLayout.PHASE) | CONNECTION >>> 8);
    packet[1] = (byte) CONNECTION;
    packet[2] = (byte) own;
    packet[3] = 0;
    packet[4] = PacketLayout.PING;
    return Arrays.copyOf(packet, by.seal(packet, 3, 5, own, false));
  }

  private void begin() {
    Keys keys = new Keys(clock, random);
    LinkSecurity.Call call = keys.gateway().call(new byte[1], new byte[1]);
    LinkSecurity.Answer answer = keys.central().answer(0, new byte[1], call.message());
    here = call.opened(answer.message(new byte[1])).records();
    there = answer.records();
    Bearer bearer = new SimNetwork(clock, 1).listen("central", 1_280);
    LinkPair pair = new LinkPair(1, 1_280, 1_000_000);
    EndPoint.Parts parts = new EndPoint.Parts(new LinkConfig(false, "central", 1_000_000, 100, 5_000, 20_000), keys.central(), bearer, clock,
        random, pair.central);
    DatagramSession.Owner nobody = new DatagramSession.Owner() {
      @Override
      public void onSilence(DatagramSession session, boolean silent, String reason) {}

      @Override
      public void onWords(DatagramSession session, Words words) {
        throw new AssertionError("nobody says words here");
      }

      @Override
      public void onEnd(DatagramSession session, String reason, LinkRefusal refusal) {
        throw new AssertionError(reason);
      }
    };
    peer = new Sessions(parts, nobody).create(CONNECTION, 7, new Counters(), 0);
    peer.session.opening(new Terms(100, 1_252, 5, 0, 0), 0);
    peer.establish(there);
  }
}
