package io.busbar.engine.model;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Nearest;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.engine.image.Handles;
import io.busbar.engine.pipeline.CompiledTemplate;
import io.busbar.engine.pipeline.Overrides;
import io.busbar.engine.pipeline.Overrides.OwnValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks a whole model and compiles it. All mistakes are found in one go. One use. */
final class ModelCheck {
  /** Characters of a device's name at most: it is the key of its resume token. */
  static final int MAX_NAME = 60;

  private final SiteModel model;
  private final Catalog catalog;
  private final Problems problems;
  private final Map<String, ChannelSpec> channels = new LinkedHashMap<>();
  private final Map<String, TemplateSpec> templates = new LinkedHashMap<>();
  private final Map<String, DeviceSpec> devices = new LinkedHashMap<>();
  private final Map<String, CompiledTemplate> variants = new LinkedHashMap<>();
  private final Map<String, String> variantOf = new HashMap<>();
  private final Map<String, List<OwnValue>> overrides = new HashMap<>();

  ModelCheck(SiteModel model, Catalog catalog, Problems problems) {
    this.model = model;
    this.catalog = catalog;
    this.problems = problems;
  }

  CompiledSite run() {
    model.channels().forEach(channel -> {
      if (channels.putIfAbsent(channel.name(), channel) != null) {
        problems.error(channel.at(), "doubled-channel", "there are two channels \"" + channel.name() + "\". Rename one.");
      }
      checkChannel(channel);
    });
    model.templates().forEach(template -> {
      if (templates.putIfAbsent(template.name(), template) != null) {
        problems.error(template.at(), "doubled-template", "there are two templates \"" + template.name() + "\". Rename one.");
      }
    });
    Map<String, List<DeviceSpec>> byChannel = new LinkedHashMap<>();
    model.devices().forEach(device -> {
      if (checkDevice(device)) {
        byChannel.computeIfAbsent(device.channel(), name -> new ArrayList<>()).add(Overrides.withoutOverrides(device));
      }
    });
    byChannel.forEach(this::checkDevices);
    compileTemplates();
    countRows();
    return new CompiledSite(model, variants, variantOf, overrides);
  }

  private void checkChannel(ChannelSpec channel) {
    DriverFactory driver = catalog.driver(channel.type());
    if (driver == null) {
      String hint = Nearest.hint(channel.type(), catalog.channelTypes());
      if (hint.isEmpty()) {
        problems.warning(channel.at(), "no-driver", "no driver for channel type \"" + channel.type()
            + "\" is installed. Channel \"" + channel.name() + "\" waits until its bundle is.");
      } else {
        problems.error(channel.at(), "unknown-channel-type", "channel type \"" + channel.type() + "\" is unknown." + hint);
      }
      return;
    }
    Problems own = new Problems();
    Guard.tell(whose(driver), channel.at(), own, () -> driver.checkChannel(channel, own));
    for (Descriptor type : driver.channelTypes()) {
      if (type.name().equals(channel.type())) {
        new ParameterCheck(type.parameters(), own).channel(channel);
      }
    }
    problems.addAll(own.list());
  }

  private static String whose(DriverFactory driver) {
    return "the driver for " + driver.protocol();
  }

  private boolean checkDevice(DeviceSpec device) {
    DeviceSpec first = devices.putIfAbsent(device.name(), device);
    if (first != null) {
      problems.error(device.at(), "doubled-device", "device \"" + device.name() + "\" is there already ("
          + first.at() + "). Rename one.");
      return false;
    }
    if (device.name().isEmpty() || device.name().length() > MAX_NAME) {
      problems.error(device.at(), "bad-name", "the name of a device has 1 to " + MAX_NAME + " characters, not "
          + device.name().length() + ". Shorten \"" + device.name() + "\".");
    }
    boolean known = true;
    if (!templates.containsKey(device.template())) {
      problems.error(device.at(), "unknown-template", "template \"" + device.template() + "\" is unknown."
          + Nearest.hint(device.template(), templates.keySet()));
      known = false;
    }
    if (!channels.containsKey(device.channel())) {
      problems.error(device.at(), "unknown-channel", "channel \"" + device.channel() + "\" is unknown."
          + Nearest.hint(device.channel(), channels.keySet()));
      known = false;
    }
    return known;
  }

  private void checkDevices(String channelName, List<DeviceSpec> onChannel) {
    ChannelSpec channel = channels.get(channelName);
    DriverFactory driver = channel == null ? null : catalog.driver(channel.type());
    if (channel == null || driver == null) {
      return;
    }
    Problems own = new Problems();
    Guard.tell(whose(driver), channel.at(), own, () -> driver.checkDevices(channel, onChannel, templates, own));
    ParameterCheck check = new ParameterCheck(driver.deviceParameters(), own);
    onChannel.forEach(check::device);
    problems.addAll(own.list());
  }

  private void compileTemplates() {
    Compiler compiler = new Compiler(catalog, problems);
    for (DeviceSpec device : devices.values()) {
      TemplateSpec template = templates.get(device.template());
      ChannelSpec channel = channels.get(device.channel());
      DriverFactory driver = channel == null ? null : catalog.driver(channel.type());
      if (template == null || driver == null) {
        continue;
      }
      String key = CompiledTemplate.key(template.name(), driver.protocol());
      CompiledTemplate variant = variants.get(key);
      if (variant == null) {
        variant = compiler.compile(template, driver);
        variants.put(key, variant);
      }
      variantOf.put(device.name(), key);
      List<OwnValue> own = Overrides.of(device, variant, problems);
      if (!own.isEmpty()) {
        overrides.put(device.name(), own);
      }
    }
    checkUnused(compiler);
  }

  /** A template without devices is checked by the driver of the first channel: its mistakes are mistakes all the same. */
  private void checkUnused(Compiler compiler) {
    DriverFactory driver = model.channels().stream().map(channel -> catalog.driver(channel.type()))
        .filter(Objects::nonNull).findFirst().orElse(null);
    if (driver == null) {
      return;
    }
    for (TemplateSpec template : templates.values()) {
      boolean wanted = devices.values().stream().anyMatch(device -> device.template().equals(template.name()));
      if (!wanted) {
        compiler.compile(template, driver);
      }
    }
  }

  private void countRows() {
    Map<String, Integer> rows = new HashMap<>();
    variantOf.values().forEach(key -> rows.merge(key, 1, Integer::sum));
    variants.forEach((key, variant) -> {
      int most = Handles.maxRows(variant.slots());
      if (rows.getOrDefault(key, 0) > most) {
        problems.error(variant.spec().at(), "too-many-devices", "template \"" + variant.spec().name() + "\" can have at most "
            + most + " devices. Make a copy of it for the others.");
      }
    });
    if (variants.size() > Handles.MAX_PIPELINES / 2) {
      problems.error(model.channels().isEmpty() ? SourceLocation.NONE : model.channels().get(0).at(),
          "too-many-templates", "a site can have at most " + Handles.MAX_PIPELINES / 2 + " templates in use.");
    }
  }
}
