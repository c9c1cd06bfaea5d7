package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.testkit.environment.FaultPlan;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.SimulatedCrash;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A short life with rotation and retention in it, again and again, with the n-th storage call failing or the last. */
class EveryCallFailsTest {
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 256 << 10);
  private static final Logger LOG = Logger.getLogger("io.busbar.journal");
  private static final int COMMITS = 30;
  /** Calls that fail one after the other. */
  private static final int LASTING = 40;
  private final SimClock clock = new SimClock();

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void anErrorAtAnyCallLosesNothing() throws Exception {
    int call = 1;
    for (boolean reached = true; reached; call++) {
      SimStorage storage = new SimStorage(new SimRandom(call));
      storage.faults(FaultPlan.at(call, StorageFault.ERROR));
      life(storage);
      reached = storage.calls() >= call;
      storage.restart();
      verify(storage, COMMITS, "error at call " + call);
    }
    assertThat(call).isGreaterThan(COMMITS);
  }

  @Test
  void errorsThatLastFromAnyCallOnLoseNothingOnceTheyEnd() throws Exception {
    int call = 1;
    for (boolean reached = true; reached; call++) {
      long from = call;
      SimStorage storage = new SimStorage(new SimRandom(call));
      storage.faults((number, operation) -> number >= from && number < from + LASTING ? StorageFault.ERROR : StorageFault.NONE);
      life(storage);
      reached = storage.calls() >= call;
      storage.restart();
      verify(storage, COMMITS, "errors from call " + call + " on");
    }
    assertThat(call).isGreaterThan(COMMITS);
  }

  @Test
  void aPowerLossAtAnyCallLosesNothingAcknowledged() throws Exception {
    int call = 1;
    for (boolean reached = true; reached; call++) {
      SimStorage storage = new SimStorage(new SimRandom(call));
      storage.faults(FaultPlan.at(call, StorageFault.CRASH));
      acknowledged = 0;
      try {
        life(storage);
        reached = false;
      } catch (SimulatedCrash expected) {
        reached = true;
      }
      storage.restart();
      verify(storage, acknowledged, "power loss at call " + call);
    }
    assertThat(call).isGreaterThan(COMMITS);
  }

  private int acknowledged;

  private void life(SimStorage storage) throws Exception {
    SegmentLog log = open(storage);
    log.cursor("central", StreamId.MEASUREMENTS);
    byte[] measurement = new byte[12_000];
    for (int i = 1; i <= COMMITS; i++) {
      SegmentLogTest.append(log, StreamId.EVENTS, "event " + i);
      log.append(StreamId.MEASUREMENTS, measurement, 0, measurement.length);
      commit(log);
      acknowledged = i;
    }
    try {
      log.close();
    } catch (IOException expected) {
      // Everything was committed before.
    }
  }

  private static void commit(SegmentLog log) {
    for (int tries = 0;; tries++) {
      try {
        log.commit();
        return;
      } catch (IOException e) {
        assertThat(log.status().failure()).isNotEmpty();
        assertThat(tries).isLessThan(LASTING);
      }
    }
  }

  private SegmentLog open(SimStorage storage) throws Exception {
    for (int tries = 0;; tries++) {
      try {
        return SegmentLog.open(storage, OPTIONS, clock, new SimRandom(1));
      } catch (IOException expected) {
        assertThat(tries).isLessThan(LASTING);
      }
    }
  }

  private void verify(SimStorage storage, int events, String what) throws Exception {
    SegmentLog log = open(storage);
    List<String> read = SegmentLogTest.all(log, StreamId.EVENTS, 1);
    assertThat(read).as(what).hasSizeBetween(events, events + 1);
    for (int i = 1; i <= read.size(); i++) {
      assertThat(read.get(i - 1)).as(what).isEqualTo(i + "=event " + i);
    }
  }
}
