package io.busbar.sim.radio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RadioMediumTest {
  private static final long MS = 1_000_000L;

  private static RadioMedium medium(RadioSettings settings) {
    return new RadioMedium(settings, new SplittableRandom(7), 0);
  }

  private static List<Integer> drain(RadioMedium medium, boolean up, long now) {
    List<Integer> got = new ArrayList<>();
    for (byte[] packet = medium.arrived(up, now); packet != null; packet = medium.arrived(up, now)) {
      got.add(packet[0] & 0xFF);
    }
    return got;
  }

  private static byte[] packet(int number, int bytes) {
    byte[] packet = new byte[bytes];
    packet[0] = (byte) number;
    return packet;
  }

  @Test
  void aPacketTakesItsAirTimeAndTheDelay() {
    RadioMedium medium = medium(RadioSettings.of(8_000, 300, 0));
    medium.offer(true, packet(1, 72), 0);
    medium.offer(true, packet(2, 72), 0);
    assertThat(drain(medium, true, 399 * MS)).isEmpty();
    assertThat(drain(medium, true, 400 * MS)).as("100 bytes at 8 kbit/s are 100 ms").containsExactly(1);
    assertThat(medium.nextEventNs()).isEqualTo(500 * MS);
    assertThat(drain(medium, true, 500 * MS)).containsExactly(2);
    RadioCounters counters = medium.counters(true);
    assertThat(counters.payloadBytes()).isEqualTo(144);
    assertThat(counters.headerBytes()).isEqualTo(56);
    assertThat(counters.bytesOnAir()).isEqualTo(200);
    assertThat(medium.counters(false).packets()).isZero();
  }

  @Test
  void theTailIsDroppedWhenTheQueueIsFull() {
    RadioMedium medium = medium(RadioSettings.of(8_000, 0, 0));
    for (int i = 0; i < 100; i++) {
      medium.offer(true, packet(i, 72), 0);
    }
    assertThat(medium.counters(true).queueDropped()).isEqualTo(100 - 41);
    assertThat(drain(medium, true, 100_000 * MS)).hasSize(41).startsWith(0).endsWith(40);
  }

  @Test
  void lossIsAboutWhatWasAskedAndTheSameForASeed() {
    RadioSettings settings = RadioSettings.of(0, 0, 0.3);
    List<Integer> first = tenThousand(settings);
    assertThat(first.size()).isBetween(6_800, 7_200);
    assertThat(tenThousand(settings)).isEqualTo(first);
  }

  @Test
  void burstsLoseInRows() {
    RadioSettings settings = RadioSettings.of(0, 0, 0).withBursts(new RadioSettings.BurstLoss(0.02, 0.125, 1));
    assertThat(tenThousand(settings).size()).as("about 14 % bad").isBetween(8_000, 9_200);
  }

  private static List<Integer> tenThousand(RadioSettings settings) {
    RadioMedium medium = medium(settings);
    List<Integer> got = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      medium.offer(true, packet(i, 10), i);
      got.addAll(drain(medium, true, i));
    }
    return got;
  }

  @Test
  void disorderDoublesAndReorders() {
    RadioMedium medium = medium(RadioSettings.of(0, 10, 0).withDisorder(0.1, 0.1, 30));
    List<Integer> got = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      medium.offer(true, packet(i, 10), i * MS);
      got.addAll(drain(medium, true, i * MS));
    }
    got.addAll(drain(medium, true, 10_000 * MS));
    assertThat(medium.counters(true).duplicated()).isPositive();
    assertThat(got).containsAll(java.util.stream.IntStream.range(0, 200).boxed().toList());
    assertThat(got).isNotEqualTo(got.stream().sorted().toList());
  }

  @Test
  void aDeadRadioSwallowsAndRecovers() {
    RadioMedium medium = medium(RadioSettings.of(8_000, 0, 0));
    medium.offer(true, packet(1, 72), 0);
    medium.dead(true, 50 * MS);
    medium.offer(true, packet(2, 72), 60 * MS);
    medium.dead(false, 1_000 * MS);
    medium.offer(true, packet(3, 72), 1_000 * MS);
    assertThat(drain(medium, true, 2_000 * MS)).containsExactly(3);
    assertThat(medium.counters(true).outageDropped()).isEqualTo(2);
  }

  @Test
  void halfDuplexSendsOneWayAtATime() {
    RadioMedium medium = medium(RadioSettings.of(8_000, 0, 0).asHalfDuplex(20));
    medium.offer(false, packet(1, 72), 0);
    medium.offer(true, packet(2, 72), 10 * MS);
    assertThat(drain(medium, false, 100 * MS)).containsExactly(1);
    assertThat(drain(medium, true, 219 * MS)).isEmpty();
    assertThat(medium.nextEventNs()).isEqualTo(220 * MS);
    assertThat(drain(medium, true, 220 * MS)).as("turn-around and 100 ms of air").containsExactly(2);
  }
}
