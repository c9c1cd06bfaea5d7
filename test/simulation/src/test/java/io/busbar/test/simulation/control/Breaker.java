package io.busbar.test.simulation.control;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandDispatch;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A driver and its device: slow, forgetful, sometimes silent. Counts what it really does. */
final class Breaker implements CommandDispatch {
  private final SimClock clock;
  private final SimRandom dice;
  private final List<Step> steps = new ArrayList<>();
  /** Operations by identity, and when the last was. */
  final Map<String, Integer> done = new HashMap<>();
  final Map<String, Long> doneNs = new HashMap<>();
  /** What the feedback shows. */
  double position;
  long positionNs;

  private record Step(long dueNs, Runnable what) {}

  Breaker(SimClock clock, SimRandom dice) {
    this.clock = clock;
    this.dice = dice;
  }

  @Override
  public void dispatch(Command command, CommandProgress progress) {
    if (dice.chance(3)) {
      progress.refused(AdditionalCause.BLOCKED_BY_HEALTH, "the line is closed");
      return;
    }
    later(dice.chance(10) ? 20_000 : 500, () -> write(command, progress));
  }

  private void later(int mostMs, Runnable what) {
    steps.add(new Step(clock.monotonicNs() + dice.nextInt(mostMs) * 1_000_000L, what));
  }

  private void write(Command command, CommandProgress progress) {
    if (!progress.mayWrite() || dice.chance(5)) {
      return; // not allowed, or the line is lost in this moment and nobody learns of it
    }
    if (command.action() == Command.Action.OPERATE) {
      String id = String.format("%016x%016x", command.idHigh(), command.idLow());
      done.merge(id, 1, Integer::sum);
      doneNs.put(id, clock.monotonicNs());
      if (!dice.chance(10)) {
        position = command.bits();
        positionNs = clock.wallNs();
      }
    }
    int way = dice.nextInt(10);
    if (way == 0) {
      later(5_000, () -> progress.unknown("no answer"));
    } else if (way == 1) {
      later(5_000, () -> progress.failed(AdditionalCause.OTHER, "stuck"));
    } else if (way > 2) {
      later(500, () -> {
        progress.accepted();
        progress.operated();
      });
      later(3_000, progress::terminated);
    }
  }

  /** Does what is due. */
  void work() {
    List<Step> due = steps.stream().filter(step -> step.dueNs() <= clock.monotonicNs()).toList();
    steps.removeAll(due);
    due.forEach(step -> step.what().run());
  }

  /** The gateway's process is gone: what it had not written is not written. */
  void gatewayGone() {
    steps.clear();
  }
}
