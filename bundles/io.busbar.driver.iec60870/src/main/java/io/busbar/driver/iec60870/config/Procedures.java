package io.busbar.driver.iec60870.config;

import io.busbar.iec60870.codec.AsduFormat;
import java.time.ZoneId;

/**
 * What a master does with each station of a channel.
 *
 * @param format sizes of the fields
 * @param originator of what we send
 * @param interrogation when the station is interrogated
 * @param counters when its counters are
 * @param counterFreeze FRZ of the counter interrogation before the read: 0 none, 1 freeze, 2 freeze and reset
 * @param clock how its clock is set
 * @param filesNs period in which its directory is asked for; 0 for none
 * @param zone of stations that do not say theirs
 * @param limits time-outs
 */
@SuppressWarnings("checkstyle:ParameterNumber") // a table of settings
public record Procedures(AsduFormat format, int originator, Cycle interrogation, Cycle counters, int counterFreeze, ClockSync clock,
    long filesNs, ZoneId zone, Limits limits) {

  /**
   * Something that is asked for again and again.
   *
   * @param qualifier QOI or QCC
   * @param atStart whether after each connect
   * @param periodNs 0 for no period
   */
  public record Cycle(int qualifier, boolean atStart, long periodNs) {}

  /**
   * Synchronisation of the station's clock.
   *
   * @param periodNs 0 for none
   * @param measuresDelay whether the delay of the line is measured before
   */
  public record ClockSync(long periodNs, boolean measuresDelay) {}

  /**
   * Time-outs.
   *
   * @param confirmNs of confirmations
   * @param terminationNs of terminations
   */
  public record Limits(long confirmNs, long terminationNs) {}

  static Procedures parse(AsduFormat format, Fields fields, boolean measuresDelay) {
    int group = fields.integer(Keys.GROUPS);
    long countersNs = fields.durationNs(Keys.COUNTERS);
    int freeze = Keys.COUNTER_MODE.choices().indexOf(fields.text(Keys.COUNTER_MODE));
    return new Procedures(format, fields.integer(Keys.ORIGINATOR), new Cycle(20 + group, true, fields.durationNs(Keys.INTERROGATION)),
        new Cycle(5, countersNs > 0, countersNs), Math.max(0, freeze), new ClockSync(fields.durationNs(Keys.CLOCK_SYNC), measuresDelay),
        fields.durationNs(Keys.FILES), zone(fields),
        new Limits(fields.durationNs(Keys.CONFIRM), fields.durationNs(Keys.TERMINATION)));
  }

  static ZoneId zone(Fields fields) {
    String text = fields.text(Keys.ZONE);
    try {
      return ZoneId.of(text);
    } catch (java.time.DateTimeException e) {
      fields.error(Keys.ZONE, "\"zone: " + text + "\" is not a time zone. Write UTC, a name such as Europe/Berlin, or an offset such as +05:30.");
      return java.time.ZoneOffset.UTC;
    }
  }
}
