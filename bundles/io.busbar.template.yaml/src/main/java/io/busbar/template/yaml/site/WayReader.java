package io.busbar.template.yaml.site;

import io.busbar.api.model.Setting;
import io.busbar.template.yaml.text.Value;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one way to central, the first or its backup: {@code to} with its port or as the serial port, {@code rate} in bit/s or
 * {@code auto}, {@code mtu}. Of the backup they come out as {@code backupTo}, {@code backupRate} and {@code backupMtu}.
 */
final class WayReader {
  /** UDP port of central where none is written. */
  static final int DEFAULT_PORT = 20500;
  static final long LEAST_RATE = 300;
  static final long GREATEST_RATE = 1_000_000_000;
  /** What the link needs: 64 bytes of payload and 28 of IPv4 and UDP headers. */
  static final long LEAST_MTU = 92;
  /** The same where the address is one of IPv6, whose header is 20 bytes longer. */
  static final long LEAST_MTU_IPV6 = 112;
  /** The same over a serial port, whose frames add 5 bytes, and over TCP, which cuts datagrams as it likes. */
  static final long LEAST_MTU_FRAMED = 69;
  static final long GREATEST_MTU = 9000;
  private static final String TCP = "tcp://";
  private static final String SERIAL = "serial://";
  private static final String SERIAL_ADDRESS = "serial:///[^?,\\s]+(\\?[A-Za-z0-9]+=[A-Za-z0-9]+(&[A-Za-z0-9]+=[A-Za-z0-9]+)*)?";

  private final Fields fields;
  private final Map<String, Setting> into;

  WayReader(Fields fields, Map<String, Setting> into) {
    this.fields = fields;
    this.into = into;
  }

  /**
   * Reads it.
   *
   * @param toKey name of the address in what comes out; the others likewise
   * @param nowhere what to say where {@code to} is missing
   */
  void read(String toKey, String rateKey, String mtuKey, String nowhere) {
    Setting to = to(nowhere);
    put(toKey, to);
    put(rateKey, rate());
    String over = to == null ? "" : to.text();
    put(mtuKey, fields.whole("mtu", leastMtu(over), GREATEST_MTU, over.startsWith("[") ? "bytes over IPv6" : "bytes"));
  }

  private void put(String key, @Nullable Setting setting) {
    if (setting != null) {
      into.put(key, setting);
    }
  }

  private @Nullable Setting rate() {
    if (fields.value("rate") instanceof Value.Scalar written && written.text().equals("auto")) {
      return Setting.of("auto", fields.keyAt("rate"));
    }
    Setting rate = fields.whole("rate", LEAST_RATE, GREATEST_RATE, "bit/s on air", ", or auto to learn it");
    return rate == null ? null : Setting.of(rate.text(), fields.keyAt("rate"));
  }

  private static long leastMtu(String to) {
    return to.startsWith(TCP) || to.startsWith(SERIAL) ? LEAST_MTU_FRAMED : to.startsWith("[") ? LEAST_MTU_IPV6 : LEAST_MTU;
  }

  private @Nullable Setting to(String nowhere) {
    if (!fields.has("to")) {
      fields.error(fields.at(), "no-central-address", nowhere);
      return null;
    }
    Value.Scalar to = fields.scalar("to", "10.9.0.5");
    if (to == null) {
      return null;
    }
    Optional<String> address = bearer(to.text());
    if (address.isEmpty() && to.text().startsWith(SERIAL)) {
      fields.error(to.at(), "bad-address", "\"" + to.text() + "\" is not a serial port. Write three slashes, the device and its options: "
          + "serial:///dev/ttyS1?baud=19200.");
      return null;
    }
    if (address.isEmpty()) {
      fields.error(to.at(), "bad-address", "\"" + to.text() + "\" is not an address. Write a name or an IP address, with \":PORT\" (1 to "
          + "65535) if it is not "
          + DEFAULT_PORT + ": 10.9.0.5:" + DEFAULT_PORT + ". Over TCP write tcp://10.9.0.5:20501, for a radio modem serial:///dev/ttyS1?baud=19200.");
      return null;
    }
    return Setting.of(address.get(), to.at());
  }

  /** The way to central with its port: UDP, TCP or a serial port; empty if it cannot be one. */
  private static Optional<String> bearer(String text) {
    if (text.startsWith(SERIAL)) {
      return text.matches(SERIAL_ADDRESS) ? Optional.of(text) : Optional.empty();
    }
    return text.startsWith(TCP) ? hostAndPort(text.substring(TCP.length())).map(TCP::concat) : hostAndPort(text);
  }

  /** The address with its port, or empty if it cannot be one. */
  static Optional<String> hostAndPort(String text) {
    String host = text;
    String port = Integer.toString(DEFAULT_PORT);
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || (end + 1 < text.length() && text.charAt(end + 1) != ':')) {
        return Optional.empty();
      }
      host = text.substring(0, end + 1);
      port = end + 2 < text.length() ? text.substring(end + 2) : end + 1 < text.length() ? "" : port;
      return isPort(port) && host.substring(1, end).matches("[0-9a-fA-F:.%]{2,64}") ? Optional.of(host + ":" + port) : Optional.empty();
    }
    int colon = text.lastIndexOf(':');
    if (colon >= 0 && text.indexOf(':') == colon) {
      host = text.substring(0, colon);
      port = text.substring(colon + 1);
    } else if (colon >= 0) {
      return text.matches("[0-9a-fA-F:.%]{2,64}") ? Optional.of("[" + text + "]:" + port) : Optional.empty();
    }
    return isPort(port) && host.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9])?") && isSaneIpv4(host)
        ? Optional.of(host + ":" + port) : Optional.empty();
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
  }

  /** Digits and points only must be four numbers up to 255; anything else is a name. */
  private static boolean isSaneIpv4(String host) {
    return !host.matches("[0-9.]+") || host.matches("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.|$)){4}");
  }
}
