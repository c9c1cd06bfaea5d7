package io.busbar.shell.check;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.driver.ChannelEstimate;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a site without mistakes would ask of its lines and of the radio. */
final class Estimate {
  private static final int NOTES_SHOWN = 3;
  private static final int SHARES_SHOWN = 5;

  private final SiteModel model;
  private final Collection<DriverFactory> drivers;
  private final List<Problem> concerns = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  Estimate(SiteModel model, Collection<DriverFactory> drivers) {
    this.model = model;
    this.drivers = drivers;
    if (!model.channels().isEmpty()) {
      text.append("Lines, when all devices answer:\n");
      model.channels().forEach(this::line);
    }
    if (model.central().names().contains("to")) {
      radio();
    } else {
      text.append("Radio: no \"central:\" in the site; nothing is sent, the journal keeps what it can.\n");
    }
  }

  /** What a line or the radio cannot carry. */
  List<Problem> concerns() {
    return concerns;
  }

  /** The estimate, lines with their ends. */
  String text() {
    return text.toString();
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void line(ChannelSpec channel) {
    DriverFactory driver = driver(channel.type());
    List<DeviceBinding> devices = devices(channel.name());
    if (driver == null || devices.isEmpty()) {
      add("  %-12s %s", channel.name(), driver == null ? "no driver for " + channel.type() + " is installed" : "no "
          + "devices");
      return;
    }
    ChannelEstimate estimate = driver.estimate(channel, devices);
    add("  %-12s %d device%s, busy %.0f %% of the time, once round in %s, %.1f requests/s, %.1f values/s",
        channel.name(), devices.size(), devices.size() == 1 ? "" : "s", 100 * estimate.busyFraction(), time(estimate.cycleMs()),
        estimate.requestsPerSecond(), estimate.samplesPerSecond());
    estimate.notes().stream().limit(NOTES_SHOWN).forEach(note -> add("%s", "               " + note));
    if (estimate.busyFraction() > 1) {
      concerns.add(Problem.warning(channel.at(), "line-overloaded", String.format(Locale.ROOT,
          "%s would be busy %.0f %% of the time: periods cannot be kept. Lengthen \"every\", read neighbouring registers together, "
          + "raise the bit rate, or move devices to another line.", channel.name(), 100 * estimate.busyFraction())));
    }
  }

  private void radio() {
    RadioLoad load = RadioLoad.of(model);
    double rate = RadioLoad.number(model.central().get("rate"), Double.NaN);
    add("Radio: about %s needed%s, %.1f measurements/s.", bits(load.bitsPerSecond()),
        Double.isNaN(rate) ? "" : ", the link carries " + bits(rate), load.samplesPerSecond());
    load.shares().stream().limit(SHARES_SHOWN).filter(share -> share.fraction() >= 0.01).forEach(share -> add(
        "  %3.0f %%  %s of %s, %.2f/s", 100 * share.fraction(), share.point(), share.template(), share.samplesPerSecond()));
    text.append(RadioLoad.ASSUMPTIONS.indent(2));
    if (load.bitsPerSecond() > rate) {
      RadioLoad.Share largest = load.shares().get(0);
      concerns.add(Problem.warning(model.central().where("rate"), "radio-overloaded", String.format(Locale.ROOT,
          "this site needs about %s, the link carries %s. Largest share: %s (%.0f %%); %s.", bits(load.bitsPerSecond()),
          bits(rate), largest.point(), 100 * largest.fraction(), largest.remedy())));
    }
  }

  private @Nullable DriverFactory driver(String type) {
    for (DriverFactory driver : drivers) {
      for (Descriptor descriptor : driver.channelTypes()) {
        if (descriptor.name().equals(type)) {
          return driver;
        }
      }
    }
    return null;
  }

  private List<DeviceBinding> devices(String channel) {
    Map<String, TemplateSpec> templates = new HashMap<>();
    model.templates().forEach(template -> templates.put(template.name(), template));
    List<DeviceBinding> bindings = new ArrayList<>();
    for (DeviceSpec device : model.devices()) {
      TemplateSpec template = templates.get(device.template());
      if (template != null && device.channel().equals(channel)) {
        List<PointBinding> points = new ArrayList<>();
        for (PointSpec point : template.points()) {
          if (!point.reads().isEmpty()) {
            points.add(new PointBinding(point, new int[point.reads().size()]));
          }
        }
        bindings.add(new DeviceBinding(bindings.size(), device, template, points, 0));
      }
    }
    return bindings;
  }

  private static String time(double ms) {
    return ms < 1000 ? String.format(Locale.ROOT, "%.0f ms", ms) : String.format(Locale.ROOT, "%.1f s", ms / 1000);
  }

  private static String bits(double perSecond) {
    return perSecond < 1000 ? Math.round(perSecond) + " bit/s" : number(perSecond / 1000) + " kbit/s";
  }

  private static String number(double value) {
    return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.1f", value).replaceAll("\\.0$", "");
  }
}
