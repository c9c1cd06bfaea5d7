package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkSession;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.link.codec.PacketWriter;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.net.SimNetwork;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A peer that has the keys and says anything: frames that are nearly right, flipped, cut short, or noise. No exception, and no more
 * memory than the limits. {@code -Dbusbar.fuzz=N} reads another number of packets, {@code -Dbusbar.seed=S} with another seed.
 */
class FrameFuzzTest {
  private static final long PACKETS = 1_000_000;
  private static final int PACKETS_PER_SESSION = 20_000;
  private static final int[] TYPES = {PacketLayout.SEGMENT, PacketLayout.SEGMENT_TO_END, PacketLayout.DURABLE, PacketLayout.ACK,
      PacketLayout.PING, PacketLayout.REPAIR, PacketLayout.COMPLETE, PacketLayout.GRANT, PacketLayout.REPORT, 0xA0, 0xF0};

  private final SplittableRandom dice = new SplittableRandom(Long.getLong("busbar.seed", 1));
  private final PacketWriter out = new PacketWriter(2_048);
  /** Where real segments and packets are just now, so that many numbers are near. */
  private int near;

  @Test
  void framesOfAnySortAreReadWithinBounds() {
    long count = Long.getLong("busbar.fuzz", PACKETS);
    SimClock clock = new SimClock();
    for (long done = 0; done < count;) {
      DatagramSession session = session(clock, done);
      if (dice.nextInt(4) == 0) {
        session.outbound().turns(new Turn(dice.nextBoolean(), new Pacer(64_000), 0));
      }
      PacketReader reader = new PacketReader();
      long number = 100;
      near = 0;
      for (int i = 0; i < PACKETS_PER_SESSION && done < count && session.state() == DatagramSession.State.UP; i++, done++) {
        if (i % 16 == 0) {
          session.send(LinkLane.values()[dice.nextInt(6)], new byte[dice.nextInt(300)]);
        }
        near = dice.nextInt(50) == 0 ? near + dice.nextInt(20) : near;
        int length = packet();
        reader.begin(Arrays.copyOf(out.bytes(), length), length);
        session.onPacket(reader, number += 1 + dice.nextInt(2), dice.nextInt(3) == 0 ? dice.nextLong() : number - dice.nextInt(90),
            dice.nextBoolean(), clock.monotonicNs());
        if (i % 8 == 0) {
          session.doWork(clock.monotonicNs());
          clock.advanceMs(dice.nextInt(10));
        }
      }
      for (ReceiveLane lane : session.outbound().received()) {
        assertThat(lane.bufferedBytes()).isLessThanOrEqualTo(Limits.REASSEMBLY_BYTES);
      }
    }
  }

  private static DatagramSession session(SimClock clock, long seed) {
    SimRandom random = new SimRandom(seed);
    PlainSecurity plain = new PlainSecurity(random);
    LinkSecurity.Answer answer = plain.answer(0, new byte[0], plain.call(new byte[0], new byte[0]).message());
    EndPoint.Parts parts = new EndPoint.Parts(new LinkConfig(false, "central", 64_000, 600, 5_000, 20_000), plain,
        new SimNetwork(clock, seed).listen("central", 1_280), clock, random, new Deaf());
    Peer peer = new Sessions(parts, new Deaf()).create(1, 0, new Counters(), clock.monotonicNs());
    peer.session.opening(new Terms(100, 1_252, 5, 0, 0), clock.monotonicNs());
    peer.establish(answer.records());
    peer.session.up("gateway", new byte[0]);
    return peer.session;
  }

  /** Takes everything and keeps nothing. */
  private static final class Deaf implements LinkListener, DatagramSession.Owner {
    @Override
    public byte[] hello() {
      return new byte[0];
    }

    @Override
    public byte[] welcome(String peer, byte[] hello) {
      return new byte[0];
    }

    @Override
    public void onUp(LinkSession session, byte[] peerWords) {
      // It goes on.
    }

    @Override
    public void onMessage(LinkSession session, LinkLane lane, long number, byte[] message) {
      session.durable(lane, number);
    }

    @Override
    public void onDurable(LinkSession session, LinkLane lane, long upTo) {
      assertThat(upTo).isPositive();
    }

    @Override
    public void onSpace(LinkSession session, LinkLane lane) {
      // It goes on.
    }

    @Override
    public void onDown(LinkSession session, String reason) {
      assertThat(reason).isNotEmpty();
    }

    @Override
    public void onWords(DatagramSession session, Words words) {
      // They were said.
    }

    @Override
    public void onSilence(DatagramSession session, boolean silent, String reason) {
      // It goes on.
    }

    @Override
    public void onEnd(DatagramSession session, String reason, LinkRefusal refusal) {
      // The next one follows.
    }
  }

  private int packet() {
    out.begin(2_000, 16);
    if (dice.nextInt(8) == 0) {
      byte[] noise = new byte[1 + dice.nextInt(200)];
      dice.nextBytes(noise);
      out.raw(noise, 0, noise.length);
    } else {
      for (int frames = 1 + dice.nextInt(4); frames > 0 && out.room() > 600; frames--) {
        frame(TYPES[dice.nextInt(TYPES.length)] | dice.nextInt(8));
      }
    }
    int length = out.length();
    for (int flips = dice.nextInt(4) == 0 ? dice.nextInt(4) : 0; flips > 0; flips--) {
      out.bytes()[dice.nextInt(length)] ^= (byte) (1 << dice.nextInt(8));
    }
    return dice.nextInt(10) == 0 ? 1 + dice.nextInt(length) : length;
  }

  private void frame(int tag) {
    out.u8(tag);
    switch (tag & 0xF0) {
      case PacketLayout.SEGMENT -> {
        out.u16(number());
        bytes(dice.nextInt(60));
      }
      case PacketLayout.SEGMENT_TO_END -> {
        out.u16(number());
        raw(dice.nextInt(60));
      }
      case PacketLayout.DURABLE -> out.varint(dice.nextInt(4) == 0 ? dice.nextLong() >>> 1 : dice.nextInt(40));
      case PacketLayout.ACK -> {
        out.u16(number());
        out.varint(dice.nextInt(5_000));
        int n = dice.nextInt(20);
        out.u8(n);
        raw(n);
      }
      case PacketLayout.REPAIR -> {
        out.u16(number());
        out.u8(dice.nextInt(8) == 0 ? dice.nextInt(256) : dice.nextInt(65));
        out.u8(dice.nextInt(256));
        bytes(dice.nextInt(100));
      }
      case PacketLayout.COMPLETE -> {
        out.u16(number());
        int n = dice.nextInt(12);
        out.u8(n);
        raw(n);
      }
      case PacketLayout.GRANT -> {
        out.u16(dice.nextInt(65_536));
        out.u16(dice.nextInt(65_536));
      }
      case PacketLayout.REPORT -> {
        out.varint(dice.nextLong() >>> (1 + dice.nextInt(62)));
        out.varint(dice.nextLong() >>> (1 + dice.nextInt(62)));
      }
      default -> { }
    }
  }

  private int number() {
    return dice.nextInt(4) == 0 ? dice.nextInt(65_536) : near + dice.nextInt(64);
  }

  private void bytes(int length) {
    out.varint(dice.nextInt(20) == 0 ? dice.nextInt(5_000) : length);
    raw(length);
  }

  private void raw(int length) {
    byte[] content = new byte[length];
    dice.nextBytes(content);
    out.raw(content, 0, length);
  }
}
