package io.busbar.benchmarks.iec104;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.benchmarks.PreciseClock;
import io.busbar.testkit.driver.StandInContext;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** An engine that counts samples and settles them when it is asked to. */
final class SettlingContext extends StandInContext {
  private final ArrayDeque<SampleBatch> free = new ArrayDeque<>();
  private byte @Nullable [] token;
  private long events;
  private long sum;

  SettlingContext(ChannelSpec channel, LineService lines) {
    super(channel, lines, new PreciseClock());
  }

  long events() {
    return events;
  }

  /** So that nothing of a sample can be left out. */
  long sum() {
    return sum;
  }

  /** The newest token, once: all before it is settled with it. */
  byte @Nullable [] settled() {
    byte[] now = token;
    token = null;
    return now;
  }

  @Override
  public SampleBatch claim(int samples) {
    SampleBatch batch = free.poll();
    return batch == null || batch.capacity() < samples ? new SampleBatch(samples) : batch;
  }

  @Override
  public void offer(SampleBatch batch, int device, byte @Nullable [] resumeToken) {
    for (int i = 0; i < batch.size(); i++) {
      sum += batch.point[i] + batch.bits[i] + batch.quality[i] + batch.sourceTime[i];
    }
    events += batch.size();
    token = resumeToken == null ? token : resumeToken;
    batch.clear();
    free.add(batch);
  }

  @Override
  public void deviceState(int device, DeviceState state, String reason) {
    // nobody looks
  }

  @Override
  public void pointFault(int inputHandle, String text) {
    throw new IllegalStateException(text);
  }
}
