package io.busbar.benchmarks.engine;

import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.benchmarks.InProcessDriver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A driver in the process whose points count: the reading with the number k of a point {@code read: "step"} is k · step, modulo 65,536
 * where the step is more than 1. What the engine does not take is sent later, so that no number is left out.
 */
final class CountingDriver extends InProcessDriver {
  private static final long MODULUS = 65_536;

  private final long stepNs;
  private volatile boolean stopped;
  private volatile long sent;

  /** One device a step. */
  CountingDriver(long stepNs) {
    super("counting");
    this.stepNs = stepNs;
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
  }

  /** Samples handed over. */
  long sent() {
    return sent;
  }

  @Override
  public Driver open(DriverContext context) {
    return new Session(context);
  }

  private final class Session implements Driver {
    private final DriverContext context;
    private final List<DeviceBinding> devices = new ArrayList<>();
    private final Map<String, long[]> count = new HashMap<>();
    private int next;

    Session(DriverContext context) {
      this.context = context;
    }

    @Override
    public void bind(DeviceBinding binding, byte[] resumeToken) {
      unbind(binding.device());
      devices.add(binding);
    }

    @Override
    public void unbind(int device) {
      devices.removeIf(binding -> binding.device() == device);
      next = 0;
    }

    @Override
    public long step(long nowNs) {
      if (stopped || devices.isEmpty()) {
        return nowNs + 1_000_000;
      }
      DeviceBinding device = devices.get(next);
      SampleBatch batch = context.claim(device.points().size());
      if (batch == null) {
        return nowNs + stepNs;
      }
      batch.origin(Origin.EVENT);
      long number = ++count.computeIfAbsent(device.spec().name(), name -> new long[1])[0];
      long wall = context.clock().wallNs();
      for (var point : device.points()) {
        long step = Long.parseLong(point.spec().reads().get(0).text());
        double value = step == 1 ? number : number * step % MODULUS;
        int at = batch.add(point.inputHandles()[0], Double.doubleToRawLongBits(value), Quality.GOOD, wall, TimeQuality.SYNCHRONISED, wall);
        batch.cause[at] = io.busbar.api.data.Cause.SPONTANEOUS;
      }
      sent = sent + batch.size();
      context.offer(batch, device.device(), null);
      next = next + 1 == devices.size() ? 0 : next + 1;
      return nowNs + stepNs;
    }

    @Override
    public void close() {}
  }
}
