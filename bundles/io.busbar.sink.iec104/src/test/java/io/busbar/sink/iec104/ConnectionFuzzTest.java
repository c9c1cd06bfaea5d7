package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.SinkPosition;
import io.busbar.iec60870.apci.Fault;
import io.busbar.sink.iec104.events.GroupQueue;
import io.busbar.sink.iec104.events.GroupSink;
import io.busbar.sink.iec104.image.PresentImage;
import io.busbar.sink.iec104.session.Group;
import io.busbar.sink.iec104.session.Orders;
import io.busbar.sink.iec104.session.Scada104;
import io.busbar.sink.iec104.session.Station;
import io.busbar.sink.iec104.table.StationTable;
import io.busbar.sink.iec104.table.TableFolder;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames that nobody should send: no exception, bounded memory, a connection ends as the standard says.
 * A million; {@code busbar.fuzz.frames} more.
 */
class ConnectionFuzzTest {
  private static final long FRAMES = Long.getLong("busbar.fuzz.frames", 1_000_000);
  private static final int[] TYPES = {1, 30, 45, 46, 47, 48, 49, 50, 51, 58, 59, 64, 70, 100, 101, 102, 103, 104, 105, 107, 110,
      113, 120, 127, 0, 255};

  @TempDir
  Path folder;

  @Test
  void noFrameBringsTheStationDown() throws Exception {
    Files.writeString(folder.resolve(TableFolder.SETTINGS), RunningStation.SETTINGS);
    Files.writeString(folder.resolve(TableFolder.POINTS), RunningStation.POINTS);
    StationTable table = Objects.requireNonNull(new TableFolder(folder).read().table());
    SimClock clock = new SimClock();
    SimRandom random = new SimRandom(104);
    Station station = new Station(table, new PresentImage(table), clock);
    GroupQueue queue = new GroupQueue();
    GroupSink sink = new GroupSink(queue, table, table.settings().groups().get(0), () -> { });
    Group group = new Group(table.settings().groups().get(0), queue, sink);
    station.groups().add(group);
    Orders orders = new Orders(station, () -> (order, listener) -> { }, random, Runnable::run);
    long closed = 0;
    long units = 0;
    Scada104 connection = null;
    int expected = 0;
    for (long i = 0; i < FRAMES; i++) {
      if (connection == null) {
        connection = new Scada104(group, station, orders, "fuzz", (bytes, offset, length) -> { }, clock.monotonicNs());
        put(connection, new byte[] {0x68, 4, 7, 0, 0, 0});
        expected = 0;
      }
      byte[] frame = frame(random, expected);
      put(connection, frame);
      clock.advanceMs(random.nextInt(3));
      Fault fault = connection.work(clock.monotonicNs());
      expected++;
      if (i % 1_000 == 0) {
        sink.accept(new Batch("oak", Lane.EVENT).with("BRK-1", "trip", Kind.BOOLEAN, 1, clock.wallNs()));
        sink.commit(new SinkPosition(StreamId.EVENTS, i + 1));
        orders.tick(clock.monotonicNs());
      }
      if (fault != Fault.NONE) {
        connection.closed();
        connection = null;
        closed++;
      } else {
        units++;
      }
    }
    assertThat(closed).as("some have to be closed").isPositive();
    assertThat(units).as("others go on").isGreaterThan(FRAMES / 10);
    assertThat(orders.taken()).as("some commands get as far as the desk").isPositive();
    assertThat(queue.size()).isLessThan(FRAMES / 1_000 + 2);
  }

  private static void put(Scada104 connection, byte[] frame) {
    int at = connection.stream().writeAt();
    System.arraycopy(frame, 0, connection.stream().bytes(), at, frame.length);
    connection.stream().added(frame.length);
  }

  /** Mostly numbered frames that go through to the unit; now and then anything. */
  private static byte[] frame(SimRandom random, int expected) {
    if (random.chance(2)) {
      byte[] noise = new byte[1 + random.nextInt(60)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (byte) random.nextLong();
      }
      return noise;
    }
    int body = random.nextInt(40);
    byte[] frame = new byte[6 + Math.max(1, body)];
    for (int i = 6; i < frame.length; i++) {
      frame[i] = (byte) random.nextLong();
    }
    if (random.chance(80) && frame.length >= 16) {
      frame[6] = (byte) TYPES[random.nextInt(TYPES.length)];
      frame[7] = 1;
      frame[8] = (byte) (random.chance(70) ? 6 : random.nextInt(64));
      frame[9] = 0;
      frame[10] = (byte) (random.chance(80) ? 1 + random.nextInt(2) : 255);
      frame[11] = (byte) (frame[10] == -1 ? 255 : 0);
      frame[12] = (byte) (random.chance(60) ? 100 : 144);
      frame[13] = (byte) (random.chance(60) ? 0 : 1);
      frame[14] = 0;
      frame = random.chance(60) ? java.util.Arrays.copyOf(frame, 16) : frame;
    }
    frame[0] = 0x68;
    frame[1] = (byte) (frame.length - 2);
    frame[2] = (byte) (expected << 1);
    frame[3] = (byte) (expected >>> 7);
    return frame;
  }
}
