package io.busbar.engine.shadow;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In the place of drivers: what they say of a model is theirs, and what they would read is handed in. Shadow's thread only. */
final class ShadowDrivers {
  private static final long NEVER_NS = Long.MAX_VALUE / 4;

  private final Map<String, Place> devices = new HashMap<>();

  /**
   * Where a device's readings are handed in.
   *
   * @param context of its channel
   * @param device index in it
   */
  record Place(DriverContext context, int device) {}

  /** Where a device's readings are handed in, or null. */
  @Nullable Place place(String device) {
    return devices.get(device);
  }

  /** Stands for a driver. */
  DriverFactory standIn(DriverFactory driver) {
    return new StandIn(driver);
  }

  private final class StandIn implements DriverFactory {
    private final DriverFactory real;

    StandIn(DriverFactory real) {
      this.real = real;
    }

    @Override
    public String protocol() {
      return real.protocol();
    }

    @Override
    public List<Descriptor> channelTypes() {
      return real.channelTypes();
    }

    @Override
    public List<Parameter> deviceParameters() {
      return real.deviceParameters();
    }

    @Override
    public List<Parameter> pointParameters() {
      return real.pointParameters();
    }

    @Override
    public void checkChannel(ChannelSpec channel, Problems problems) {
      real.checkChannel(channel, problems);
    }

    @Override
    public void checkDevices(ChannelSpec channel, List<DeviceSpec> some, Map<String, TemplateSpec> templates, Problems problems) {
      real.checkDevices(channel, some, templates, problems);
    }

    @Override
    public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
      return real.checkPoint(template, point, problems);
    }

    @Override
    public Driver open(DriverContext context) {
      return new Driver() {
        @Override
        public void bind(DeviceBinding binding, byte[] resumeToken) {
          devices.put(binding.spec().name(), new Place(context, binding.device()));
        }

        @Override
        public void unbind(int device) {}

        @Override
        public long step(long nowNs) {
          return NEVER_NS;
        }

        @Override
        public void close() {}
      };
    }
  }
}
