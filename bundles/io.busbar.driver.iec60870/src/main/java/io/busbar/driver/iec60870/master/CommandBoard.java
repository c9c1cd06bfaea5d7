package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.time.SiteClock;
import io.busbar.driver.iec60870.config.CommandAddress;
import io.busbar.driver.iec60870.config.Procedures;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one station that are under way: one of each object at a time, as IEC 60870-5-5 §6.8 has it, and a bounded number in all.
 * One that the station has confirmed and not terminated gives way to the next of its point: the guard sends that only when the first has its
 * outcome, and a station that never sends terminations must not lock its breaker for a minute.
 */
final class CommandBoard {
  /** Commands of one station that can be under way at once. */
  static final int MAX_COMMANDS = 16;

  /** Those under way in the order in which they were given, then those that are free. */
  private final CommandExchange[] exchanges = new CommandExchange[MAX_COMMANDS];
  private final InformationObject came = new InformationObject();
  private final int station;

  CommandBoard(Procedures procedures, int station, SiteClock clock, DeviceZone zone) {
    this.station = station;
    for (int i = 0; i < MAX_COMMANDS; i++) {
      exchanges[i] = new CommandExchange(procedures, station, clock, zone);
    }
  }

  /** Takes a command, or refuses it. */
  void begin(Command command, CommandProgress progress, @Nullable CommandAddress to, long nowNs) {
    sort();
    CommandExchange free = null;
    for (CommandExchange each : exchanges) {
      if (to != null && each.isOf(to.address()) && each.isConfirmed(command.point())) {
        each.giveWay();
      } else if (to != null && each.isOf(to.address())) {
        progress.refused(AdditionalCause.COMMAND_ALREADY_IN_EXECUTION, "another command of " + command.point() + " (object " + to.address()
            + " of station " + station + ") is under way; wait for its outcome");
        return;
      }
      free = free == null && !each.isBusy() ? each : free;
    }
    if (free == null) {
      progress.refused(AdditionalCause.COMMAND_ALREADY_IN_EXECUTION, MAX_COMMANDS + " commands of station " + station
          + " are under way; wait for their outcomes");
      return;
    }
    free.begin(command, progress, to, nowNs);
  }

  private void sort() {
    int busy = 0;
    for (int i = 0; i < MAX_COMMANDS; i++) {
      if (exchanges[i].isBusy()) {
        CommandExchange each = exchanges[i];
        exchanges[i] = exchanges[busy];
        exchanges[busy++] = each;
      }
    }
  }

  /** Whether a command waits to be written. */
  boolean hasUnwritten() {
    for (CommandExchange each : exchanges) {
      if (each.isUnwritten()) {
        return true;
      }
    }
    return false;
  }

  /** Writes what was not written, and gives up what took too long. Returns when to look again. */
  long work(UnitOutput out, AsduWriter writer, long nowNs) {
    long next = Long.MAX_VALUE;
    for (CommandExchange each : exchanges) {
      next = Math.min(next, each.work(out, writer, nowNs));
    }
    return next;
  }

  /** The link is gone, or the device: what was written is unknown, what was not is refused. */
  void ended(String why) {
    for (CommandExchange each : exchanges) {
      each.ended(why);
    }
  }

  /** A command type came back; the reader has judged it. */
  void reply(AsduReader unit, TypeId type, long nowNs) {
    if (unit.next(came)) {
      for (CommandExchange each : exchanges) {
        if (each.reply(unit, type, came, nowNs)) {
          return;
        }
      }
    }
  }
}
