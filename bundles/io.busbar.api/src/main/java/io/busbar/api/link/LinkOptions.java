package io.busbar.api.link;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of radio a link has and how much of it may be used. Alarms, commands and acknowledgements are never held
 * back by budgets and windows; they count.
 *
 * @param halfDuplex if both ends share one channel and only one sends at a time; null for a full-duplex link
 * @param budget how much may be used
 * @param windows when measurements, backfill and files may be sent; empty for always
 * @param zone whose clock windows and the days of the budget go by
 * @param backups the bearer's further ways in their order; a way that is not listed is as the first
 * @param polling if several gateways share the channel and central grants slots; null if not
 */
public record LinkOptions(@Nullable HalfDuplex halfDuplex, Budget budget, List<Window> windows, ZoneId zone,
    List<Backup> backups, @Nullable Polling polling) {
  /** Full duplex, no limits. */
  public static final LinkOptions NONE = new LinkOptions(null, Budget.NONE, List.of(), ZoneOffset.UTC, List.of(), null);

  /** Copies the lists. */
  public LinkOptions {
    windows = List.copyOf(windows);
    backups = List.copyOf(backups);
  }

  /**
   * A channel on which only one end sends at a time.
   *
   * @param keyUpMs from keying the transmitter to the first bit, ms, 0 to 5,000
   * @param turnAroundMs from the last bit of one end to the keying of the other, ms, 0 to 10,000
   */
  public record HalfDuplex(int keyUpMs, int turnAroundMs) {}

  /**
   * A further way to the far end.
   *
   * @param rateBitsPerSecond on air, bit/s; {@link LinkConfig#LEARNED_RATE} to learn it
   * @param halfDuplex if both ends share its channel; null for full duplex
   */
  public record Backup(long rateBitsPerSecond, @Nullable HalfDuplex halfDuplex) {}

  /**
   * How much of a link may be used.
   *
   * @param bytesPerDay both ways together, with the bearer's overhead, from midnight to midnight; 0 for no limit
   * @param airtimeShare share of the time in which this end may send, over about a minute, above 0 to 1
   * @param spentDay a day of which some bytes are used already, as after a restart; days since 1970-01-01 in the zone of the options
   * @param spentBytes how many of that day
   */
  public record Budget(long bytesPerDay, double airtimeShare, long spentDay, long spentBytes) {
    /** No limits. */
    public static final Budget NONE = new Budget(0, 1);

    /** Nothing is used yet. */
    public Budget(long bytesPerDay, double airtimeShare) {
      this(bytesPerDay, airtimeShare, 0, 0);
    }
  }

  /**
   * A part of every day.
   *
   * @param fromMinute first minute of the day, 0 to 1,439
   * @param toMinute first minute after it, 1 to 1,440; before {@code fromMinute} if the window goes over midnight
   */
  public record Window(int fromMinute, int toMinute) {}

  /**
   * A channel that several gateways share: they send only in the slots that central grants, and call for the first time in
   * slots to which central invites. Both ends need rate and half-duplex times of the channel, and a round trip no shorter than it
   * is; a gateway only needs to know that it is so, central the numbers.
   *
   * @param slotMs longest slot of a gateway, ms, 50 to 60,000; at central. A gateway has it from the grant
   * @param contentionEveryMs how often gateways without a session may call, ms, at least 500; at central
   * @param quietMs how long central leaves the channel to others now and then, such as an old master that polls it during a cut-over,
   *     ms; 0 for never
   * @param quietEveryMs how long it uses the channel between, ms
   */
  public record Polling(int slotMs, int contentionEveryMs, int quietMs, int quietEveryMs) {
    /** A gateway on such a channel, and central with usual numbers. */
    public static final Polling USUAL = new Polling(2_000, 10_000, 0, 0);

    /** Checks the numbers. */
    public Polling {
      if (slotMs < 50 || slotMs > 60_000 || contentionEveryMs < 500 || quietMs < 0 || (quietMs > 0 && quietEveryMs < slotMs)) {
        throw new IllegalArgumentException("polling needs slots of 50 to 60,000 ms, invitations at least 500 ms apart, and between two pauses"
            + " at least a slot");
      }
    }
  }

  /** With a half-duplex channel. */
  public LinkOptions halfDuplex(int keyUpMs, int turnAroundMs) {
    return new LinkOptions(new HalfDuplex(keyUpMs, turnAroundMs), budget, windows, zone, backups, polling);
  }

  /** With a budget. */
  public LinkOptions budget(long bytesPerDay, double airtimeShare) {
    return new LinkOptions(halfDuplex, new Budget(bytesPerDay, airtimeShare), windows, zone, backups, polling);
  }

  /** With bytes of a day that are used already. */
  public LinkOptions spent(long day, long bytes) {
    return new LinkOptions(halfDuplex, new Budget(budget.bytesPerDay, budget.airtimeShare, day, bytes), windows, zone, backups, polling);
  }

  /** With windows in a time zone. */
  public LinkOptions windows(List<Window> newWindows, ZoneId newZone) {
    return new LinkOptions(halfDuplex, budget, newWindows, newZone, backups, polling);
  }

  /** With further ways, all full duplex, by their rates. */
  public LinkOptions backupRates(List<Long> rates) {
    return backups(rates.stream().map(rate -> new Backup(rate, null)).toList());
  }

  /** With further ways. */
  public LinkOptions backups(List<Backup> ways) {
    return new LinkOptions(halfDuplex, budget, windows, zone, ways, polling);
  }

  /** On a channel that central grants. */
  public LinkOptions polling(int slotMs, int contentionEveryMs) {
    return new LinkOptions(halfDuplex, budget, windows, zone, backups, new Polling(slotMs, contentionEveryMs, 0, 0));
  }

  /** On a channel that central grants. */
  public LinkOptions polling(Polling newPolling) {
    return new LinkOptions(halfDuplex, budget, windows, zone, backups, newPolling);
  }
}
