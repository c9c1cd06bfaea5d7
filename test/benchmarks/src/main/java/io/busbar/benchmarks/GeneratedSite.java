package io.busbar.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a site folder as large as one asks for. */
final class GeneratedSite {
  static final int TEMPLATES = 20;
  static final int CHANNELS = 4;

  private GeneratedSite() {}

  static void write(Path folder, int devices, int points) throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    StringBuilder site = new StringBuilder("site: generated\nchannels:\n");
    for (int c = 0; c < CHANNELS; c++) {
      site.append("  bus").append(c).append(": {type: in-process}\n");
    }
    Files.writeString(folder.resolve("site.yaml"), site);
    for (int t = 0; t < TEMPLATES; t++) {
      StringBuilder template = new StringBuilder("points:\n");
      for (int p = 0; p < points; p++) {
        template.append("  p").append(p).append(": {read: \"").append(p).append("\", ").append(flow(p)).append("}\n");
      }
      Files.writeString(folder.resolve("templates/kind" + t + ".yaml"), template);
    }
    StringBuilder csv = new StringBuilder("device,template,channel,unit\n");
    for (int d = 0; d < devices; d++) {
      csv.append("DEV-").append(d).append(",kind").append(d % TEMPLATES).append(",bus").append(d % CHANNELS).append(',')
          .append(d / CHANNELS % 247 + 1).append('\n');
    }
    Files.writeString(folder.resolve("devices.csv"), csv);
  }

  /** A mix as a feeder has it: mostly scaled measurements with a dead-band, some statuses, some plain values. */
  private static String flow(int point) {
    return switch (point % 5) {
      case 0 -> "flow: \"linear(0.1) | dbAbs(2)\", unit: A, every: 1s";
      case 1 -> "flow: \"rangeScale(0, 1000, 0, 130) | dbPct(1)\", unit: kV, every: 1s";
      case 2 -> "flow: \"onChange\", publish: event, every: 1s";
      case 3 -> "flow: \"clip(0, 900) | quantize(5) | onChange\", every: 1s";
      default -> "every: 1s";
    };
  }
}
