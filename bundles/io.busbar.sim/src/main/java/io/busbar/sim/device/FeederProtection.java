package io.busbar.sim.device;

import java.util.random.RandomGenerator;

/**
 * Breaker, overcurrent protection and automatic reclosing of one feeder, as a list of dated actions.
 *
 * <pre>
 * fault ──700 ms──▶ trip ──45 ms──▶ breaker moves ──20 ms──▶ open ──dead time 3 s──▶ recloses ──▶ normal
 *                    ▲                                                               │ fault still there
 *                    └────────────────────── second shot ────────────────────────────┘ then lockout, 15 s, closed by the crew
 * </pre>
 */
final class FeederProtection {
  private static final long MS = 1_000_000L;
  private static final long TRIP_AFTER = 700 * MS;
  private static final long BREAKER_STARTS_AFTER = 45 * MS;
  private static final long BREAKER_MOVES = 20 * MS;
  private static final long TRIP_HELD = 100 * MS;
  private static final long DEAD_TIME = 3_000 * MS;
  private static final long SPRING_TIME = 5_000 * MS;
  private static final long ALARM_CLEARS = 2_000 * MS;
  private static final long CREW_CLOSES = 15_000 * MS;
  private static final double PERMANENT_SHARE = 0.3;
  private static final int SHOTS = 2;
  private static final int INTERMEDIATE = 0;
  private static final int OPEN = 1;
  private static final int CLOSED = 2;

  private final RandomGenerator random;
  private final double faultEverySeconds;
  private final EventBuffer events;
  private final Agenda agenda = new Agenda();
  private int position = CLOSED;
  private boolean faulted;
  private boolean permanent;
  private boolean pickup;
  private boolean trip;
  private boolean alarm;
  private boolean reclosing;
  private boolean lockout;
  private boolean springCharged = true;
  private boolean quiet;
  private int shot;
  private int operations;
  private double faultFactor;
  private double lastFaultFactor;
  private int signals;

  FeederProtection(RandomGenerator random, double faultEverySeconds, EventBuffer events, long startNs) {
    this.random = random;
    this.faultEverySeconds = faultEverySeconds;
    this.events = events;
    planFault(startNs);
  }

  private void planFault(long fromNs) {
    if (faultEverySeconds > 0) {
      double seconds = -faultEverySeconds * Math.log(1 - random.nextDouble());
      agenda.at(fromNs + (long) (seconds * 1e9), this::chanceFault);
    }
  }

  private void chanceFault(long nowNs) {
    planFault(nowNs);
    if (!quiet) {
      fault(nowNs, random.nextDouble() < PERMANENT_SHARE);
    }
  }

  void advance(long nowNs) {
    agenda.runUntil(nowNs);
  }

  void quiet(boolean on) {
    quiet = on;
  }

  /** A fault on the line; nothing happens when the feeder is dead, faulted or busy reclosing. */
  void fault(long nowNs, boolean lasting) {
    if (position != CLOSED || faulted || reclosing) {
      return;
    }
    permanent = lasting;
    shot = 0;
    faultFactor = 5 + 4 * random.nextDouble();
    strike(nowNs);
  }

  private void strike(long nowNs) {
    faulted = true;
    lastFaultFactor = faultFactor;
    pickup = true;
    report(nowNs, FeederPoint.PICKUP, 1);
    agenda.at(nowNs + TRIP_AFTER, this::trip);
  }

  private void trip(long nowNs) {
    trip = true;
    report(nowNs, FeederPoint.TRIP, 1);
    if (!alarm) {
      alarm = true;
      report(nowNs, FeederPoint.ALARM, 1);
    }
    moveBreaker(nowNs + BREAKER_STARTS_AFTER, OPEN);
    agenda.at(nowNs + TRIP_HELD, at -> {
      trip = false;
      report(at, FeederPoint.TRIP, 0);
    });
  }

  private void moveBreaker(long fromNs, int target) {
    agenda.at(fromNs, at -> {
      position = INTERMEDIATE;
      report(at, FeederPoint.BREAKER, INTERMEDIATE);
    });
    agenda.at(fromNs + BREAKER_MOVES, at -> {
      position = target;
      operations++;
      report(at, FeederPoint.BREAKER, target);
      if (target == OPEN) {
        opened(at);
      } else {
        closed(at);
      }
    });
  }

  private void opened(long nowNs) {
    if (!faulted) {
      return;
    }
    faulted = false;
    pickup = false;
    report(nowNs, FeederPoint.PICKUP, 0);
    if (shot < SHOTS) {
      shot++;
      if (!reclosing) {
        reclosing = true;
        report(nowNs, FeederPoint.RECLOSING, 1);
      }
      moveBreaker(nowNs + DEAD_TIME, CLOSED);
    } else {
      reclosing = false;
      report(nowNs, FeederPoint.RECLOSING, 0);
      lockout = true;
      report(nowNs, FeederPoint.LOCKOUT, 1);
      permanent = false;
      moveBreaker(nowNs + CREW_CLOSES, CLOSED);
    }
  }

  private void closed(long nowNs) {
    springCharged = false;
    report(nowNs, FeederPoint.SPRING_CHARGED, 0);
    agenda.at(nowNs + SPRING_TIME, at -> {
      springCharged = true;
      report(at, FeederPoint.SPRING_CHARGED, 1);
    });
    if (permanent) {
      agenda.at(nowNs + 1, this::strike);
      return;
    }
    if (reclosing) {
      reclosing = false;
      report(nowNs, FeederPoint.RECLOSING, 0);
    }
    if (lockout) {
      lockout = false;
      report(nowNs, FeederPoint.LOCKOUT, 0);
    }
    if (alarm) {
      agenda.at(nowNs + ALARM_CLEARS, at -> {
        alarm = false;
        report(at, FeederPoint.ALARM, 0);
      });
    }
  }

  /** A control from a person or a system; ignored while the breaker stands there already or the relay is busy. */
  void command(long nowNs, boolean close) {
    int target = close ? CLOSED : OPEN;
    if (position != target && position != INTERMEDIATE && !faulted && !reclosing) {
      moveBreaker(nowNs + BREAKER_STARTS_AFTER, target);
    }
  }

  void avalanche(long nowNs, int count, int spanMs) {
    for (int i = 0; i < count; i++) {
      int signal = signals++;
      int point = FeederPoint.SIGNAL.number() + signal % FeederPoint.SIGNALS;
      int value = signal / FeederPoint.SIGNALS % 2 == 0 ? 1 : 0;
      agenda.at(nowNs + spanMs * MS * i / count, at -> events.add(at / MS, point, value));
    }
  }

  private void report(long atNs, FeederPoint point, int value) {
    events.add(atNs / MS, point.number(), value);
  }

  /** Discrete inputs in the order of the map: open, closed, trip, pickup, alarm, reclosing, lockout, spring charged, local. */
  boolean[] status() {
    return new boolean[] {position == OPEN, position == CLOSED, trip, pickup, alarm, reclosing, lockout, springCharged, false};
  }

  double currentFactor() {
    if (position != CLOSED) {
      return 0;
    }
    return faulted ? faultFactor : 1;
  }

  double voltageFactor() {
    return faulted ? 0.6 : 1;
  }

  double lastFaultFactor() {
    return lastFaultFactor;
  }

  int operations() {
    return operations;
  }
}
