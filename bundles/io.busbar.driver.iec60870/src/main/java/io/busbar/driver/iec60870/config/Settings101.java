package io.busbar.driver.iec60870.config;

import io.busbar.api.line.LineSpec;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Problems;
import io.busbar.iec60870.codec.AsduFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel of type {@code iec101}, checked.
 *
 * @param line what to open
 * @param balanced whether both ends may begin
 * @param linkBytes of the link address, 0 to 2
 * @param timing of the link
 * @param burst class 1 polls in a row
 * @param lostAfterNs longest outage that is not told, ns
 * @param procedures what is done with the stations
 */
public record Settings101(LineSpec.Serial line, boolean balanced, int linkBytes, Timing timing, int burst, long lostAfterNs, Procedures procedures) {
  private static final Pattern SERIAL = Pattern.compile("(\\d{3,7})-8([NEO])([12])");
  /** Longest unit: 255 bytes of a frame without control and two bytes of address. */
  private static final int MAX_UNIT = 252;

  /**
   * Times of the link.
   *
   * @param timeoutNs longest wait for an answer, ns
   * @param retries repetitions
   * @param pauseNs after an idle round, ns
   * @param testNs a silent balanced link is tested after, ns
   */
  public record Timing(long timeoutNs, int retries, long pauseNs, long testNs) {}

  /** Reads a channel that was checked before. */
  public static Settings101 of(ChannelSpec channel) {
    return parse(channel, new Problems());
  }

  /** Reads a channel and reports every mistake; where there is one, the result holds defaults. */
  public static Settings101 parse(ChannelSpec channel, Problems problems) {
    Fields fields = new Fields(channel.settings(), channel.at(), problems);
    fields.refuseUnknown("a channel of type iec101", Keys.channel101());
    boolean balanced = fields.text(Keys.MODE).equals("balanced");
    int linkBytes = fields.integer(Keys.LINK_BYTES);
    if (linkBytes == 0 && !balanced) {
      fields.error(Keys.LINK_BYTES, "a polled line needs link addresses. Write linkAddressBytes: 1 or 2, or mode: balanced.");
    }
    AsduFormat format = new AsduFormat(fields.integer(Keys.CAUSE_BYTES), fields.integer(Keys.COMMON_BYTES), fields.integer(Keys.OBJECT_BYTES),
        MAX_UNIT);
    Timing timing = new Timing(fields.durationNs(Keys.TIMEOUT), fields.integer(Keys.RETRIES), fields.durationNs(Keys.PAUSE),
        fields.durationNs(Keys.LINK_TEST));
    return new Settings101(serial(fields), balanced, linkBytes, timing, fields.integer(Keys.BURST), fields.durationNs(Keys.LOST_AFTER),
        Procedures.parse(format, fields, !fields.text(Keys.CLOCK_DELAY).equals("none")));
  }

  private static LineSpec.Serial serial(Fields fields) {
    String port = fields.text(Keys.SERIAL_PORT);
    String text = fields.text(Keys.SERIAL).toUpperCase(Locale.ROOT);
    boolean rs485 = fields.yes(Keys.RS485);
    Matcher matcher = SERIAL.matcher(text);
    if (!matcher.matches()) {
      fields.error(Keys.SERIAL, "\"serial: " + text + "\" is not understood. Write baud rate, 8 data bits, parity (N, E, O) and stop bits:"
          + " 9600-8E1.");
      return new LineSpec.Serial(port, 9600, 8, 'E', 1, rs485);
    }
    return new LineSpec.Serial(port, Integer.parseInt(matcher.group(1)), 8, matcher.group(2).charAt(0), Integer.parseInt(matcher.group(3)), rs485);
  }

  /** Checks that link addresses fit, and that no two stations answer to one. */
  public void checkLinks(String channel, List<DeviceSpec> devices, Problems problems) {
    Map<Integer, DeviceSpec> byLink = new HashMap<>();
    for (DeviceSpec device : devices) {
      Fields fields = new Fields(device.settings(), device.at(), problems);
      int link = DeviceSettings.of(device, procedures).link();
      if (linkBytes == 1 && link > 254) {
        fields.error(Keys.LINK, "link " + link + " of " + device.name() + " does not fit a link address of one byte. Write 0 to 254.");
      }
      DeviceSpec first = balanced ? null : byLink.putIfAbsent(link, device);
      if (first != null) {
        fields.error(Keys.LINK, "link " + link + " on " + channel + " is already " + first.name() + ". Both would answer. Write the link address of "
            + device.name() + ".");
      }
    }
  }
}
