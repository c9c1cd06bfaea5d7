package io.busbar.test.simulation.kill;

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
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Reads the one device of the channel, some events a step, from behind its resume token on, and says what is settled. */
final class BufferDriver implements DriverFactory {
  private static final int EVENTS_OF_A_BATCH = 12;
  private static final long STEP_NS = 5_000_000;

  private final EventBuffer buffer;
  private final Consumer<String> said;
  volatile long limit = Long.MAX_VALUE;
  volatile long read;
  volatile long settled;

  /**
   * A driver of one life of the process.
   *
   * @param said takes {@code from N} once and {@code settled N} for each token
   */
  BufferDriver(EventBuffer buffer, Consumer<String> said) {
    this.buffer = buffer;
    this.said = said;
  }

  @Override
  public String protocol() {
    return "buffer";
  }

  @Override
  public List<Descriptor> channelTypes() {
    return List.of(new Descriptor("buffer", "Numbered events", "A buffer that keeps each event until it is settled.", "{type: buffer}", List.of()));
  }

  @Override
  public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
    return point.reads().stream().map(read -> InputType.of(kind(point))).toList();
  }

  private static Kind kind(PointSpec point) {
    return point.name().equals("e" + EventBuffer.DELAYED) ? Kind.BOOLEAN : Kind.DOUBLE;
  }

  @Override
  public Driver open(DriverContext context) {
    return new Session(context);
  }

  private final class Session implements Driver {
    private final DriverContext context;
    private DeviceBinding device;

    Session(DriverContext context) {
      this.context = context;
    }

    @Override
    public void bind(DeviceBinding binding, byte[] resumeToken) {
      device = binding;
      read = resumeToken.length == 0 ? 0 : ByteBuffer.wrap(resumeToken).getLong();
      settled = read;
      said.accept("from " + read);
    }

    @Override
    public void unbind(int index) {
      device = null;
    }

    @Override
    public void settled(int index, byte[] resumeToken) {
      settled = ByteBuffer.wrap(resumeToken).getLong();
      said.accept("settled " + settled);
    }

    @Override
    public long step(long nowNs) {
      long now = context.clock().wallNs();
      long to = Math.min(Math.min(buffer.last(now), limit), read + EVENTS_OF_A_BATCH);
      SampleBatch batch = device == null || to <= read ? null : context.claim(EVENTS_OF_A_BATCH);
      if (batch != null) {
        batch.origin(Origin.EVENT);
        for (long number = read + 1; number <= to; number++) {
          int point = EventBuffer.point(number);
          double value = EventBuffer.value(number);
          long bits = point == EventBuffer.DELAYED ? (long) value : Double.doubleToRawLongBits(value);
          int row = batch.add(device.points().get(point).inputHandles()[0], bits, 0, buffer.timeNs(number), TimeQuality.SYNCHRONISED, now);
          batch.cause[row] = Cause.SPONTANEOUS;
        }
        read = to;
        context.offer(batch, device.device(), ByteBuffer.allocate(8).putLong(to).array());
      }
      return nowNs + STEP_NS;
    }

    @Override
    public void close() {}
  }
}
