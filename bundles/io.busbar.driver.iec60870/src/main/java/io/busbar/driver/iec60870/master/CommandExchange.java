package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.driver.iec60870.config.CommandAddress;
import io.busbar.driver.iec60870.config.Procedures;
import org.jspecify.annotations.Nullable;

/**
 * A command of one object of a station: written once or never, and its outcome is what the station says. What it does not say in time,
 * or cannot say because the link is gone, is unknown. IEC 60870-5-101 §7.4 and IEC 60870-5-5 §6.8.
 */
final class CommandExchange {
  private static final long NEVER = Long.MAX_VALUE;

  private final Procedures procedures;
  private final int station;
  private final SiteClock clock;
  private final DeviceZone zone;
  private final InformationObject wanted = new InformationObject();
  private @Nullable Command command;
  private @Nullable CommandProgress progress;
  private @Nullable CommandAddress address;
  private boolean written;
  private boolean confirmed;
  private long deadlineNs = NEVER;

  CommandExchange(Procedures procedures, int station, SiteClock clock, DeviceZone zone) {
    this.procedures = procedures;
    this.station = station;
    this.clock = clock;
    this.zone = zone;
  }

  /** Whether a command is under way. */
  boolean isBusy() {
    return progress != null;
  }

  /** Whether a command waits to be written. */
  boolean isUnwritten() {
    return progress != null && !written;
  }

  /** Whether a command of that object is under way. */
  boolean isOf(int object) {
    CommandAddress to = address;
    return progress != null && to != null && to.address() == object;
  }

  /** Whether all that is missing of a command of that point is the station's word that it has finished. */
  boolean isConfirmed(String point) {
    Command what = command;
    return progress != null && confirmed && what != null && what.point().equals(point);
  }

  /** The next command of the point is here: nobody waits for the end of this one any more. */
  void giveWay() {
    CommandProgress told = progress;
    if (told != null) {
      told.unknown("confirmed by station " + station + ", which had not said that it has finished when the next command came");
      finish();
    }
  }

  /** Takes a command, or refuses it; only if none is under way. */
  void begin(Command newCommand, CommandProgress newProgress, @Nullable CommandAddress to, long nowNs) {
    if (to == null) {
      newProgress.refused(AdditionalCause.NOT_SUPPORTED, newCommand.point() + " takes no commands: its template has no \"command\" for it");
      return;
    }
    if (newCommand.action() != Command.Action.OPERATE && !to.select()) {
      newProgress.refused(AdditionalCause.NOT_SUPPORTED, newCommand.point() + " is operated directly; if the station wants a select, write \"select\""
          + " behind its command address");
      return;
    }
    String wrong = CommandValue.fill(wanted, newCommand, to);
    if (wrong.isEmpty() && to.type().timeTag() == TimeTag.CP56 && clock.state() == ClockState.UNSYNCHRONISED) {
      wrong = "the command carries a time, and the gateway's clock is not synchronised";
    }
    if (!wrong.isEmpty()) {
      newProgress.refused(AdditionalCause.OTHER, wrong);
      return;
    }
    command = newCommand;
    progress = newProgress;
    address = to;
    written = false;
    confirmed = false;
    deadlineNs = nowNs + procedures.limits().confirmNs();
  }

  /** Writes the command if it was not, and gives up what took too long. Returns when to look again. */
  long work(UnitOutput out, AsduWriter writer, long nowNs) {
    CommandProgress told = progress;
    Command what = command;
    CommandAddress to = address;
    if (told == null || what == null || to == null) {
      return NEVER;
    }
    if (!written && out.isReady()) {
      if (!told.mayWrite()) {
        finish();
        return NEVER;
      }
      if (to.type().timeTag() == TimeTag.CP56) {
        wanted.time = zone.cp56(clock.wallNs());
      }
      int cause = what.action() == Command.Action.CANCEL ? CauseOfTransmission.DEACTIVATION : CauseOfTransmission.ACTIVATION;
      writer.begin(to.type(), cause | (what.test() ? CauseOfTransmission.TEST : 0), procedures.originator(), station).add(wanted);
      written = true;
      deadlineNs = nowNs + procedures.limits().confirmNs();
      out.send(writer);
    } else if (nowNs - deadlineNs >= 0) {
      if (!written) {
        told.refused(AdditionalCause.BLOCKED_BY_HEALTH, "the link to station " + station + " took nothing in time; the command was not sent");
      } else {
        told.unknown(confirmed ? "confirmed by station " + station + ", but it did not say in time that it has finished"
            : "sent to station " + station + ", which did not confirm in time; it is not repeated. Look at the device.");
      }
      finish();
    }
    return progress == null ? NEVER : deadlineNs;
  }

  /** The link is gone, or the device. */
  void ended(String why) {
    CommandProgress told = progress;
    if (told != null) {
      if (written) {
        told.unknown("sent to station " + station + ", outcome not known: " + why);
      } else {
        told.refused(AdditionalCause.BLOCKED_BY_HEALTH, why);
      }
      finish();
    }
  }

  private void finish() {
    progress = null;
    command = null;
    address = null;
    deadlineNs = NEVER;
  }

  /** A command type came back; returns whether it was about ours. */
  boolean reply(AsduReader unit, TypeId type, InformationObject came, long nowNs) {
    CommandProgress told = progress;
    CommandAddress to = address;
    Command what = command;
    if (told == null || to == null || what == null || !written || type != to.type() || came.address != wanted.address) {
      return false;
    }
    int cause = unit.cause();
    boolean refused = unit.isNegative() || cause >= CauseOfTransmission.UNKNOWN_TYPE;
    if (cause == CauseOfTransmission.TERMINATION) {
      // Before the confirmation of this one it is that of the command before.
      if (!confirmed) {
        return true;
      }
      if (unit.isNegative()) {
        told.failed(AdditionalCause.OTHER, "the station ended the command as not done");
      } else {
        told.terminated();
      }
      finish();
    } else if (refused) {
      String word = what.action() == Command.Action.SELECT ? "select" : "command";
      told.refused(refusal(what, cause), "station " + station + " refuses the " + word + ": "
          + (cause < CauseOfTransmission.UNKNOWN_TYPE ? "negative confirmation. Local operation, interlock, or not selected?"
          : CauseOfTransmission.text(cause) + ". Check \"command\" in the template."));
      finish();
    } else if (cause == CauseOfTransmission.ACTIVATION_CON || cause == CauseOfTransmission.DEACTIVATION_CON) {
      if (came.value == wanted.value && came.select == wanted.select) { // else a confirmation of something else at this address
        confirmed(told, what, to, nowNs);
      }
    }
    return true;
  }

  private void confirmed(CommandProgress told, Command what, CommandAddress to, long nowNs) {
    confirmed = true;
    told.accepted();
    if (what.action() != Command.Action.OPERATE) {
      finish();
      return;
    }
    told.operated();
    deadlineNs = nowNs + procedures.limits().terminationNs();
    if (!to.terminated()) {
      finish();
    }
  }

  private static AdditionalCause refusal(Command command, int cause) {
    if (cause >= CauseOfTransmission.UNKNOWN_TYPE) {
      return AdditionalCause.NOT_SUPPORTED;
    }
    return command.action() == Command.Action.SELECT ? AdditionalCause.SELECT_FAILED : AdditionalCause.OTHER;
  }
}
