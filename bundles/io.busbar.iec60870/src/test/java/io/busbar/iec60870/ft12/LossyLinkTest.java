package io.busbar.iec60870.ft12;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both links of 101 over a line that loses, bends and lengthens frames: each unit arrives once and in order. */
class LossyLinkTest {
  private static final int UNITS = 200;
  private static final long MS = 1_000_000L;

  /** What becomes of a frame on the line. */
  private static byte[] line(byte[] frame, int length, Random random, int lossPercent) {
    byte[] bytes = Arrays.copyOf(frame, length);
    int luck = random.nextInt(100);
    if (luck < lossPercent / 2) {
      return new byte[0];
    }
    if (luck < lossPercent) {
      bytes[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static void feed(Ft12Stream stream, byte[] bytes) {
    System.arraycopy(bytes, 0, stream.bytes(), stream.writeAt(), bytes.length);
    stream.added(bytes.length);
  }

  private static List<Integer> inOrder() {
    return IntStream.range(0, UNITS).boxed().toList();
  }

  @Test
  void framesAreThoseOfTheStandard() {
    assertThat(HexFormat.of().formatHex(new Ft12Frame(1).fixed(0x49, 1).bytes(), 0, 5)).isEqualTo("1049014a16");
    Ft12Frame data = new Ft12Frame(1).variable(0x73, 1, HexFormat.of().parseHex("64010601000014"), 0, 7);
    assertThat(HexFormat.of().formatHex(data.bytes(), 0, data.length())).isEqualTo("68090968730164010601000014f416");
  }

  @Test
  void findsItsWayBackAfterNoise() {
    Ft12Stream stream = new Ft12Stream(1);
    feed(stream, HexFormat.of().parseHex("6805ff10491049014a1668090968730164010601000014f416e51049014b16e5"));
    assertThat(stream.next()).isEqualTo(Ft12Stream.Found.FIXED);
    assertThat(stream.next()).isEqualTo(Ft12Stream.Found.VARIABLE);
    assertThat(stream.unitBytes()).isEqualTo(7);
    assertThat(stream.next()).isEqualTo(Ft12Stream.Found.SINGLE);
    assertThat(stream.next()).as("inside of what is bent, perhaps").isEqualTo(Ft12Stream.Found.NONE);
    assertThat(stream.skipped()).isEqualTo(11);
  }

  /** A station that has numbers to tell and notes those that it is told. */
  private static final class Station implements UnbalancedSecondary.User {
    final List<Integer> told = new ArrayList<>();
    private int next;
    private boolean out;

    @Override
    public int next(boolean classOne) {
      out = classOne && next < UNITS;
      return out ? 2 : 0;
    }

    @Override
    public byte[] unit() {
      return new byte[] {(byte) next, (byte) (next >> 8)};
    }

    @Override
    public void arrived() {
      next += out ? 1 : 0;
      out = false;
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
      told.add((bytes[offset] & 0xFF) | ((bytes[offset + 1] & 0xFF) << 8));
    }

    @Override
    public boolean hasUrgent() {
      return next + (out ? 1 : 0) < UNITS;
    }

    @Override
    public void reset() {
      out = false;
    }
  }

  @Test
  void aPolledStationTellsAndIsToldOnceAndInOrder() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Station station = new Station();
      UnbalancedSecondary secondary = new UnbalancedSecondary(1, 5, seed % 2 == 0, station);
      UnbalancedPrimary primary = new UnbalancedPrimary(1, 5, 50);
      Ft12Stream toStation = new Ft12Stream(1);
      Ft12Stream toMaster = new Ft12Stream(1);
      List<Integer> heard = new ArrayList<>();
      int said = 0;
      for (int step = 0; step < 20_000 && (heard.size() < UNITS || said < UNITS || primary.isOpen()); step++) {
        boolean says = primary.isUp() && !primary.isOpen() && said < UNITS && random.nextBoolean();
        byte[] unit = {(byte) said, (byte) (said >> 8)};
        Ft12Frame request = says ? primary.send(unit, 0, 2) : primary.request(true);
        said += says ? 1 : 0;
        toStation.clear();
        toMaster.clear();
        feed(toStation, line(request.bytes(), request.length(), random, 30));
        Ft12Stream.Found found = toStation.next();
        if (found != Ft12Stream.Found.NONE && secondary.received(found, toStation)) {
          feed(toMaster, line(secondary.answer().bytes(), secondary.answer().length(), random, 30));
        }
        Ft12Stream.Found answer = toMaster.next();
        UnbalancedPrimary.Result result = primary.answer(answer, toMaster);
        if (result == UnbalancedPrimary.Result.DATA) {
          heard.add((toMaster.bytes()[toMaster.unitAt()] & 0xFF) | ((toMaster.bytes()[toMaster.unitAt() + 1] & 0xFF) << 8));
        } else if (result == UnbalancedPrimary.Result.UNFIT) {
          assertThat(primary.timedOut() && primary.isUp()).isFalse();
        }
      }
      assertThat(heard).as("seed " + seed).isEqualTo(inOrder());
      assertThat(station.told).as("seed " + seed).isEqualTo(inOrder());
    }
  }

  /** One end of a balanced line. */
  private static final class End implements BalancedLink.Peer {
    final List<Integer> heard = new ArrayList<>();
    final ArrayDeque<byte[]> out = new ArrayDeque<>();
    int delivered;

    @Override
    public void send(byte[] frame, int offset, int length) {
      out.add(Arrays.copyOfRange(frame, offset, offset + length));
    }

    @Override
    public void unit(long number, byte[] bytes, int offset, int length) {
      heard.add((bytes[offset] & 0xFF) | ((bytes[offset + 1] & 0xFF) << 8));
    }

    @Override
    public void delivered() {
      delivered++;
    }

    @Override
    public void up(boolean now) {
      // seen by canSend
    }
  }

  @Test
  void twoStationsThatBothBeginTellEachOtherOnceAndInOrderAndWaitForTheRelease() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      BalancedLink.Settings settings = new BalancedLink.Settings(seed % 3, 3, 100 * MS, 1_000, 1_000 * MS);
      End[] ends = {new End(), new End()};
      BalancedLink[] links = {new BalancedLink(settings, true, ends[0], 0), new BalancedLink(settings, false, ends[1], 0)};
      Ft12Stream[] streams = {new Ft12Stream(seed % 3), new Ft12Stream(seed % 3)};
      int[] said = {0, 0};
      long now = 0;
      for (int step = 0; step < 60_000 && ends[0].delivered + ends[1].delivered < 2 * UNITS; step++) {
        now += 10 * MS;
        for (int i = 0; i < 2; i++) {
          if (links[i].canSend() && said[i] < UNITS) {
            links[i].send(new byte[] {(byte) said[i], (byte) (said[i] >> 8)}, 0, 2, now);
            said[i]++;
          }
          links[i].tick(now);
          while (!ends[i].out.isEmpty()) {
            byte[] frame = ends[i].out.remove();
            streams[1 - i].clear();
            feed(streams[1 - i], line(frame, frame.length, random, 25));
            links[1 - i].received(streams[1 - i].next(), streams[1 - i], now);
          }
          if (random.nextInt(4) == 0) {
            links[i].release(links[i].received());
          }
        }
      }
      assertThat(ends[0].heard).as("seed " + seed).isEqualTo(inOrder());
      assertThat(ends[1].heard).as("seed " + seed).isEqualTo(inOrder());
    }
  }
}
