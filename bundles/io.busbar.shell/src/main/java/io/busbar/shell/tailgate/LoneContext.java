package io.busbar.shell.tailgate;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceCounters;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import org.jspecify.annotations.Nullable;

/** A driver's context where there is no engine: for one read by a person. Samples, had the driver any, go nowhere. */
final class LoneContext implements DriverContext {
  private final ChannelSpec channel;
  private final LineService lines;
  private final SiteClock clock;
  private final RandomSource random;
  private final DeviceCounters counters = new DeviceCounters();

  LoneContext(ChannelSpec channel, LineService lines, SiteClock clock, RandomSource random) {
    this.channel = channel;
    this.lines = lines;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public ChannelSpec channel() {
    return channel;
  }

  @Override
  public LineService lines() {
    return lines;
  }

  @Override
  public SiteClock clock() {
    return clock;
  }

  @Override
  public RandomSource random() {
    return random;
  }

  @Override
  public @Nullable SampleBatch claim(int samples) {
    return null; // nobody takes samples here: the driver keeps them where they are
  }

  @Override
  public void offer(SampleBatch batch, int device, byte @Nullable [] resumeToken) {
    throw new IllegalStateException("no batch was claimed");
  }

  @Override
  public void deviceState(int device, DeviceState state, String reason) {
    // no device is bound
  }

  @Override
  public DeviceCounters counters(int device) {
    return counters;
  }

  @Override
  public void pointFault(int inputHandle, String text) {
    // no point is bound
  }

  @Override
  public byte[] takenOver() {
    return new byte[0];
  }

  @Override
  public void wakeUp() {
    // there is no agent to wake
  }
}
