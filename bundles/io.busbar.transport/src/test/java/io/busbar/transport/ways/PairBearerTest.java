package io.busbar.transport.ways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory.Way;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.transport.TestClock;
import io.busbar.transport.bearer.Health;
import io.busbar.transport.bearer.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairBearerTest {
  private final TestClock clock = TestClock.manual();
  private final FakeWay radio = new FakeWay("radio", 28, clock);
  private final FakeWay cellular = new FakeWay("cellular", 54, clock);
  private boolean radioMissing;
  private final PairBearer pair;

  PairBearerTest() throws IOException {
    OneWay first = new OneWay("radio", () -> {
      if (radioMissing) {
        throw new IOException("there is no /dev/ttyUSB0.");
      }
      return radio;
    }, clock.monotonicNs());
    OneWay second = new OneWay("cellular", () -> cellular, clock.monotonicNs());
    pair = new PairBearer(List.of(first, second), 100, Waiting.open().join(), clock);
  }

  /** A way that answers questions and datagrams unless it is dead. */
  private static final class FakeWay implements Bearer {
    final Health health;
    final String name;
    final int overhead;
    final Deque<byte[]> incoming = new ArrayDeque<>();
    boolean dead;
    /** Loses each way. */
    double loss;
    final Random dice = new Random(7);
    int datagrams;
    int questions;

    FakeWay(String name, int overhead, TestClock clock) {
      this.health = new Health(name, clock);
      this.name = name;
      this.overhead = overhead;
    }

    @Override
    public int maxPayloadBytes() {
      return 100;
    }

    @Override
    public int overheadBytes() {
      return overhead;
    }

    @Override
    public boolean send(int peer, ByteBuffer datagram) {
      boolean question = Echo.isQuestion(datagram);
      questions += question ? 1 : 0;
      datagrams += question ? 0 : 1;
      if (!dead && dice.nextDouble() < (1 - loss) * (1 - loss)) {
        byte[] answer = new byte[question ? Echo.BYTES : 1];
        if (question) {
          Echo.answer(Echo.number(datagram)).get(answer);
        }
        incoming.add(answer);
      }
      return true;
    }

    @Override
    public int receive(ByteBuffer into) {
      into.clear();
      byte[] next = incoming.poll();
      if (next != null) {
        health.received();
        into.put(next);
      }
      into.flip();
      return next == null ? -1 : DEFAULT_PEER;
    }

    @Override
    public List<BearerStatus> ways() {
      return List.of(health.status(true));
    }

    @Override
    public void await(long maxNs) {}

    @Override
    public void wakeUp() {}

    @Override
    public String describe() {
      return name;
    }

    @Override
    public void close() {}
  }

  /** A link that sends a datagram a second and takes what comes; datagrams that came back. */
  private int run(int seconds) {
    ByteBuffer into = ByteBuffer.allocate(200);
    int back = 0;
    for (int i = 0; i < seconds * 10; i++) {
      if (i % 10 == 0) {
        pair.send(0, ByteBuffer.wrap(new byte[20]));
      }
      while (pair.receive(into) >= 0) {
        back++;
      }
      clock.advanceMs(100);
    }
    return back;
  }

  @Test
  void usesThePreferredWayAndAsksItNothingWhileItWorks() {
    assertThat(run(300)).isEqualTo(300);
    assertThat(pair.way()).isZero();
    assertThat(pair.overheadBytes()).isEqualTo(28);
    assertThat(radio.questions).isZero();
    assertThat(cellular.datagrams).isZero();
    assertThat(cellular.questions).as("the other is asked once a minute whether it is there").isBetween(5, 6);
    assertThat(pair.ways()).extracting("inUse").containsExactly(true, false);
  }

  @Test
  void aWayThatStandsByIsAliveBetweenItsQuestionsAndDeadSoonAfterItFallsSilent() {
    for (int second = 0; second < 300; second++) {
      run(1);
      assertThat(pair.ways()).as("after %d s", second).extracting("alive").containsExactly(true, true);
    }
    cellular.dead = true;
    int asked = cellular.questions;
    run(90);
    assertThat(pair.ways()).extracting("alive").containsExactly(true, false);
    assertThat(cellular.questions - asked).as("asked again at once, then once a minute").isBetween(4, 6);
    cellular.dead = false;
    run(61);
    assertThat(pair.ways()).extracting("alive").containsExactly(true, true);
    assertThat(pair.way()).isZero();
  }

  @Test
  void goesToTheOtherBeforeTheLinkGivesUpAndBackWhenThePreferredHasAnswered() {
    run(10);
    radio.dead = true;
    run(15);
    assertThat(pair.way()).isEqualTo(1);
    assertThat(pair.overheadBytes()).isEqualTo(54);
    assertThat(run(60)).isEqualTo(60);
    assertThat(pair.way()).isEqualTo(1);
    radio.dead = false;
    run(10);
    assertThat(pair.way()).as("one answer is not enough").isEqualTo(1);
    run(80);
    assertThat(pair.way()).isZero();
  }

  @Test
  void aPreferredWayThatLosesAThirdIsUsedAgainAllTheSame() {
    run(10);
    radio.dead = true;
    run(60);
    assertThat(pair.way()).isEqualTo(1);
    radio.dead = false;
    radio.loss = 0.3;
    run(600);
    assertThat(pair.way()).isZero();
  }

  @Test
  void aWayThatComesAndGoesIsNotRunAfter() {
    int changes = 0;
    int before = 0;
    for (int i = 0; i < 60; i++) {
      radio.dead = i % 2 == 0;
      run(30);
      changes += pair.way() == before ? 0 : 1;
      before = pair.way();
    }
    assertThat(changes).as("in half an hour of a radio that is there every other half minute").isLessThan(8);
  }

  @Test
  void whereBothAreDeadItTriesThemInTurn() {
    radio.dead = true;
    cellular.dead = true;
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      run(5);
      used.add(pair.way());
    }
    assertThat(used).contains(0, 1);
    cellular.dead = false;
    run(60);
    assertThat(pair.way()).isEqualTo(1);
  }

  @Test
  void aWayThatCannotBeOpenedIsShownAndTheOtherUsed() throws IOException {
    radioMissing = true;
    OneWay missing = new OneWay("serial:///dev/ttyUSB0", () -> {
      throw new IOException("there is no /dev/ttyUSB0.");
    }, clock.monotonicNs());
    try (PairBearer other = new PairBearer(List.of(missing, new OneWay("cellular", () -> cellular, clock.monotonicNs())), 100,
        Waiting.open().join(), clock)) {
      assertThat(other.way()).isEqualTo(1);
      assertThat(other.ways().get(0).detail()).isEqualTo("there is no /dev/ttyUSB0.");
    }
  }

  @Test
  void realWaysOverUdpAndTcpMeetOneCentral() throws Exception {
    TestClock real = TestClock.real();
    Bearers bearers = new Bearers(real);
    try (Bearer central = bearers.listen(List.of("127.0.0.1:0", "tcp://127.0.0.1:0"), 296)) {
      String[] at = central.describe().split(", ");
      try (Bearer gateway = bearers.connect(List.of(new Way(at[0].substring(4), 296), new Way("tcp://" + at[1].substring(4), 1_280)))) {
        assertThat(gateway.maxPayloadBytes()).isEqualTo(268);
        ByteBuffer into = ByteBuffer.allocate(2_048);
        assertThat(gateway.send(0, ByteBuffer.wrap(new byte[] {7}))).isTrue();
        int peer = -1;
        long end = System.nanoTime() + 60_000_000_000L;
        while (peer < 0 && System.nanoTime() < end) {
          central.await(10_000_000L);
          peer = central.receive(into);
        }
        assertThat(peer).isPositive();
        assertThat(central.send(peer, ByteBuffer.wrap(new byte[] {8}))).isTrue();
        int back = -1;
        while (back < 0 && System.nanoTime() < end) {
          gateway.await(10_000_000L);
          back = gateway.receive(into);
        }
        assertThat(back).isZero();
        assertThat(into.get(0)).isEqualTo((byte) 8);
        assertThat(gateway.ways()).hasSize(2);
      }
    }
  }

  @Test
  void saysWhichWayIsWrong() {
    Bearers bearers = new Bearers(TestClock.real());
    assertThatThrownBy(() -> bearers.connect(List.of(new Way("127.0.0.1:1", 296), new Way("smoke://hill", 296))))
        .isInstanceOf(IOException.class).hasMessageContaining("smoke://hill");
    assertThatThrownBy(() -> bearers.connect(List.of(new Way("serial:///dev/ttyNONE1", 296), new Way("serial:///dev/ttyNONE2", 296))))
        .isInstanceOf(IOException.class).hasMessageContaining("ttyNONE1").hasMessageContaining("ttyNONE2");
  }
}
