package io.busbar.api.model;

import java.util.List;

/**
 * One substation as configured: what loaders make and the engine compiles. Immutable.
 *
 * @param site name of the site, known to central
 * @param gateway settings of the gateway itself: {@code time}, {@code console}, {@code journal}
 * @param central settings of the way to central: {@code to}, {@code rate} in bit/s on air, {@code mtu} in bytes
 * @param channels in order of writing
 * @param templates in order of writing
 * @param devices in order of writing
 * @param names what other systems call the points
 */
public record SiteModel(String site, Settings gateway, Settings central, List<ChannelSpec> channels,
    List<TemplateSpec> templates, List<DeviceSpec> devices, PointNames names) {
  /** Copies the lists. */
  public SiteModel {
    channels = List.copyOf(channels);
    templates = List.copyOf(templates);
    devices = List.copyOf(devices);
  }

  /** A site whose points have no other names. */
  public SiteModel(String site, Settings gateway, Settings central, List<ChannelSpec> channels, List<TemplateSpec> templates,
      List<DeviceSpec> devices) {
    this(site, gateway, central, channels, templates, devices, PointNames.NONE);
  }
}
