package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.PointFate;
import io.busbar.testkit.MemorySampleJournal.Row;
import io.busbar.testkit.Models;
import io.busbar.testkit.ScriptedDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points whose flows say the same share a chain of filters, which nobody can tell from chains of their own. */
class SharedChainTest {
  private static final int ROUNDS = 300;
  private static final List<String> POINTS = List.of("a", "b", "c", "raw1", "raw2", "s1", "s2", "other");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aSharedChainGivesWhatChainsOfTheirOwnGive(long seed) {
    Random random = new Random(seed);
    List<String> alone = run(seed, false, 1);
    assertThat(run(seed, true, 1)).isEqualTo(alone);
    assertThat(run(seed, true, 2 + random.nextInt(30))).as("in other batches").isEqualTo(run(seed, false, 1));
    assertThat(alone).hasSizeGreaterThan(ROUNDS);
  }

  private static Models site(String flowOfB, int devices) {
    Models models = Models.site("oak").channel("bus1", "scripted");
    for (String point : List.of("a", "b", "c")) {
      models.point("feeder", point, "double", PublishClass.MEASUREMENT, point.equals("b") ? flowOfB : "tenth | moved(0.2)");
    }
    models.point("feeder", "raw1", "double", PublishClass.MEASUREMENT, "").point("feeder", "raw2", "double", PublishClass.MEASUREMENT, "")
        .point("feeder", "s1", "double", PublishClass.EVENT, "tenth").point("feeder", "s2", "double", PublishClass.EVENT, "tenth")
        .point("feeder", "other", "double", PublishClass.MEASUREMENT, "tenth | moved(0.2)")
        .derived("feeder", "made", "other", PublishClass.MEASUREMENT, "tenth");
    for (int d = 0; d < devices; d++) {
      models.device("F" + d, "feeder", "bus1", d == 1 ? new String[] {"c.d", "1"} : new String[0]);
    }
    return models;
  }

  private static List<String> run(long seed, boolean shared, int most) {
    Rig rig = new Rig();
    rig.engine.model().add(TestFilters.rowByRow(TestFilters.moved(), shared));
    rig.engine.model().add(TestFilters.rowByRow(TestFilters.times("tenth", 0.1), shared));
    rig.apply(site("tenth | moved(0.2)", 3).build());
    Random random = new Random(seed);
    List<String> heard = new ArrayList<>();
    List<int[]> waiting = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      waiting.add(new int[] {random.nextInt(3), random.nextInt(POINTS.size()), random.nextInt(40), random.nextInt(15)});
      if (waiting.size() >= most || round % 50 == 49) {
        send(rig, waiting);
        waiting.clear();
      }
      if (round == 99) {
        rig.state("F1", DeviceState.LOST, "no answer");
        rig.state("F1", DeviceState.OK, "");
      } else if (round == 149) {
        rig.apply(site("tenth", 5).build());
      } else if (round == 199) {
        rig.apply(site("tenth | moved(0.2)", 5).build());
      }
    }
    for (int d = 0; d < 3; d++) {
      for (String point : POINTS) {
        for (Row row : rig.journal.rows("F" + d, point)) {
          heard.add("F" + d + " " + point + " " + row.number() + " " + row.quality() + " " + row.sourceNs() + " " + row.gatewayNs() + " "
              + row.cause());
        }
        PointFate fate = rig.engine.view().fate("F" + d, point);
        heard.add("F" + d + " " + point + " " + fate.end() + " " + fate.stoppedAt() + " " + fate.raw() + " " + fate.result());
      }
      rig.journal.rows("F" + d, "made").forEach(row -> heard.add(row.point() + row.number() + row.sourceNs()));
    }
    heard.add("dropped " + rig.counter("dropped.moved"));
    return heard;
  }

  /** The readings of a poll: device, point, value, what is odd about it. Time goes on by a second from one to the next. */
  private static void send(Rig rig, List<int[]> readings) {
    List<Long> times = readings.stream().map(reading -> {
      rig.clock.advanceNs(Rig.SECOND);
      return rig.clock.wallNs();
    }).toList();
    rig.session().act(session -> {
      SampleBatch batch = session.context().claim(readings.size());
      if (batch == null) {
        return false;
      }
      for (int i = 0; i < readings.size(); i++) {
        int[] reading = readings.get(i);
        batch.add(session.handle("F" + reading[0], POINTS.get(reading[1]), 0), Double.doubleToRawLongBits(reading[2]),
            reading[3] == 0 ? Quality.INVALID : Quality.GOOD, times.get(i), TimeQuality.POLL, times.get(i));
      }
      session.context().offer(batch, session.binding("F0").device(), null);
      return true;
    });
    rig.crew.run();
  }

  @Test
  void anObserverHearsItsPointOnlyAndSeesNamesOfDevices() {
    Rig rig = rig();
    FlowTaps.Tap tap = rig.engine.model().taps().open(FlowTaps.Place.of("F2", "b", ""), () -> { });
    FlowTaps.Tap all = rig.engine.model().taps().open(new FlowTaps.Place("", "feeder", "c", "tenth"), () -> { });
    rig.crew.run();
    poll(rig, Origin.LIVE, 10);
    poll(rig, Origin.LIVE, 11);
    assertThat(lines(tap)).containsExactly("F2 raw 10", "F2 tenth 1", "F2 moved 1", "F2 published 1", "F2 raw 11", "F2 tenth 1.1");
    assertThat(lines(all)).containsExactly("F0 tenth 1", "F1 tenth 1", "F2 tenth 1", "F0 tenth 1.1", "F1 tenth 1.1", "F2 tenth 1.1");
    assertThat(rig.published("F1", "b")).containsExactly(1.0);
    tap.close();
    all.close();
  }

  @Test
  void historyAndEventsGoThroughItAsThroughAnother() {
    Rig rig = rig();
    poll(rig, Origin.LIVE, 10);
    poll(rig, Origin.HISTORICAL, 30);
    poll(rig, Origin.EVENT, 60);
    for (String point : List.of("a", "b", "c", "other")) {
      assertThat(rig.published("F1", point)).containsExactly(1.0, 3.0, 6.0);
    }
    assertThat(rig.journal.rows("F1", "a").get(0).cause()).isEqualTo(Cause.INITIALISED);
  }

  @Test
  void aFilterThatAsksForWhatItRenouncedIsToldSo() {
    Rig rig = new Rig();
    rig.engine.model().add(TestFilters.rowByRow(TestFilters.factory("hungry", List.of(), Kind.DOUBLE, context -> {
      LongColumn column = context.longs("count", 0, true);
      return (input, in, out) -> column.set(0, 1);
    }), true));
    var plan = rig.engine.model().plan(Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "a", "double", PublishClass.MEASUREMENT, "hungry")
        .point("feeder", "b", "double", PublishClass.MEASUREMENT, "hungry").device("F0", "feeder", "bus1").build());
    String told;
    try {
      told = rig.engine.model().apply(plan).toString() + plan.problems();
    } catch (IllegalStateException refused) {
      told = refused.toString();
    }
    assertThat(told).contains("hungry").contains("row by row").contains("durable columns");
  }

  private static Rig rig() {
    Rig rig = new Rig();
    rig.engine.model().add(TestFilters.rowByRow(TestFilters.moved(), true));
    rig.engine.model().add(TestFilters.rowByRow(TestFilters.times("tenth", 0.1), true));
    rig.apply(site("tenth | moved(0.2)", 3).build());
    return rig;
  }

  private static List<String> lines(FlowTaps.Tap tap) {
    List<String> lines = new ArrayList<>();
    for (FlowTaps.Sample next = tap.poll(); next != null; next = tap.poll()) {
      lines.add(next.device() + " " + next.node() + " " + next.value());
    }
    return lines;
  }

  /** All points of all devices in one batch, the same number each. */
  private static void poll(Rig rig, Origin origin, double value) {
    rig.clock.advanceNs(Rig.SECOND);
    rig.session().act(session -> fill(rig, session, origin, value));
    rig.crew.run();
  }

  private static boolean fill(Rig rig, ScriptedDriver.Session session, Origin origin, double value) {
    SampleBatch batch = session.context().claim(3 * POINTS.size());
    if (batch == null) {
      return false;
    }
    batch.origin(origin);
    for (int d = 0; d < 3; d++) {
      for (String point : POINTS) {
        batch.add(session.handle("F" + d, point, 0), Double.doubleToRawLongBits(value), Quality.GOOD, rig.clock.wallNs(), TimeQuality.POLL,
            rig.clock.wallNs());
      }
    }
    session.context().offer(batch, session.binding("F0").device(), null);
    return true;
  }
}
