package io.busbar.driver.iec60870.component;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import io.busbar.driver.iec60870.config.DeviceSettings;
import io.busbar.driver.iec60870.config.Keys;
import io.busbar.driver.iec60870.config.PointReads;
import io.busbar.driver.iec60870.config.Settings101;
import io.busbar.driver.iec60870.config.Settings104;
import io.busbar.driver.iec60870.master.Driver101Balanced;
import io.busbar.driver.iec60870.master.Driver101Unbalanced;
import io.busbar.driver.iec60870.master.Driver104;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Registers IEC 60870-5 with the engine. */
@Component
public final class Iec60870DriverFactory implements DriverFactory {
  @Override
  public String protocol() {
    return "iec60870";
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
    if (is101(channel)) {
      Settings101.parse(channel, problems);
    } else {
      Settings104.parse(channel, problems);
    }
  }

  @Override
  public void checkDevices(ChannelSpec channel, List<DeviceSpec> devices, Problems problems) {
    if (is101(channel)) {
      Settings101 settings = Settings101.of(channel);
      DeviceSettings.check(channel.name(), devices, settings.procedures(), problems);
      settings.checkLinks(channel.name(), devices, problems);
    } else {
      DeviceSettings.check(channel.name(), devices, Settings104.of(channel).procedures(), problems);
    }
  }

  private static boolean is101(ChannelSpec channel) {
    return channel.type().equals(Keys.IEC101);
  }

  @Override
  public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
    return PointReads.check(template, point, problems);
  }

  @Override
  public Driver open(DriverContext context) {
    if (!is101(context.channel())) {
      return new Driver104(context);
    }
    return Settings101.of(context.channel()).balanced() ? new Driver101Balanced(context) : new Driver101Unbalanced(context);
  }
}
