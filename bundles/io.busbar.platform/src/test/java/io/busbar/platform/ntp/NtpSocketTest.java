package io.busbar.platform.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import io.busbar.platform.ntp.NtpPacket.Offset;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packets on a real socket, with a server that says what it is told. */
class NtpSocketTest {
  private static final long S = 1_000_000_000L;
  /** 2026-11-23T12:00:00Z. */
  private static final long WALL_NS = 1_795_435_200L * S;
  private static final long MARK = 0x0123_4567_89AB_CDEFL;
  private final Deque<Long> monotonic = new ArrayDeque<>();
  private final BusClock clock = new BusClock() {
    @Override
    public long wallNs() {
      return WALL_NS;
    }

    @Override
    public long monotonicNs() {
      return monotonic.size() > 1 ? monotonic.remove() : monotonic.element();
    }
  };
  private DatagramSocket server;
  private Thread serving;

  @BeforeEach
  void listen() throws IOException {
    server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    monotonic.add(0L);
    monotonic.add(S / 5);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
    serving.join();
  }

  private Offset ask(UnaryOperator<ByteBuffer> answer) {
    serving = new Thread(() -> {
      try {
        DatagramPacket question = new DatagramPacket(new byte[100], 100);
        server.receive(question);
        ByteBuffer asked = ByteBuffer.wrap(question.getData(), 0, question.getLength());
        byte[] told = answer.apply(asked).array();
        server.send(new DatagramPacket(told, told.length, question.getSocketAddress()));
      } catch (IOException closed) {
        assertThat(server.isClosed()).isTrue();
      }
    });
    serving.start();
    return new NtpSocket(server.getLocalPort(), 60_000, clock, () -> MARK).ask("127.0.0.1");
  }

  /** An answer of a server that received the question so many ns after our time of sending, and answered so much later. */
  private static ByteBuffer answer(ByteBuffer asked, long receivedNs, long answeredNs) {
    return ByteBuffer.allocate(48).put((byte) 0x24).put((byte) 2).putLong(24, asked.getLong(40))
        .putLong(32, stamp(WALL_NS + receivedNs)).putLong(40, stamp(WALL_NS + answeredNs));
  }

  private static long stamp(long ns) {
    return (ns / S + 2_208_988_800L) << 32 | (ns % S << 32) / S;
  }

  @Test
  void theOffsetIsTheMiddleOfTheRoundTrip() {
    Offset offset = ask(asked -> {
      assertThat(asked.remaining()).isEqualTo(48);
      assertThat(asked.get(0)).as("version 4, client").isEqualTo((byte) 0x23);
      return answer(asked, 3 * S + S / 10, 3 * S + S / 10);
    });
    assertThat((double) offset.offsetNs()).isCloseTo(3.0 * S, org.assertj.core.data.Offset.offset(10.0));
    assertThat((double) offset.delayNs()).isCloseTo(S / 5.0, org.assertj.core.data.Offset.offset(10.0));
  }

  @Test
  void theTimeThatTheServerTookIsNoPartOfTheWay() {
    Offset offset = ask(asked -> answer(asked, -2 * S, -2 * S + S / 10));
    assertThat((double) offset.delayNs()).isCloseTo(S / 10.0, org.assertj.core.data.Offset.offset(10.0));
    assertThat((double) offset.offsetNs()).isCloseTo(-2.05 * S, org.assertj.core.data.Offset.offset(10.0));
  }

  @Test
  void aServerWithoutTimeIsNoServer() {
    assertThat(NtpPacket.answer(answer(ByteBuffer.wrap(NtpPacket.request(MARK)), 0, 0).array(), MARK, WALL_NS, 1)).isNotNull();
    for (UnaryOperator<ByteBuffer> fault : java.util.List.<UnaryOperator<ByteBuffer>>of(
        good -> good.put(0, (byte) 0xE4), good -> good.put(0, (byte) 0x23), good -> good.put(1, (byte) 0), good -> good.put(1, (byte) 16),
        good -> good.putLong(24, MARK + 1), good -> good.putLong(40, 0), good -> ByteBuffer.wrap(new byte[47]),
        good -> good.putLong(40, stamp(WALL_NS + S)))) {
      byte[] bad = fault.apply(answer(ByteBuffer.wrap(NtpPacket.request(MARK)), 0, 0)).array();
      assertThat(NtpPacket.answer(bad, MARK, WALL_NS, 1)).isNull();
    }
    serving = new Thread(() -> { });
    serving.start();
  }

  @Test
  void theNextEraOfNtpIsUnderstood() {
    long wallNs = 2_085_978_500L * S; // 2036-02-07, four seconds into era 1
    byte[] answer = ByteBuffer.allocate(48).put((byte) 0x24).put((byte) 1).putLong(24, MARK).putLong(32, 7L << 32).putLong(40, 7L << 32).array();
    Offset offset = NtpPacket.answer(answer, MARK, wallNs, 0);
    assertThat(offset.offsetNs()).isEqualTo(3 * S);
    serving = new Thread(() -> { });
    serving.start();
  }
}
