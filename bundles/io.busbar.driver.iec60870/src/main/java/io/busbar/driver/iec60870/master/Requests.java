package io.busbar.driver.iec60870.master;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import io.busbar.driver.iec60870.config.Procedures;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Interrogation, counter interrogation and clock synchronisation of one station: due after each connect and by their periods, one after the
 * other, each confirmed within its time or asked for again after a pause.
 */
final class Requests {
  private static final long NEVER = Long.MAX_VALUE;
  /** Pause before something is asked for again that was not confirmed. */
  static final long AGAIN_NS = 30_000_000_000L;
  /** Confirmations missing in a row after which the station does not answer. */
  static final int MAX_SILENT = 3;
  private static final int FREEZE_SHIFT = 6;
  /** Requests of a 104 connection, which are handed over; a delay is measured on 101 only. */
  private static final int HANDED_OVER = 4;
  private static final int MINUTE_MS = 60_000;

  /** What is asked for, in order of importance. */
  private enum Kind {
    CLOCK(0), INTERROGATION(1), FREEZE(2), COUNTERS(3), DELAY(4), LOAD_DELAY(5);

    private final int slot;

    Kind(int slot) {
      this.slot = slot;
    }
  }

  /** Where the one in flight stands. */
  private enum Phase { IDLE, SENT, CONFIRMED }

  private final Procedures procedures;
  private final int station;
  private final SiteClock clock;
  private final DeviceZone zone;
  private final long[] dueNs = {NEVER, NEVER, NEVER, NEVER, NEVER, NEVER};
  private final InformationObject object = new InformationObject();
  private Kind kind = Kind.INTERROGATION;
  private Phase phase = Phase.IDLE;
  private long deadlineNs = NEVER;
  private int silent;
  private String complaint = "";
  private boolean clockWithheld;
  private boolean delayRefused;
  private int delayMs;

  Requests(Procedures procedures, int station, SiteClock clock, DeviceZone zone) {
    this.procedures = procedures;
    this.station = station;
    this.clock = clock;
    this.zone = zone;
  }

  /** The link carries units from now on, or the station has started anew: everything is due that is due at a start. */
  void begin(long nowNs) {
    phase = Phase.IDLE;
    silent = 0;
    boolean setsClock = procedures.clock().periodNs() > 0;
    dueNs[Kind.CLOCK.slot] = setsClock && !measures() ? nowNs : NEVER;
    dueNs[Kind.DELAY.slot] = setsClock && measures() ? nowNs : NEVER;
    dueNs[Kind.LOAD_DELAY.slot] = NEVER;
    dueNs[Kind.INTERROGATION.slot] = procedures.interrogation().atStart() ? nowNs : NEVER;
    countersDue(procedures.counters().atStart() ? nowNs : NEVER);
  }

  private boolean measures() {
    return procedures.clock().measuresDelay() && !delayRefused;
  }

  /** The link is gone. */
  void end() {
    phase = Phase.IDLE;
    java.util.Arrays.fill(dueNs, NEVER);
  }

  /**
   * Writes what is due and what is in flight. Times are monotonic ns of this machine.
   *
   * <pre>
   *  | kind u8 | phase u8 | deadline int64 | silent int32 | due int64 of clock, interrogation, freeze, counters |
   * </pre>
   */
  void save(DataOutput into) throws IOException {
    into.writeByte(kind.slot);
    into.writeByte(phase == Phase.IDLE ? 0 : phase == Phase.SENT ? 1 : 2);
    into.writeLong(deadlineNs);
    into.writeInt(silent);
    for (int i = 0; i < HANDED_OVER; i++) {
      into.writeLong(dueNs[i]);
    }
  }

  /** Goes on where another one stood. */
  void load(DataInput from) throws IOException {
    int itsKind = from.readUnsignedByte();
    int itsPhase = from.readUnsignedByte();
    if (itsKind >= Kind.values().length || itsPhase >= Phase.values().length) {
      throw new IOException("request " + itsKind + ", " + itsPhase + " is not known");
    }
    kind = Kind.values()[itsKind];
    phase = Phase.values()[itsPhase];
    deadlineNs = from.readLong();
    silent = from.readInt();
    for (int i = 0; i < HANDED_OVER; i++) {
      dueNs[i] = from.readLong();
    }
  }

  /** An interrogation is wanted now. */
  void interrogate(long nowNs) {
    dueNs[Kind.INTERROGATION.slot] = nowNs;
  }

  private void countersDue(long atNs) {
    dueNs[(procedures.counterFreeze() > 0 ? Kind.FREEZE : Kind.COUNTERS).slot] = atNs;
  }

  /** What is wrong with the last request, for a technician; empty if nothing is. */
  String complaint() {
    return complaint;
  }

  /** Whether the station did not confirm several times in a row. */
  boolean isSilent() {
    return silent >= MAX_SILENT;
  }

  /** Whether the clock is not sent because ours is not good. */
  boolean isClockWithheld() {
    return clockWithheld;
  }

  /** Sends what is due, if nothing is in flight; gives up what took too long. Returns when to look again. */
  long work(UnitOutput out, AsduWriter writer, long nowNs) {
    if (phase != Phase.IDLE && nowNs - deadlineNs >= 0) {
      timedOut(nowNs);
    }
    long next = NEVER;
    for (Kind each : Kind.values()) {
      long due = dueNs[each.slot];
      if (phase == Phase.IDLE && due != NEVER && nowNs - due >= 0 && out.isReady()) {
        start(each, out, writer, nowNs);
      }
      next = Math.min(next, dueNs[each.slot]);
    }
    return phase == Phase.IDLE ? next : deadlineNs;
  }

  private void timedOut(long nowNs) {
    boolean confirmed = phase == Phase.CONFIRMED;
    silent += confirmed ? 0 : 1;
    complaint = "station " + station + " did not " + (confirmed ? "end" : "confirm") + " " + words() + " in time. "
        + (confirmed ? "Raise terminationTimeout, or look at the station." : "Is its common address " + station + "?");
    phase = Phase.IDLE;
    long again = dueNs[kind.slot];
    dueNs[kind.slot] = Math.min(again, nowNs + AGAIN_NS);
  }

  private String words() {
    return switch (kind) {
      case CLOCK -> "the clock synchronisation";
      case INTERROGATION -> "the interrogation";
      case FREEZE -> "the freezing of its counters";
      case COUNTERS -> "the counter interrogation";
      case DELAY, LOAD_DELAY -> "the measurement of its delay";
    };
  }

  private void start(Kind wanted, UnitOutput out, AsduWriter writer, long nowNs) {
    object.clear();
    dueNs[wanted.slot] = after(wanted, nowNs);
    TypeId type = TypeId.C_CI_NA_1;
    if (wanted == Kind.CLOCK || wanted == Kind.DELAY) {
      clockWithheld = clock.state() == ClockState.UNSYNCHRONISED;
      if (clockWithheld) {
        dueNs[wanted.slot] = nowNs + Math.min(AGAIN_NS, procedures.clock().periodNs());
        return;
      }
    }
    switch (wanted) {
      case CLOCK -> {
        type = TypeId.C_CS_NA_1;
        object.time = zone.cp56(clock.wallNs());
      }
      case INTERROGATION -> {
        type = TypeId.C_IC_NA_1;
        object.qualifier = procedures.interrogation().qualifier();
      }
      case FREEZE -> object.qualifier = procedures.counters().qualifier() | (procedures.counterFreeze() << FREEZE_SHIFT);
      case COUNTERS -> object.qualifier = procedures.counters().qualifier();
      case DELAY -> {
        type = TypeId.C_CD_NA_1;
        object.elapsedMs = minuteMs();
      }
      case LOAD_DELAY -> {
        object.elapsedMs = delayMs;
        writer.begin(TypeId.C_CD_NA_1, CauseOfTransmission.SPONTANEOUS, procedures.originator(), station).add(object);
        dueNs[Kind.CLOCK.slot] = nowNs;
        out.send(writer);
        return;
      }
    }
    kind = wanted;
    phase = Phase.SENT;
    deadlineNs = nowNs + procedures.limits().confirmNs();
    writer.begin(type, CauseOfTransmission.ACTIVATION, procedures.originator(), station).add(object);
    out.send(writer);
  }

  private int minuteMs() {
    return Math.floorMod(clock.wallNs() / 1_000_000, MINUTE_MS);
  }

  private long after(Kind sent, long nowNs) {
    long periodNs = switch (sent) {
      case CLOCK -> measures() ? 0 : procedures.clock().periodNs();
      case DELAY -> procedures.clock().periodNs();
      case LOAD_DELAY -> 0;
      case INTERROGATION -> procedures.interrogation().periodNs();
      case FREEZE -> procedures.counters().periodNs();
      case COUNTERS -> procedures.counterFreeze() > 0 ? 0 : procedures.counters().periodNs();
    };
    return periodNs == 0 ? NEVER : nowNs + periodNs;
  }

  /** A confirmation or termination of a system command came; returns whether it was of ours. */
  boolean reply(AsduReader unit, long nowNs) {
    boolean qualified = kind != Kind.CLOCK && kind != Kind.DELAY;
    if (phase == Phase.IDLE || unit.type() != type() || !unit.next(object) || (qualified && object.qualifier != qualifier())) {
      return false;
    }
    silent = 0;
    int cause = unit.cause();
    if (kind == Kind.DELAY) {
      delay(unit.isNegative() || cause != CauseOfTransmission.ACTIVATION_CON, nowNs);
      return true;
    }
    if (unit.isNegative() || cause >= CauseOfTransmission.UNKNOWN_TYPE) {
      complaint = "station " + station + " refuses " + words() + " (" + CauseOfTransmission.text(cause) + "). "
          + (cause == CauseOfTransmission.UNKNOWN_COMMON_ADDRESS ? "Its common address is another one." : "Switch it off at the channel, or allow it"
          + " at the station.");
      done(nowNs);
    } else if (cause == CauseOfTransmission.ACTIVATION_CON && phase == Phase.SENT) {
      complaint = "";
      phase = Phase.CONFIRMED;
      deadlineNs = nowNs + procedures.limits().terminationNs();
      if (kind == Kind.CLOCK || kind == Kind.FREEZE) {
        done(nowNs);
      }
    } else if (cause == CauseOfTransmission.TERMINATION) {
      complaint = "";
      done(nowNs);
    }
    return true;
  }

  /** Half of what the way there and back took, without what the station had it: it adds that to what it was sent (IEC 60870-5-101 §7.4.9). */
  private void delay(boolean refused, long nowNs) {
    phase = Phase.IDLE;
    if (refused) {
      delayRefused = true;
      dueNs[Kind.DELAY.slot] = NEVER;
      dueNs[Kind.CLOCK.slot] = nowNs;
      return;
    }
    complaint = "";
    delayMs = Math.floorMod(minuteMs() - object.elapsedMs, MINUTE_MS) / 2;
    boolean sensible = delayMs <= MINUTE_MS / 4; // else the station's word is later than now: its own time, or none that was sent
    delayMs = sensible ? delayMs : 0;
    dueNs[(sensible ? Kind.LOAD_DELAY : Kind.CLOCK).slot] = nowNs;
  }

  private void done(long nowNs) {
    phase = Phase.IDLE;
    if (kind == Kind.FREEZE) {
      dueNs[Kind.COUNTERS.slot] = nowNs;
    }
  }

  /** Something comes for the interrogation in flight: it is not stuck. */
  void progress(long nowNs) {
    if (phase == Phase.CONFIRMED) {
      deadlineNs = nowNs + procedures.limits().terminationNs();
    }
  }

  private TypeId type() {
    return switch (kind) {
      case CLOCK -> TypeId.C_CS_NA_1;
      case INTERROGATION -> TypeId.C_IC_NA_1;
      case FREEZE, COUNTERS -> TypeId.C_CI_NA_1;
      case DELAY, LOAD_DELAY -> TypeId.C_CD_NA_1;
    };
  }

  private int qualifier() {
    return switch (kind) {
      case INTERROGATION -> procedures.interrogation().qualifier();
      case FREEZE -> procedures.counters().qualifier() | (procedures.counterFreeze() << FREEZE_SHIFT);
      default -> procedures.counters().qualifier();
    };
  }
}
