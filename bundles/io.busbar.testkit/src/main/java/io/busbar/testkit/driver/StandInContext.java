package io.busbar.testkit.driver;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceCounters;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the engine before a driver: what it is given. What the driver says and offers is the heir's. All devices share one set of
 * counters, and there is always room, unless the heir says otherwise.
 */
public abstract class StandInContext implements DriverContext {
  private final ChannelSpec channel;
  private final LineService lines;
  private final SiteClock clock;
  private final DeviceCounters counters = new DeviceCounters();

  /** For one channel. */
  protected StandInContext(ChannelSpec channel, LineService lines, SiteClock clock) {
    this.channel = channel;
    this.lines = lines;
    this.clock = clock;
  }

  /** Settings as if they had been written, at no place. */
  public static Settings settings(Map<String, String> texts) {
    Map<String, Setting> values = new LinkedHashMap<>();
    texts.forEach((name, text) -> values.put(name, Setting.of(text, SourceLocation.NONE)));
    return new Settings(values, SourceLocation.NONE);
  }

  @Override
  public final ChannelSpec channel() {
    return channel;
  }

  @Override
  public final LineService lines() {
    return lines;
  }

  @Override
  public final SiteClock clock() {
    return clock;
  }

  @Override
  public RandomSource random() {
    return () -> 4711;
  }

  @Override
  public @Nullable SampleBatch claim(int samples) {
    return new SampleBatch(samples);
  }

  @Override
  public DeviceCounters counters(int device) {
    return counters;
  }

  @Override
  public byte[] takenOver() {
    return new byte[0];
  }

  @Override
  public void wakeUp() {
    // stepped by whoever owns the thread
  }
}
