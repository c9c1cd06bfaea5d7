package io.busbar.demo.stage;

import io.busbar.sim.DeviceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Writes the demonstration's site folder, as an engineer would have written it. */
final class DemoSite {
  /** Reply time-out that the site sets, milliseconds. */
  static final int REPLY_TIMEOUT_MS = 1_000;
  /** Largest datagram on the radio with its headers, bytes. */
  static final int MTU = 576;
  private static final List<String> TEMPLATES = List.of("feeder.yaml", "transformer.yaml", "inverter.yaml", "lab.yaml");

  private DemoSite() {
  }

  /**
   * Where the simulated parts listen.
   *
   * @param feeders      TCP port of the relays
   * @param transformers TCP port of the transformer monitors, RTU framing
   * @param solar        TCP port of the inverters
   * @param lab          TCP port of the self-test's relay
   * @param radio        UDP port of the radio that the gateway sends to
   * @param rate         air rate, bit/s
   * @param roundTripMs  round trip without air time, milliseconds
   */
  record Addresses(int feeders, int transformers, int solar, int lab, int radio, long rate, int roundTripMs) {
  }

  /** Writes {@code site.yaml}, {@code devices.csv} and {@code templates/}. */
  static void write(Path folder, Addresses at) throws IOException {
    Path templates = Files.createDirectories(folder.resolve("templates"));
    String site = resource("site.yaml")
        .replace("@feeders@", String.valueOf(at.feeders)).replace("@transformers@", String.valueOf(at.transformers))
        .replace("@solar@", String.valueOf(at.solar)).replace("@lab@", String.valueOf(at.lab)).replace("@radio@", String.valueOf(at.radio))
        .replace("@rate@", String.valueOf(at.rate)).replace("@roundtrip@", String.valueOf(Math.max(50, at.roundTripMs)))
        .replace("@timeout@", String.valueOf(REPLY_TIMEOUT_MS));
    Files.writeString(folder.resolve("site.yaml"), site);
    for (String template : TEMPLATES) {
      Files.writeString(templates.resolve(template), resource("templates/" + template));
    }
    StringBuilder devices = new StringBuilder("device,template,channel,unit\n");
    add(devices, DemoPlant.feeders(), "feeders");
    add(devices, DemoPlant.transformers(), "transformers");
    add(devices, DemoPlant.inverters(), "solar");
    devices.append(DemoPlant.LAB).append(",lab,lab,1\n");
    Files.writeString(folder.resolve("devices.csv"), devices);
  }

  /** The template of the self-test. */
  static String lab() throws IOException {
    return resource("templates/lab.yaml");
  }

  private static void add(StringBuilder out, List<DeviceSpec> devices, String channel) {
    for (DeviceSpec device : devices) {
      out.append(device.name()).append(',').append(device.kind().text()).append(',').append(channel).append(',').append(device.unit())
          .append('\n');
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(DemoSite.class.getResourceAsStream("/site/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
