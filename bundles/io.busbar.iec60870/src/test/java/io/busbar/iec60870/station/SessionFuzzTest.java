package io.busbar.iec60870.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.iec60870.apci.ApciSession;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.apci.ApduStream;
import io.busbar.iec60870.apci.Fault;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.ft12.BalancedLink;
import io.busbar.iec60870.ft12.Ft12Stream;
import io.busbar.iec60870.ft12.UnbalancedPrimary;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bytes at random, and bent frames, into both roles of both links: a fault or nothing, never an exception, and the station stays what it is. */
class SessionFuzzTest {
  private static final long FRAMES = Long.getLong("busbar.fuzz", 1_000_000);
  private static final long SEED = Long.getLong("busbar.seed", 1);
  private static final CommandHandler HANDLER = (TypeId type, InformationObject object, boolean cancel) ->
      CommandHandler.Answer.values()[(int) (object.address & 0x7FFF_FFFF) % CommandHandler.Answer.values().length];

  private static ControlledStation station() {
    ControlledStation station = new ControlledStation(AsduFormat.IEC_104, 1, 100, HANDLER);
    for (int i = 0; i < 40; i++) {
      station.point(i, i % 3 == 0 ? Element.SINGLE : i % 3 == 1 ? Element.SHORT_FLOAT : Element.COUNTER, i % 5);
    }
    return station;
  }

  @Test
  void framesOf104InBothRoles() {
    Random random = new Random(SEED);
    Set<Fault> met = EnumSet.noneOf(Fault.class);
    ControlledStation station = station();
    Outstation104 controlled = new Outstation104(station, ApciTiming.STANDARD, (bytes, offset, length) -> { }, 0);
    Silent silent = new Silent();
    ApciSession controlling = new ApciSession(true, ApciTiming.STANDARD, silent, 0);
    controlling.start(0);
    int[] number = {0, 0};
    for (long i = 0; i < FRAMES; i++) {
      ApduStream stream = controlled.stream();
      int at = stream.writeAt();
      int length = frame(stream.bytes(), at, Math.min(stream.room(), 260), random, number[0]);
      byte[] copy = java.util.Arrays.copyOfRange(stream.bytes(), at, at + length);
      stream.added(length);
      Fault fault = controlled.work(i);
      number[0]++;
      if (fault != Fault.NONE || random.nextInt(200) == 0) {
        met.add(fault);
        controlled.closed();
        controlled = new Outstation104(station, ApciTiming.STANDARD, (bytes, offset, count) -> { }, i);
        number[0] = 0;
      }
      Fault other = controlling.received(copy, 0, copy.length, i);
      if (other != Fault.NONE) {
        met.add(other);
        controlling = new ApciSession(true, ApciTiming.STANDARD, silent, i);
        controlling.start(i);
      }
    }
    assertThat(met).as("seed " + SEED).contains(Fault.BAD_START, Fault.BAD_LENGTH, Fault.BAD_CONTROL, Fault.BAD_FUNCTION, Fault.SEQUENCE,
        Fault.ACKNOWLEDGEMENT, Fault.NOT_STARTED);
    assertThat(station.at(39)).isNotNull();
  }

  /** Mostly good heads with anything behind them. */
  private static int frame(byte[] bytes, int at, int room, Random random, int number) {
    int length = 6 + random.nextInt(Math.max(1, Math.min(room, 60) - 6));
    for (int i = 0; i < length; i++) {
      bytes[at + i] = (byte) random.nextInt(256);
    }
    if (random.nextInt(50) == 0) {
      return length;
    }
    bytes[at] = 0x68;
    bytes[at + 1] = (byte) (random.nextInt(50) == 0 ? random.nextInt(256) : length - 2);
    int kind = random.nextInt(10);
    if (kind == 0) {
      bytes[at + 1] = 4;
      bytes[at + 2] = (byte) (random.nextInt(64) << 2 | 3);
      return 6;
    }
    if (kind < 3) {
      bytes[at + 1] = 4;
      bytes[at + 2] = 7;
      return 6;
    }
    if (random.nextInt(20) > 0) {
      bytes[at + 2] = (byte) (number << 1);
      bytes[at + 3] = (byte) (number >> 7);
      bytes[at + 4] = 0;
      bytes[at + 5] = 0;
    }
    TypeId type = TypeId.values()[random.nextInt(TypeId.values().length)];
    int whole = 6 + AsduFormat.IEC_104.headerBytes() + 3 + type.objectBytes();
    if (whole <= room && length >= 12 && random.nextBoolean()) {
      bytes[at + 1] = (byte) (whole - 2);
      bytes[at + 6] = (byte) type.code();
      bytes[at + 7] = 1;
      bytes[at + 8] = (byte) (5 + random.nextInt(4));
      bytes[at + 10] = 1;
      bytes[at + 11] = 0;
      return whole;
    }
    return length;
  }

  @Test
  void framesOf101InAllRoles() {
    Random random = new Random(SEED);
    Silent silent = new Silent();
    BalancedLink balanced = new BalancedLink(new BalancedLink.Settings(1, 1, 1_000, 2, 10_000), true, silent, 0);
    UnbalancedPrimary primary = new UnbalancedPrimary(1, 1, 2);
    Ft12Stream stream = new Ft12Stream(1);
    long frames = 0;
    for (long i = 0; i < FRAMES; i++) {
      int at = stream.writeAt();
      int length = 1 + random.nextInt(20);
      for (int j = 0; j < length; j++) {
        stream.bytes()[at + j] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) > 0) {
        int control = random.nextInt(256);
        stream.bytes()[at] = 0x10;
        stream.bytes()[at + 1] = (byte) control;
        stream.bytes()[at + 2] = 1;
        stream.bytes()[at + 3] = (byte) (control + 1);
        stream.bytes()[at + 4] = 0x16;
        length = Math.max(length, 5);
      }
      stream.added(length);
      primary.request(random.nextBoolean());
      for (Ft12Stream.Found found = stream.next(); found != Ft12Stream.Found.NONE; found = stream.next()) {
        frames++;
        primary.answer(found, stream);
        balanced.received(found, stream, i);
        balanced.release(balanced.received());
      }
      balanced.tick(i);
      if (random.nextInt(10) == 0) {
        primary.timedOut();
      }
    }
    assertThat(frames).as("seed " + SEED).isGreaterThan(FRAMES / 4);
    assertThat(stream.skipped()).isPositive();
  }

  private static final class Silent implements ApciSession.Peer, BalancedLink.Peer {
    @Override
    public void send(byte[] frame, int offset, int length) {
      // nobody listens
    }

    @Override
    public void unit(long number, byte[] bytes, int offset, int length) {
      // nobody listens
    }

    @Override
    public void transfer(boolean started) {
      // nobody listens
    }

    @Override
    public void delivered() {
      // nobody listens
    }

    @Override
    public void up(boolean now) {
      // nobody listens
    }
  }
}
