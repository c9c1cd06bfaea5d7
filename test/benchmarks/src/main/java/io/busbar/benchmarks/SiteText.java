package io.busbar.benchmarks;

import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** A site folder in memory, as text for the loader. */
public final class SiteText implements SiteFiles {
  /** Channels that devices are spread over. */
  public static final int CHANNELS = 4;

  private final Map<String, String> files = new TreeMap<>();
  private final StringBuilder devices = new StringBuilder("device,template,channel,unit\n");

  /** A site with {@link #CHANNELS} channels {@code bus0} … of that type and nothing else. */
  public SiteText(String name, String channelType) {
    StringBuilder site = new StringBuilder("site: ").append(name).append("\nchannels:\n");
    for (int c = 0; c < CHANNELS; c++) {
      site.append("  bus").append(c).append(": {type: ").append(channelType).append("}\n");
    }
    files.put("site.yaml", site.toString());
  }

  /** Adds a template with points {@code p0} …. */
  public SiteText template(String name, int points, IntFunction<String> point) {
    StringBuilder template = new StringBuilder("points:\n");
    for (int p = 0; p < points; p++) {
      template.append("  p").append(p).append(": {").append(point.apply(p)).append("}\n");
    }
    return file("templates/" + name + ".yaml", template.toString());
  }

  /** Adds a file. */
  public SiteText file(String name, String text) {
    files.put(name, text);
    return this;
  }

  /** Adds a device on the first channel. */
  public SiteText device(String name, String template, int unit) {
    return device(name, template, 0, unit);
  }

  /** Adds a device. */
  public SiteText device(String name, String template, int channel, int unit) {
    devices.append(name).append(',').append(template).append(",bus").append(channel).append(',').append(unit % 247 + 1).append('\n');
    return this;
  }

  @Override
  public List<String> names() {
    Map<String, String> all = new TreeMap<>(files);
    all.put("devices.csv", "");
    return List.copyOf(all.keySet());
  }

  @Override
  public String read(String name) throws IOException {
    if (name.equals("devices.csv")) {
      return devices.toString();
    }
    String text = files.get(name);
    if (text == null) {
      throw new IOException(name + " is missing.");
    }
    return text;
  }
}
