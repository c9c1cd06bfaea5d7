package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.PublishClass;
import io.busbar.engine.agent.Duty;
import io.busbar.testkit.Models;
import io.busbar.testkit.ScriptedDriver;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The way of a sample from the driver's batch to the journal takes no memory. */
class AllocationTest {
  private static final int BATCH = 50;
  private static final int DEVICES = 20;
  private static final int SAMPLES = 1_000_000;

  private final Rig rig = new Rig();
  private final int[][] handles = new int[DEVICES][BATCH];
  private final int[] index = new int[DEVICES];
  private int next;
  private double value;

  @Test
  void aMillionSamplesTakeNoMemory() {
    Models models = Models.site("oak").channel("bus1", "scripted");
    for (int p = 0; p < BATCH - 2; p++) {
      String flow = switch (p % 4) {
        case 0 -> "band(2)";
        case 1 -> "repeat(5s) | band(1)";
        case 2 -> "counter | band(0)";
        default -> "";
      };
      models.point("feeder", "p" + p, "double", p % 5 == 0 ? PublishClass.EVENT : PublishClass.MEASUREMENT, flow);
    }
    models.point("feeder", "sum", "double double", PublishClass.MEASUREMENT, "sum");
    models.derived("feeder", "total", "p1 p3 sum", PublishClass.MEASUREMENT, "sum | band(1)");
    models.derived("feeder", "branch", "total", PublishClass.EVENT, "counter");
    for (int d = 0; d < DEVICES; d++) {
      models.device("D" + d, "feeder", "bus1");
    }
    rig.journal.keepRows(false);
    rig.journal.commitAtOnce(false);
    rig.apply(models.build());
    ScriptedDriver.Session session = rig.session();
    for (int d = 0; d < DEVICES; d++) {
      index[d] = session.binding("D" + d).device();
      for (int p = 0; p < BATCH; p++) {
        handles[d][p] = p < BATCH - 2 ? session.handle("D" + d, "p" + p, 0) : session.handle("D" + d, "sum", p - BATCH + 2);
      }
    }
    session.act(this::fill);
    Duty channel = rig.crew.duty("bus1");
    Duty shard = rig.crew.duty("busbar engine");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();

    run(channel, shard, SAMPLES / 5);
    long countBefore = rig.journal.count();
    long before = threads.getThreadAllocatedBytes(thread);
    run(channel, shard, SAMPLES);
    long bytes = threads.getThreadAllocatedBytes(thread) - before;

    assertThat(rig.journal.count() - countBefore).isGreaterThan(SAMPLES / 5);
    assertThat(rig.counter("samples.in")).isGreaterThanOrEqualTo(SAMPLES);
    assertThat(bytes).as("bytes taken for %s samples", SAMPLES).isLessThan(64 * 1024);
  }

  private void run(Duty channel, Duty shard, int samples) {
    for (int i = 0; i < samples / BATCH; i++) {
      rig.clock.advanceNs(2_000_000);
      channel.run();
      shard.run();
    }
  }

  private boolean fill(ScriptedDriver.Session session) {
    SampleBatch batch = session.context().claim(BATCH);
    if (batch == null) {
      return false;
    }
    int device = next;
    next = (next + 1) % DEVICES;
    long now = rig.clock.wallNs();
    for (int p = 0; p < BATCH; p++) {
      value = value > 1_000 ? 0 : value + 0.7;
      batch.add(handles[device][p], Double.doubleToRawLongBits(value), Quality.GOOD, now, TimeQuality.POLL, now);
    }
    session.context().offer(batch, index[device], null);
    return false;
  }
}
