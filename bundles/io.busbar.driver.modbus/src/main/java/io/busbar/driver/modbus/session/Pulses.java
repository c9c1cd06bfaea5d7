package io.busbar.driver.modbus.session;

import io.busbar.api.command.CommandProgress;
import io.busbar.api.line.Line;
import io.busbar.api.time.BusClock;
import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.codec.Table;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.Outcome;
import io.busbar.driver.modbus.wire.Timing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outputs that are on and go off again when their time is over. Going off is part of the command that switched on: it is asked of nobody again, is
 * written once, and comes early rather than never where the device or the driver goes. Channel's thread only.
 */
final class Pulses {
  /** Longest pulse, ms. A gateway that loses its power meanwhile leaves the output on. */
  static final long LONGEST_MS = 10_000;
  /** No pulse is on. */
  static final long NONE = Long.MAX_VALUE;
  private static final long NS_PER_MS = 1_000_000;

  private final ChannelSettings settings;
  private final Exchange exchange;
  private final BusClock clock;
  private final List<On> on = new ArrayList<>();

  /**
   * What to do when the time is over.
   *
   * @param device index
   * @param unit its address
   * @param release the request that switches off
   * @param words the place, for people
   * @param progress of the command
   */
  record Pulse(int device, int unit, byte[] release, String words, CommandProgress progress) {}

  private record On(Pulse pulse, long untilNs) {}

  Pulses(ChannelSettings settings, Exchange exchange, BusClock clock) {
    this.settings = settings;
    this.exchange = exchange;
    this.clock = clock;
  }

  /** The output has just been switched on. */
  void began(Pulse pulse, long onMs) {
    on.add(new On(pulse, exchange.receivedNs() + onMs * NS_PER_MS));
  }

  /** When the next has to go off, monotonic ns; {@link #NONE} if none is on. */
  long dueNs() {
    return on.stream().mapToLong(On::untilNs).min().orElse(NONE);
  }

  /** Whether one goes off so soon that nothing else is begun on the line. */
  boolean isNear(long nowNs) {
    long due = dueNs();
    return due != NONE && due - nowNs <= settings.timing().timeoutNs();
  }

  /** Switches off what is due; returns what came of the line, null if nothing was asked of it. */
  @Nullable Outcome work(@Nullable Line line) {
    for (On each : on) {
      if (each.untilNs() - clock.monotonicNs() <= 0) {
        return end(each, line);
      }
    }
    return null;
  }

  /** A device goes, or with −1 the driver: its outputs go off now. */
  void end(int device, @Nullable Line line) {
    for (On each : List.copyOf(on)) {
      if (device < 0 || each.pulse().device() == device) {
        end(each, line);
      }
    }
  }

  private @Nullable Outcome end(On ending, @Nullable Line line) {
    on.remove(ending);
    Pulse pulse = ending.pulse();
    if (line == null) {
      pulse.progress().unknown(pulse.words() + " of unit " + pulse.unit() + " was switched on, and the line was lost before it was off again. Look at"
          + " the device.");
      return null;
    }
    Outcome outcome = exchange.perform(line, pulse.unit(), pulse.release(), -1,
        new Timing(settings.timing().timeoutNs(), settings.timing().requestDelayNs()));
    switch (outcome) {
      case OK -> pulse.progress().completed();
      case EXCEPTION -> pulse.progress().failed(CommandProgress.AdditionalCause.OTHER, pulse.words() + " was switched on, and the device refuses to"
          + " switch it off: " + ExceptionCode.explain(exchange.exceptionCode(), Table.HOLDING));
      default -> pulse.progress().unknown(pulse.words() + " of unit " + pulse.unit() + " was switched on, and whether it is off again is not known."
          + " Look at the device.");
    }
    return outcome;
  }
}
