package io.busbar.api.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkMessages.Heads;
import io.busbar.api.link.LinkMessages.Hello;
import io.busbar.api.link.LinkMessages.Message;
import io.busbar.api.link.LinkMessages.JournalRecord;
import io.busbar.api.link.LinkMessages.Skipped;
import io.busbar.api.link.LinkMessages.StreamHead;
import io.busbar.api.link.LinkMessages.Welcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkMessagesTest {
  private static final List<StreamHead> HEADS =
      List.of(new StreamHead(StreamId.EVENTS, 3, 900), new StreamHead(StreamId.MEASUREMENTS, 1, 1L << 40));

  @Test
  void helloWelcomeAndMessagesComeBackAsTheyWere() {
    Hello hello = new Hello(-77, HEADS);
    assertThat(LinkMessages.readHello(LinkMessages.encode(hello))).isEqualTo(hello);

    PositionSet set = new PositionSet();
    set.addRange(1, 10);
    set.addRange(40, 1L << 41);
    Welcome welcome = new Welcome(5, Map.of(StreamId.MEASUREMENTS, set));
    assertThat(LinkMessages.readWelcome(LinkMessages.encode(welcome))).isEqualTo(welcome);
    assertThat(welcome.of(StreamId.EVENTS).size()).isZero();

    JournalRecord record = (JournalRecord) LinkMessages.read(LinkMessages.encode(new JournalRecord(StreamId.MODEL, 300, new byte[] {9, 8})));
    assertThat(record.stream()).isEqualTo(StreamId.MODEL);
    assertThat(record.position()).isEqualTo(300);
    assertThat(record.bytes()).containsExactly(9, 8);
    for (Message message : List.of(new Skipped(StreamId.EVENTS, 7, 99), new Heads(HEADS))) {
      assertThat(LinkMessages.read(LinkMessages.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void aWelcomeOfManyHolesIsCutBelowItsLimit() {
    PositionSet set = new PositionSet();
    for (long i = 1; i < 3_000; i++) {
      set.add(i << 40);
    }
    byte[] bytes = LinkMessages.encode(new Welcome(1, Map.of(StreamId.EVENTS, set, StreamId.MODEL, set,
        StreamId.MEASUREMENTS, set, StreamId.AUDIT, set)));
    assertThat(bytes.length).isLessThan(16_384);
    assertThat(LinkMessages.readWelcome(bytes).of(StreamId.MODEL).intervals()).isEqualTo(LinkMessages.MAX_WELCOME_INTERVALS);
  }

  @Test
  void anyBytesAreReadWithoutAnException() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = LinkMessages.VERSION;
      }
      LinkMessages.read(bytes);
      LinkMessages.readHello(bytes);
      LinkMessages.readWelcome(bytes);
      PositionSet.decode(bytes);
    }
  }

  @Test
  void aPositionSetAgreesWithAPlainSet() {
    Random random = new Random(2);
    for (int round = 0; round < 300; round++) {
      PositionSet set = new PositionSet();
      Set<Long> plain = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        long first = 1 + random.nextInt(100);
        long last = first + (random.nextInt(3) == 0 ? random.nextInt(10) : 0);
        assertThat(set.addRange(first, last)).isTrue();
        for (long p = first; p <= last; p++) {
          plain.add(p);
        }
      }
      assertThat(set.size()).isEqualTo(plain.size());
      for (long p = 1; p < 120; p++) {
        assertThat(set.contains(p)).isEqualTo(plain.contains(p));
        long missing = p;
        while (plain.contains(missing)) {
          missing++;
        }
        assertThat(set.firstMissing(p)).isEqualTo(missing);
        long present = p;
        while (present < 200 && !plain.contains(present)) {
          present++;
        }
        assertThat(set.firstPresent(p)).isEqualTo(present == 200 ? Long.MAX_VALUE : present);
      }
      for (int i = 1; i < set.intervals(); i++) {
        assertThat(set.intervalFrom(i)).isGreaterThan(set.intervalTo(i - 1) + 1);
      }
      assertThat(PositionSet.decode(set.encode(1_000))).isEqualTo(set);
    }
  }

  @Test
  void aFullPositionSetRefusesAnIntervalAndStillMelts() {
    PositionSet set = new PositionSet();
    for (int i = 0; i < PositionSet.MAX_INTERVALS; i++) {
      assertThat(set.add(2L * i + 1)).isTrue();
    }
    assertThat(set.add(1L << 30)).isFalse();
    assertThat(set.add(2)).isTrue();
    assertThat(set.contiguous()).isEqualTo(3);
    assertThat(set.add(1L << 30)).isTrue();
  }
}
