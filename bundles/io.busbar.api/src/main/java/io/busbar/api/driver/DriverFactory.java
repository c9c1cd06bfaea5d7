package io.busbar.api.driver;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One protocol. Registered as an OSGi service; stateless and thread-safe. The checks know nothing of live devices and
 * do no I/O; they report every mistake they find, each at the place of its setting.
 */
@ConsumerType
public interface DriverFactory {
  /** Short name of the protocol in lower case: {@code modbus}. */
  String protocol();

  /** Types of channels that it serves with the channel's parameters: {@code modbus-tcp}, {@code modbus-rtu}. */
  List<Descriptor> channelTypes();

  /** Parameters of a device (columns of devices.csv): {@code unit}. */
  default List<Parameter> deviceParameters() {
    return List.of();
  }

  /** Settings of a template and of a point besides those of the core: {@code addressing}, {@code order}, {@code notAvailable}. */
  default List<Parameter> pointParameters() {
    return List.of();
  }

  /** Checks a channel's settings beyond what its descriptor says of each. */
  default void checkChannel(ChannelSpec channel, Problems problems) {}

  /** Checks the devices of one channel together: their settings, and that no two would answer to one address. */
  default void checkDevices(ChannelSpec channel, List<DeviceSpec> devices, Problems problems) {}

  /**
   * The same with the templates of the devices, for what a device's settings do to the points of its template. This is what the core
   * calls; it calls the one without templates unless a driver says otherwise.
   *
   * @param templates by name
   */
  default void checkDevices(ChannelSpec channel, List<DeviceSpec> devices, Map<String, TemplateSpec> templates, Problems problems) {
    checkDevices(channel, devices, problems);
  }

  /**
   * Checks where a point is read and says what each of its inputs gives.
   *
   * @return one input per {@link PointSpec#reads()}; anything of the right length where a problem was reported
   */
  List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems);

  /**
   * Estimates what polling a channel costs; nothing for a driver that does not poll.
   *
   * @param devices all of its devices with their points (handles are not used)
   */
  default ChannelEstimate estimate(ChannelSpec channel, List<DeviceBinding> devices) {
    return new ChannelEstimate(0, 0, 0, 0, List.of());
  }

  /** Opens a channel. Does no I/O; the driver's first step does. */
  Driver open(DriverContext context);
}
