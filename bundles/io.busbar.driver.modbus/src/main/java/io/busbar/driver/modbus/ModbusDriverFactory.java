package io.busbar.driver.modbus;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.driver.ChannelEstimate;
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
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.config.DeviceSettings;
import io.busbar.driver.modbus.config.InputTypes;
import io.busbar.driver.modbus.config.Keys;
import io.busbar.driver.modbus.config.TemplateReads;
import io.busbar.driver.modbus.session.Estimator;
import io.busbar.driver.modbus.session.ModbusDriver;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Registers Modbus with the engine. */
@Component
public final class ModbusDriverFactory implements DriverFactory {
  @Override
  public String protocol() {
    return "modbus";
  }

  @Override
  public List<Descriptor> channelTypes() {
    return Keys.channelTypes();
  }

  @Override
  public List<Parameter> deviceParameters() {
    return Keys.device();
  }

  @Override
  public List<Parameter> pointParameters() {
    return Keys.point();
  }

  @Override
  public void checkChannel(ChannelSpec channel, Problems problems) {
    ChannelSettings.parse(channel, problems);
  }

  @Override
  public void checkDevices(ChannelSpec channel, List<DeviceSpec> devices, Problems problems) {
    DeviceSettings.check(ChannelSettings.of(channel).type(), channel.name(), devices, problems);
  }

  @Override
  public void checkDevices(ChannelSpec channel, List<DeviceSpec> devices, Map<String, TemplateSpec> templates, Problems problems) {
    checkDevices(channel, devices, problems);
    DeviceSettings.checkBases(devices, templates, problems);
  }

  @Override
  public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
    TemplateReads reads = new TemplateReads(template, problems);
    if (point.equals(template.points().stream().filter(each -> !each.reads().isEmpty()).findFirst().orElse(point))) {
      reads.checkTemplate();
    }
    TemplateReads.PointReads parsed = reads.point(point);
    reads.checkPoint(point, parsed);
    return InputTypes.of(parsed);
  }

  @Override
  public ChannelEstimate estimate(ChannelSpec channel, List<DeviceBinding> devices) {
    return new Estimator(ChannelSettings.of(channel)).estimate(channel.name(), devices);
  }

  @Override
  public Driver open(DriverContext context) {
    return new ModbusDriver(context);
  }
}
