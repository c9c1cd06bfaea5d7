package io.busbar.benchmarks;

import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.PointBinding;
import java.util.ArrayList;
import java.util.List;

/** A driver in the same process: each step is one device read whole, at a rate or as fast as the engine takes it. */
public final class FloodDriver extends InProcessDriver {
  /** What it makes up for when it was kept waiting, ns. */
  private static final long MOST_BEHIND_NS = 100_000_000;

  private volatile long samplesPerSecond;
  private volatile boolean paused = true;

  /** Pauses until it is given a rate. */
  public FloodDriver() {
    super("in-process");
  }

  /** Samples a second of one channel; 0 for as fast as possible, negative for none. */
  public void rate(long samplesPerSecondAndChannel) {
    samplesPerSecond = samplesPerSecondAndChannel;
    paused = samplesPerSecondAndChannel < 0;
  }

  @Override
  public Driver open(DriverContext context) {
    return new Session(context);
  }

  private final class Session implements Driver {
    private final DriverContext context;
    private final List<int[]> handles = new ArrayList<>();
    private final List<Integer> index = new ArrayList<>();
    private int next;
    private long dueNs;
    private int seed = 1;

    Session(DriverContext context) {
      this.context = context;
    }

    @Override
    public void bind(DeviceBinding binding, byte[] resumeToken) {
      unbind(binding.device());
      handles.add(binding.points().stream().map(PointBinding::inputHandles).mapToInt(inputs -> inputs[0]).toArray());
      index.add(binding.device());
    }

    @Override
    public void unbind(int device) {
      int at = index.indexOf(device);
      if (at >= 0) {
        handles.remove(at);
        index.remove(at);
        next = 0;
      }
    }

    @Override
    public long step(long nowNs) {
      if (paused || handles.isEmpty()) {
        dueNs = nowNs;
        return nowNs + 1_000_000;
      }
      dueNs = Math.max(dueNs, nowNs - MOST_BEHIND_NS);
      int[] device = handles.get(next);
      SampleBatch batch = context.claim(device.length);
      if (batch == null) {
        return nowNs + 200_000;
      }
      long wall = context.clock().wallNs();
      for (int handle : device) {
        seed = seed * 1_664_525 + 1_013_904_223;
        batch.add(handle, Double.doubleToRawLongBits(500 + (seed >>> 24) * 0.2), Quality.GOOD, wall, TimeQuality.POLL, wall);
      }
      context.offer(batch, index.get(next), null);
      next = next + 1 == handles.size() ? 0 : next + 1;
      long rate = samplesPerSecond;
      dueNs = rate == 0 ? nowNs : dueNs + device.length * 1_000_000_000L / rate;
      return dueNs;
    }

    @Override
    public void close() {}
  }
}
