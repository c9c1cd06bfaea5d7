package io.busbar.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The site folder of a utility: 30 templates of 30 points, 3,000 devices on 4 channels, and some more where asked for. */
final class UtilitySite {
  static final int TEMPLATES = 30;
  static final int POINTS = 30;
  static final int DEVICES = 3_000;
  static final int CHANNELS = 4;

  private UtilitySite() {}

  /**
   * Writes the folder.
   *
   * @param devices how many
   * @param flow of point p, empty for the usual mix
   */
  static void write(Path folder, int devices, String flow) throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    StringBuilder site = new StringBuilder("site: utility\nchannels:\n");
    for (int c = 0; c < CHANNELS; c++) {
      site.append("  bus").append(c).append(": {type: in-process}\n");
    }
    Files.writeString(folder.resolve("site.yaml"), site);
    for (int t = 0; t < TEMPLATES; t++) {
      StringBuilder template = new StringBuilder("points:\n");
      for (int p = 0; p < POINTS; p++) {
        template.append("  p").append(p).append(": {read: \"").append(p).append("\", ")
            .append(flow.isEmpty() ? mix(p) : "flow: \"" + flow + "\", unit: A").append(", every: 1s}\n");
      }
      Files.writeString(folder.resolve("templates/kind" + t + ".yaml"), template);
    }
    devices(folder, devices);
  }

  /** Writes the list of devices only. */
  static void devices(Path folder, int devices) throws IOException {
    StringBuilder csv = new StringBuilder("device,template,channel,unit\n");
    for (int d = 0; d < devices; d++) {
      csv.append(String.format(Locale.ROOT, "DEV-%d,kind%d,bus%d,%d%n", d, d % TEMPLATES, d % CHANNELS, d / CHANNELS % 247 + 1));
    }
    Files.writeString(folder.resolve("devices.csv"), csv);
  }

  /** As a feeder has it: mostly scaled measurements with a dead-band, some statuses, some plain values. */
  private static String mix(int point) {
    return switch (point % 5) {
      case 0 -> "flow: \"linear(0.1) | dbAbs(2)\", unit: A";
      case 1 -> "flow: \"rangeScale(0, 1000, 0, 130) | dbPct(1)\", unit: kV";
      case 2 -> "flow: \"onChange\", publish: event";
      case 3 -> "flow: \"clip(0, 900) | quantize(5) | onChange\"";
      default -> "unit: V";
    };
  }
}
