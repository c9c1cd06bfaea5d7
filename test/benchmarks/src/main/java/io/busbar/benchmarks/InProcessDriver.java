package io.busbar.benchmarks;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.driver.ChannelEstimate;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import java.util.List;

/** What drivers that make their readings up have in common: one channel type, numbers, nothing to check. */
public abstract class InProcessDriver implements DriverFactory {
  private final String type;

  /** With the name of its channel type. */
  protected InProcessDriver(String type) {
    this.type = type;
  }

  @Override
  public final String protocol() {
    return type;
  }

  @Override
  public final List<Descriptor> channelTypes() {
    return List.of(new Descriptor(type, "For benchmarks.", "", "{type: " + type + "}", List.of()));
  }

  @Override
  public final List<Parameter> deviceParameters() {
    return List.of(Parameter.optional("unit", ParameterType.INTEGER, "1", "Address."));
  }

  @Override
  public final List<Parameter> pointParameters() {
    return List.of();
  }

  @Override
  public final void checkChannel(ChannelSpec channel, Problems problems) {}

  @Override
  public final void checkDevices(ChannelSpec channel, List<DeviceSpec> devices, Problems problems) {}

  @Override
  public final List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
    return List.of(InputType.of(Kind.DOUBLE));
  }

  @Override
  public final ChannelEstimate estimate(ChannelSpec channel, List<DeviceBinding> devices) {
    return new ChannelEstimate(0, 0, 0, 0, List.of());
  }
}
