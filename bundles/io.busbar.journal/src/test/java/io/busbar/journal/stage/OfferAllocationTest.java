package io.busbar.journal.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.PublishClass;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OfferAllocationTest {
  @Test
  void anOfferOfSamplesTakesNoMemory() throws Exception {
    SimRandom random = new SimRandom(1);
    SimClock clock = new SimClock();
    SegmentLog log = SegmentLog.open(new SimStorage(random), new JournalOptions(4 << 20, 48 << 20), clock, random);
    SampleJournalStage stage = new SampleJournalStage(log, clock, 200);
    int id = stage.describe(List.of(new PointDescription("s", "d", "p", Kind.DOUBLE, "", PublishClass.MEASUREMENT, 0, Map.of())))[0];
    SampleBatch batch = new SampleBatch(500);
    for (int i = 0; i < 500; i++) {
      batch.add(id, i, 0, clock.wallNs(), TimeQuality.POLL, clock.wallNs());
    }
    SampleBatch none = new SampleBatch(1);
    Checkpoint held = new Checkpoint();
    held.put("held/d/0", new byte[100], 100);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().getId();
    long ticket = 0;
    long offers = 0;
    for (int round = 0; round < 40; round++) {
      long before = threads.getThreadAllocatedBytes(own);
      for (int i = 0; i < 50; i++) {
        assertTrue(stage.offer(none, batch, held, false, ++ticket));
      }
      // Intakes grow to what they need in the first rounds.
      offers += round < 10 ? 0 : threads.getThreadAllocatedBytes(own) - before;
      clock.advanceMs(200);
      stage.doWork();
    }
    assertThat(offers).as("bytes for 750,000 samples").isLessThan(20_000);
  }

  private static void assertTrue(boolean taken) {
    if (!taken) {
      throw new AssertionError("no room");
    }
  }
}
