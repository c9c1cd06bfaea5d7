package io.busbar.infer.site;

import io.busbar.infer.list.FlatDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Channels and addresses of devices: as the list says, else made up so that the site can be checked, which is told. Not thread-safe.
 */
final class Lines {
  private static final int MAX_UNIT = 247;
  private static final int HOSTS = 254;

  private final Map<String, String> channels = new LinkedHashMap<>();
  private final Map<String, String> byAddress = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> places = new HashSet<>();
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final Set<String> assumed = new LinkedHashSet<>();

  /**
   * Where a device sits.
   *
   * @param base its base as written in a table of devices, unique among those that share channel and unit
   */
  record Seat(String channel, String unit, String base) {}

  /** Seats a device whose beginning is that. */
  void seat(FlatDevice device, String template, String base) {
    FlatDevice.Line line = device.line();
    boolean said = !line.channel().isEmpty() || !line.host().isEmpty() || !line.port().isEmpty();
    Seat seat = said ? seat(channel(line), line.unit(), template, base) : null;
    for (int n = 1; seat == null; n++) {
      seat = seat(made(line, n), line.unit(), template, base);
    }
    seats.put(device.name(), seat);
    uses.merge(seat.channel() + "\n" + seat.unit(), 1, Integer::sum);
  }

  private @Nullable Seat seat(String channel, String unit, String template, String base) {
    if (!unit.isEmpty()) {
      boolean said = !channel.startsWith("line");
      return places.add(String.join("\n", channel, unit, template, base)) || said ? new Seat(channel, unit, base) : null;
    }
    assumed.add("the list does not say the devices' addresses on their lines; they are counted from 1. "
        + "Write the true ones to devices.csv, column unit");
    for (int n = 1; n <= MAX_UNIT; n++) {
      if (places.add(String.join("\n", channel, Integer.toString(n)))) {
        return new Seat(channel, Integer.toString(n), base);
      }
    }
    return null;
  }

  private String channel(FlatDevice.Line line) {
    String address = line.host() + ":" + line.port();
    String name = !line.channel().isEmpty() ? line.channel() : byAddress.computeIfAbsent(address, each -> "line" + (byAddress.size() + 1) + "-"
        + line.host().replaceAll("[^A-Za-z0-9.]", "-"));
    channels.computeIfAbsent(name, each -> settings(line));
    return name;
  }

  /** A channel that the list does not name. */
  private String made(FlatDevice.Line line, int n) {
    String name = "line" + n;
    channels.computeIfAbsent(name, each -> settings(line));
    return name;
  }

  private String settings(FlatDevice.Line line) {
    String said = line.type().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String type = said.isEmpty() || said.equals("modbus") || said.equals("tcp") ? "modbus-tcp" : said.equals("rtu") ? "modbus-rtu" : said;
    if (type.equals("modbus-rtu")) {
      if (line.port().isEmpty()) {
        assumed.add("the list does not say the serial ports of channels; /dev/ttyS1 and so on stand for them. Write the true ones to site.yaml");
      }
      return "{type: modbus-rtu, port: " + (line.port().isEmpty() ? "/dev/ttyS" + (channels.size() + 1) : line.port()) + ", serial: 9600-8E1}";
    }
    String host = line.host();
    if (host.isEmpty()) {
      host = "192.0.2." + (channels.size() % HOSTS + 1);
      assumed.add("the list does not say the hosts of channels; 192.0.2.1 and so on stand for them. Write the true ones to site.yaml");
    }
    return "{type: " + TemplateText.quoted(type) + ", host: " + host + (line.port().isEmpty() ? "" : ", port: " + line.port()) + "}";
  }

  /** The seat of a device. */
  Seat of(String device) {
    Seat seat = seats.get(device);
    if (seat == null) {
      throw new IllegalArgumentException(device + " was not seated");
    }
    return seat;
  }

  /** Whether several devices share the unit of a seat. */
  boolean isShared(Seat seat) {
    return uses.getOrDefault(seat.channel() + "\n" + seat.unit(), 0) > 1;
  }

  /** Settings of the channels, by name. */
  Map<String, String> channels() {
    return channels;
  }

  /** What was made up. */
  List<String> assumed() {
    return new ArrayList<>(assumed);
  }
}
