package io.busbar.driver.modbus.config;

import io.busbar.api.line.LineSpec;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Problems;
import io.busbar.driver.modbus.plan.BlockPlanner;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel's settings, checked.
 *
 * @param type of the channel
 * @param line what to open
 * @param timing time-outs
 * @param retries repetitions of a read, 0…10
 * @param lostAfter failed tries in a row after which a device is lost
 * @param backOffNs longest pause between probes, ns
 * @param deadShare share of time for lost devices, 0…1
 * @param planner limits of a request
 * @param everyNs default period, ns
 */
public record ChannelSettings(ChannelType type, LineSpec line, Times timing, int retries, int lostAfter, long backOffNs,
    double deadShare, BlockPlanner planner, long everyNs) {
  private static final Pattern SERIAL = Pattern.compile("(\\d+)-([5678])([NEO])([12])");

  /**
   * Time-outs.
   *
   * @param timeoutNs longest wait for the begin of a reply, ns
   * @param requestDelayNs pause before a request, ns
   * @param lateWindowNs how late a reply may be on RTU, ns; 0 on Modbus TCP
   */
  public record Times(long timeoutNs, long requestDelayNs, long lateWindowNs) {}

  /** Reads a channel that was checked before. */
  public static ChannelSettings of(ChannelSpec channel) {
    return parse(channel, new Problems());
  }

  /** Reads a channel and reports every mistake; where there is one, the result holds defaults. */
  public static ChannelSettings parse(ChannelSpec channel, Problems problems) {
    ChannelType type = Objects.requireNonNullElse(ChannelType.ofWord(channel.type()), ChannelType.TCP);
    Fields fields = new Fields(channel.settings(), channel.at(), problems);
    fields.refuseUnknown("a channel of type " + type.word(), Keys.of(type));
    long timeoutNs = fields.durationNs(Keys.TIMEOUT);
    LineSpec line = type == ChannelType.RTU ? serial(fields, problems) : tcp(fields, timeoutNs);
    long lateNs = 0;
    if (type != ChannelType.TCP) {
      lateNs = fields.has(Keys.LATE_WINDOW) ? fields.durationNs(Keys.LATE_WINDOW) : timeoutNs / 5;
      if (lateNs > timeoutNs / 2) {
        problems.error(fields.where("lateWindow"), "bad-lateWindow", "\"lateWindow\" may be at most half of the time-out, "
            + timeoutNs / 2_000_000 + "ms here, because a repeated request waits so much shorter. Raise \"timeout\".");
        lateNs = timeoutNs / 5;
      }
    }
    Times times = new Times(timeoutNs, fields.durationNs(Keys.REQUEST_DELAY), lateNs);
    BlockPlanner planner = new BlockPlanner(fields.integer(Keys.MAX_REGISTERS), fields.integer(Keys.MAX_BITS), fields.integer(Keys.MAX_GAP));
    return new ChannelSettings(type, line, times, fields.integer(Keys.RETRIES), fields.integer(Keys.LOST_AFTER),
        fields.durationNs(Keys.BACK_OFF), fields.number(Keys.DEAD_SHARE) / 100, planner, fields.durationNs(Keys.EVERY));
  }

  private static LineSpec tcp(Fields fields, long timeoutNs) {
    return new LineSpec.Tcp(fields.text(Keys.HOST), fields.integer(Keys.TCP_PORT), (int) Math.max(1, timeoutNs / 1_000_000));
  }

  private static LineSpec serial(Fields fields, Problems problems) {
    String port = fields.text(Keys.SERIAL_PORT);
    String text = fields.text(Keys.SERIAL).toUpperCase(Locale.ROOT);
    boolean rs485 = fields.yes(Keys.RS485);
    Matcher matcher = SERIAL.matcher(text);
    int baud = matcher.matches() && matcher.group(1).length() <= 7 ? Integer.parseInt(matcher.group(1)) : 0;
    if (baud < 300 || baud > 4_000_000) {
      problems.error(fields.where("serial"), "bad-serial", "\"serial: " + text + "\" is not understood. Write baud rate, data bits, parity (N, E, O) "
          + "and stop bits: 9600-8E1.");
      return new LineSpec.Serial(port, 9600, 8, 'E', 1, rs485);
    }
    if (!matcher.group(2).equals("8")) {
      problems.error(fields.where("serial"), "bad-serial", "Modbus RTU needs 8 data bits, \"" + text + "\" has " + matcher.group(2)
          + ". Write " + baud + "-8" + matcher.group(3) + matcher.group(4) + ".");
    }
    return new LineSpec.Serial(port, baud, 8, matcher.group(3).charAt(0), Integer.parseInt(matcher.group(4)), rs485);
  }
}
