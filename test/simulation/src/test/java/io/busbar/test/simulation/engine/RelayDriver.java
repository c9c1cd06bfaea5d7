package io.busbar.test.simulation.engine;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Reads event buffers of relays, a few events a step with a token, and polls a measurement between. */
final class RelayDriver implements DriverFactory {
  /** Where a status is read; what is read elsewhere are numbers. */
  static final String STATE = "state";

  private final Map<String, Relay> relays;
  private final SplittableRandom dice;
  private final long[] lastPollNs;

  /**
   * A driver of one life of the gateway.
   *
   * @param lastPollNs time of the last poll, so that no two have the same, whatever dies
   */
  RelayDriver(Map<String, Relay> relays, long[] lastPollNs, SplittableRandom dice) {
    this.relays = relays;
    this.lastPollNs = lastPollNs;
    this.dice = dice;
  }

  @Override
  public String protocol() {
    return "relay";
  }

  @Override
  public List<Descriptor> channelTypes() {
    return List.of(new Descriptor("relay", "Simulated relays", "Numbered event buffers.", "{type: relay}", List.of()));
  }

  @Override
  public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
    return point.reads().stream().map(read -> InputType.of(read.text().equals(STATE) ? Kind.BOOLEAN : Kind.DOUBLE)).toList();
  }

  @Override
  public Driver open(DriverContext context) {
    return new Session(context);
  }

  private final class Session implements Driver {
    private final DriverContext context;
    private final Map<Integer, DeviceBinding> devices = new HashMap<>();
    private final Map<Integer, Long> read = new HashMap<>();

    Session(DriverContext context) {
      this.context = context;
    }

    @Override
    public void bind(DeviceBinding binding, byte[] resumeToken) {
      devices.put(binding.device(), binding);
      long settled = resumeToken.length == 0 ? 0 : ByteBuffer.wrap(resumeToken).getLong();
      read.merge(binding.device(), settled, Math::max);
    }

    @Override
    public void unbind(int device) {
      devices.remove(device);
      read.remove(device);
    }

    @Override
    public void settled(int device, byte[] resumeToken) {
      DeviceBinding binding = devices.get(device);
      if (binding != null) {
        relays.get(binding.spec().name()).release(ByteBuffer.wrap(resumeToken).getLong());
      }
    }

    @Override
    public long step(long nowNs) {
      if (dice.nextInt(400) == 0) {
        throw new IllegalStateException("a mistake in the driver");
      }
      devices.values().forEach(binding -> {
        int what = dice.nextInt(6);
        if (what < 2) {
          events(binding);
        } else if (what == 2) {
          poll(binding);
        }
      });
      return nowNs;
    }

    private void events(DeviceBinding binding) {
      Relay relay = relays.get(binding.spec().name());
      long at = read.getOrDefault(binding.device(), 0L);
      Relay.Event next = relay.after(at);
      SampleBatch batch = next == null ? null : context.claim(4);
      if (batch == null) {
        return;
      }
      batch.origin(Origin.EVENT);
      for (int n = dice.nextInt(1, 5); n > 0 && next != null; n--) {
        at = next.number();
        PointBinding point = point(binding, "e" + next.point());
        if (point != null) {
          boolean state = point.spec().reads().get(0).text().equals(STATE);
          long bits = state ? (long) next.value() : Double.doubleToRawLongBits(next.value());
          int row = batch.add(point.inputHandles()[0], bits, 0, next.timeNs(),
              TimeQuality.SYNCHRONISED, context.clock().wallNs());
          batch.cause[row] = Cause.SPONTANEOUS;
        }
        next = relay.after(at);
      }
      read.put(binding.device(), at);
      context.offer(batch, binding.device(), ByteBuffer.allocate(8).putLong(at).array());
    }

    private void poll(DeviceBinding binding) {
      SampleBatch batch = context.claim(3);
      if (batch == null) {
        return;
      }
      lastPollNs[0] = Math.max(context.clock().wallNs(), lastPollNs[0] + 1);
      long now = lastPollNs[0];
      for (String name : List.of("m", "count", "more")) {
        PointBinding point = point(binding, name);
        if (point != null) {
          batch.add(point.inputHandles()[0], Double.doubleToRawLongBits(dice.nextDouble(100)), 0, now, TimeQuality.POLL, now);
        }
      }
      context.offer(batch, binding.device(), null);
    }

    private static PointBinding point(DeviceBinding binding, String name) {
      return binding.points().stream().filter(point -> point.spec().name().equals(name)).findFirst().orElse(null);
    }

    @Override
    public void close() {}
  }
}
