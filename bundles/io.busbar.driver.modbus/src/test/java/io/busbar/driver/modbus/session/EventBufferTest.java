package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Origin;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A relay with a window of four records, released by a write. */
class EventBufferTest {
  private static final int WINDOW = 4;
  private static final long T0_MS = 1_699_999_000_000L;

  private final Rig rig = new Rig(Plant.tcp());
  private final Deque<long[]> waiting = new ArrayDeque<>();
  private long lastSequence;
  private boolean releases = true;

  EventBufferTest() {
    rig.device.put(12, 0);
    rig.device.put(0, 0, 0);
    rig.line.peer = frame -> {
      byte[] reply = rig.device.reply(frame);
      if (frame[7] == 16 && releases) {
        long upTo = ((long) rig.device.registers.get(0) << 16) | rig.device.registers.get(1);
        while (!waiting.isEmpty() && upTo <= lastSequence && waiting.getFirst()[0] <= upTo) {
          waiting.removeFirst();
        }
        show();
      }
      if (!rig.device.silent) {
        rig.line.arrives(5, reply);
      }
    };
    show();
  }

  private void event(long timeMs, int point, int value) {
    waiting.add(new long[] {++lastSequence, timeMs, point, value});
    show();
  }

  private void show() {
    rig.device.put(100, waiting.size(), 0, (int) (lastSequence >> 16), (int) lastSequence & 0xFFFF, Math.min(WINDOW, waiting.size()), 0);
    int at = 106;
    List<long[]> shown = new ArrayList<>(waiting).subList(0, Math.min(WINDOW, waiting.size()));
    for (int i = 0; i < WINDOW; i++, at += 8) {
      long[] e = i < shown.size() ? shown.get(i) : new long[4];
      rig.device.put(at, (int) (e[0] >> 16), (int) e[0] & 0xFFFF, (int) (e[1] >> 48) & 0xFFFF, (int) (e[1] >> 32) & 0xFFFF,
          (int) (e[1] >> 16) & 0xFFFF, (int) e[1] & 0xFFFF, (int) e[2], (int) e[3]);
    }
  }

  private static Settings template() {
    Map<String, Setting> events = new LinkedHashMap<>();
    String[] entries = {"count", "30105", "last", "30103 uint32", "window", "30107", "records", "4", "record",
      "seq uint32, time uint64 ms, point uint16, value uint16", "release", "40001 uint32", "every", "200ms"};
    for (int i = 0; i < entries.length; i += 2) {
      events.put(entries[i], Setting.of(entries[i + 1], SourceLocation.NONE));
    }
    Map<String, Setting> all = new LinkedHashMap<>();
    all.put("addressing", Setting.of("modicon", SourceLocation.NONE));
    all.put("events", new Setting("", events, SourceLocation.NONE));
    return new Settings(all, SourceLocation.NONE);
  }

  private DeviceBinding relay(PointSpec... points) {
    return Plant.device(0, 7, 1, template(), points);
  }

  private static PointSpec breaker() {
    return Plant.point("breaker", "event 1 doublePoint", 1000);
  }

  private static PointSpec trip() {
    return Plant.point("trip", "10013", 1000, "event", "3");
  }

  private void settleAll() {
    List<byte[]> tokens = new ArrayList<>(rig.context.tokens);
    rig.context.tokens.clear();
    tokens.forEach(token -> rig.driver.settled(0, token));
  }

  @Test
  void givesEachEventOnceWithTheDevicesOwnTimeAndReleasesOnlyWhatIsSettled() {
    event(T0_MS, 1, 1);
    event(T0_MS + 7, 3, 1);
    rig.driver.bind(relay(breaker(), trip()), new byte[0]);

    rig.run(3_000);

    List<RecordingContext.Sample> events = rig.context.samples.stream().filter(s -> s.origin() == Origin.EVENT).toList();
    assertThat(events).extracting(RecordingContext.Sample::point).containsExactly(0, 1);
    assertThat(events).extracting(RecordingContext.Sample::sourceNs).containsExactly(T0_MS * 1_000_000, (T0_MS + 7) * 1_000_000);
    assertThat(events).allMatch(s -> s.cause() == Cause.SPONTANEOUS && s.timeQuality() == TimeQuality.UNKNOWN);
    assertThat(waiting).as("nothing is settled yet").hasSize(2);
    assertThat(rig.device.writes).isEmpty();

    settleAll();
    rig.run(500);

    assertThat(waiting).isEmpty();
    assertThat(rig.device.writes).containsEntry(1, 2);
  }

  @Test
  void readsThePresentStateAfterTheEventsThatLedToItAndNotBetween() {
    rig.device.put(12, 1);
    event(T0_MS, 3, 1);
    rig.driver.bind(relay(trip()), new byte[0]);

    rig.run(5_000);

    assertThat(rig.context.of(0)).extracting(RecordingContext.Sample::origin).containsExactly(Origin.EVENT, Origin.INTEGRITY);
  }

  @Test
  void bringsMoreEventsThanTheWindowHoldsInOrder() {
    for (int i = 0; i < 50; i++) {
      event(T0_MS + i, 1, i % 3);
    }
    rig.driver.bind(relay(breaker()), new byte[0]);

    for (int i = 0; i < 40; i++) {
      rig.run(100);
      settleAll();
    }

    assertThat(rig.context.of(0)).extracting(s -> s.sourceNs() / 1_000_000 - T0_MS)
        .containsExactlyElementsOf(java.util.stream.LongStream.range(0, 50).boxed().toList());
    assertThat(waiting).isEmpty();
  }

  @Test
  void neitherLosesNorDoublesAnEventOverARestartBeforeTheRelease() {
    event(T0_MS, 1, 1);
    event(T0_MS + 1, 1, 2);
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(1_000);
    byte[] durable = rig.context.tokens.get(0);

    // The gateway is killed after the commit and before the release; one more event comes meanwhile.
    event(T0_MS + 2, 1, 1);
    RecordingContext after = new RecordingContext(Plant.tcp(), rig.line, rig.clock);
    ModbusDriver next = new ModbusDriver(after);
    next.bind(relay(breaker()), durable);
    for (int i = 0; i < 200; i++) {
      long due = next.step(rig.clock.monotonicNs());
      rig.clock.advanceNs(Math.max(0, Math.min(due - rig.clock.monotonicNs(), 50_000_000L)));
    }

    assertThat(after.samples).extracting(RecordingContext.Sample::sourceNs).containsExactly((T0_MS + 2) * 1_000_000);
    assertThat(waiting).as("what was durable is released").hasSize(1);
  }

  @Test
  void theNextVersionOfTheDriverDoesNotOfferWhatIsOnItsWay() {
    event(T0_MS, 1, 1);
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(500);
    byte[] token = rig.context.tokens.get(0);
    RecordingContext after = new RecordingContext(Plant.tcp(), rig.line, rig.clock);
    after.handedOver = rig.driver.handOver();
    rig.driver.close();
    ModbusDriver next = new ModbusDriver(after);
    next.bind(relay(breaker()), new byte[0]);

    for (int i = 0; i < 40; i++) {
      if (i == 20) {
        assertThat(rig.device.writes).as("not settled, not released").isEmpty();
        next.settled(0, token);
      }
      long due = next.step(rig.clock.monotonicNs());
      rig.clock.advanceNs(Math.max(0, Math.min(due - rig.clock.monotonicNs(), 50_000_000L)));
    }

    assertThat(after.samples).isEmpty();
    assertThat(waiting).isEmpty();
  }

  @Test
  void anEventThatWasNotSettledBeforeARestartComesAgain() {
    event(T0_MS, 1, 1);
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(500);

    RecordingContext after = new RecordingContext(Plant.tcp(), rig.line, rig.clock);
    ModbusDriver next = new ModbusDriver(after);
    next.bind(relay(breaker()), new byte[0]);
    for (int i = 0; i < 20; i++) {
      long due = next.step(rig.clock.monotonicNs());
      rig.clock.advanceNs(Math.max(0, Math.min(due - rig.clock.monotonicNs(), 50_000_000L)));
    }

    assertThat(after.samples).hasSize(1);
  }

  @Test
  void aDeviceThatKeepsWhatWasReleasedGivesNothingTwiceAndIsNotWrittenToWithoutEnd() {
    releases = false;
    event(T0_MS, 1, 1);
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(1_000);
    settleAll();
    int before = rig.line.written.size();

    rig.run(10_000);

    assertThat(rig.context.of(0)).hasSize(1);
    assertThat(rig.line.written.size() - before).as("requests in 10 s, a look each 200 ms").isLessThan(220);
  }

  @Test
  void aDeviceThatBeginsToCountAnewIsNoticed() {
    for (int i = 0; i < 3; i++) {
      event(T0_MS + i, 1, 1);
    }
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(500);
    settleAll();
    rig.run(500);
    lastSequence = 0;
    waiting.clear();
    event(T0_MS + 9_000, 1, 2);

    rig.run(1_000);

    assertThat(rig.context.of(0)).hasSize(4);
    assertThat(rig.context.last(0)).isEqualTo(2);
  }

  @Test
  void theReleaseIsNotRepeatedBlindlyButOnlyWhereTheEventIsStillThere() {
    event(T0_MS, 1, 1);
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(500);
    rig.device.silent = true; // the release arrives and works, its reply is lost
    settleAll();
    rig.run(50);
    assertThat(waiting).isEmpty();
    rig.device.silent = false;

    rig.run(5_000);

    assertThat(rig.line.written.stream().filter(frame -> frame[7] == 16)).hasSize(1);
  }

  @Test
  void missingNumbersAreToldWithTheNextEvent() {
    event(T0_MS, 1, 1);
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(500);
    settleAll();
    lastSequence += 5; // dropped by the device
    event(T0_MS + 100, 1, 2);

    rig.run(500);

    assertThat(rig.context.of(0)).extracting(RecordingContext.Sample::nativeCode).containsExactly(0, 5);
  }

  @Test
  void waitsForRoomInTheEngine() {
    event(T0_MS, 1, 1);
    rig.context.full = true;
    rig.driver.bind(relay(breaker()), new byte[0]);
    rig.run(500);
    assertThat(rig.context.samples).isEmpty();

    rig.context.full = false;
    rig.run(300);

    assertThat(rig.context.samples).hasSize(1);
  }

  @Test
  void aMissingBufferIsAFaultThatNamesTheSetting() {
    rig.device.registers.keySet().removeIf(offset -> offset >= 100);
    rig.driver.bind(relay(trip()), new byte[0]);

    rig.run(1_000);

    assertThat(rig.context.states).last().isEqualTo("0 EXCEPTION FDR-07: reading its event buffer: exception 02. The device answers, the register "
        + "does not exist. Check its map. See \"events\" of its template.");
    assertThat(rig.context.of(0)).as("the state is read all the same").hasSize(1);
  }
}
