package io.busbar.test.simulation;

import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.net.SimNetwork;
import io.busbar.testkit.net.SimPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A week of a gateway on a narrow radio: each day the radio is dead for hours, two days longer than the journal's capacity
 * lasts, one day the disk fills up besides, and the gateway's clock is put right, wrong and right again.
 */
final class Week {
  static final JournalOptions JOURNAL = new JournalOptions(64 << 10, 8L * (64 << 10));
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final long DAY = 24 * HOUR;
  private static final int DAYS = 7;
  private static final long MEASUREMENTS_EVERY_NS = 10 * SECOND;
  private static final int EVENT_IN = 30;
  private static final long DEAD_FROM = 8 * HOUR;
  private static final long[] DEAD_FOR = {HOUR, 3 * HOUR, 12 * HOUR, 2 * HOUR, 13 * HOUR, 4 * HOUR, HOUR};
  private static final int FULL_DAY = 4;
  private static final long FULL_FROM = DEAD_FROM + 2 * HOUR;
  private static final long FULL_FOR = 3 * HOUR;
  private static final int STEP_DAY = 1;
  private static final long LONGEST_STEP_NS = SECOND / 5;

  private final SplittableRandom dice;
  private final SimClock air = new SimClock();
  private final SimClock gatewayClock = new SimClock();
  private final SimClock centralClock = new SimClock();
  private final SimNetwork network;
  private final SimStorage gatewayDisk;
  private final Ledger ledger = new Ledger();
  private final Script script;
  private final CheckingSink sink = new CheckingSink(ledger);
  private final GatewaySide gateway;
  private final CentralSide central;
  private final long[] counters = new long[GatewaySide.EVENT_POINTS + GatewaySide.MEASUREMENT_POINTS];
  private long ticket;
  long refused;
  long steps;

  Week(long seed) throws IOException {
    dice = new SplittableRandom(seed);
    SimRandom random = new SimRandom(seed);
    network = new SimNetwork(air, dice.nextLong());
    gatewayDisk = new SimStorage(new SimRandom(dice.nextLong()));
    LinkKeys keys = new LinkKeys(random, false);
    SimPath path = new SimPath(300 * SECOND / 1_000, 0, 64_000, 1 << 16, 0.1, 1, 0, 0, false);
    script = new Script(path, 296, 64_000, 0, 10_000, new int[6]);
    network.paths("gateway", "central", path);
    gateway = new GatewaySide(script, new Machine(gatewayClock, gatewayDisk, random, network, () -> keys.gateway(gatewayClock)), ledger, 0, JOURNAL);
    central = new CentralSide(script, new Machine(centralClock, new SimStorage(new SimRandom(dice.nextLong()), 1L << 30), random, network,
        () -> keys.central(centralClock)), sink);
  }

  /** Lets it pass, and the hours until everything is delivered. */
  void run() throws IOException {
    long nextProduction = 0;
    for (int day = 0; day < DAYS; day++) {
      boolean dead = false;
      boolean full = false;
      int clock = 0;
      for (long at = now(day); at < DAY; at = now(day)) {
        boolean deadNow = at >= DEAD_FROM && at < DEAD_FROM + DEAD_FOR[day];
        if (deadNow != dead) {
          dead = deadNow;
          network.paths("gateway", "central", script.path().outage(dead));
        }
        boolean fullNow = day == FULL_DAY && at >= FULL_FROM && at < FULL_FROM + FULL_FOR;
        if (fullNow != full) {
          full = fullNow;
          gatewayDisk.capacity(full ? gatewayDisk.names().stream().mapToLong(gatewayDisk::sizeOf).sum() : 64L << 20);
        }
        clock = stepClock(day, at, clock);
        if (air.monotonicNs() >= nextProduction) {
          nextProduction += MEASUREMENTS_EVERY_NS;
          produce();
        }
        step(nextProduction);
      }
    }
    long last = air.monotonicNs() + 4 * HOUR;
    while (!(gateway.delivered() && central.drained())) {
      if (air.monotonicNs() > last) {
        throw new CheckingSink.BrokenInvariant("not everything is delivered four hours after the week\n" + gateway.describeState() + "\n"
            + central.describeState());
      }
      step(last);
    }
  }

  private long now(int day) {
    return air.monotonicNs() - day * DAY;
  }

  /** On one day two hours forward, and back; then half an hour back for good. */
  private int stepClock(int day, long at, int done) {
    if (day != STEP_DAY || at < (done + 1) * 5 * HOUR || done >= 3) {
      return done;
    }
    gatewayClock.stepWallNs(done == 0 ? 2 * HOUR : done == 1 ? -2 * HOUR : -HOUR / 2);
    return done + 1;
  }

  private void produce() {
    if (!gateway.offer(StreamId.MEASUREMENTS, counters, ++ticket, dice)) {
      refused++;
    }
    if (dice.nextInt(EVENT_IN) == 0) {
      gateway.produce(StreamId.EVENTS, counters, ++ticket, dice);
    }
  }

  private void step(long until) throws IOException {
    steps++;
    long now = air.monotonicNs();
    long next = Math.min(until, Math.min(now + LONGEST_STEP_NS, network.nextArrivalNs()));
    next = Math.min(next, gateway.doWork(now));
    next = Math.min(next, central.doWork(now));
    long ns = Math.max(SECOND / 1_000, Math.min(next, network.nextArrivalNs()) - now);
    air.advanceNs(ns);
    gatewayClock.advanceNs(ns);
    centralClock.advanceNs(ns);
  }

  CheckingSink sink() {
    return sink;
  }

  /** What was settled and is not at the sink, by stream. */
  long missing(StreamId stream) {
    return ledger.settled().stream().filter(entry -> entry.stream() == stream && !sink.has(entry)).count();
  }

  long settled() {
    return ledger.settled().size();
  }

  /** Settled samples that are neither at the sink nor within the time of a gap record. */
  Set<Ledger.Entry> unaccounted() {
    Set<Ledger.Entry> left = new HashSet<>();
    for (Ledger.Entry entry : ledger.settled()) {
      if (!sink.has(entry) && sink.gapRecords.stream().noneMatch(gap -> covers(gap, entry))) {
        left.add(entry);
      }
    }
    return left;
  }

  /** A gap begins with the commit of what is lost, which is an interval and a step of this simulation later than its samples. */
  private static boolean covers(GapRecord gap, Ledger.Entry entry) {
    return gap.stream() == entry.stream() && gap.fromNs() - 3 * SECOND <= entry.sourceNs() && entry.sourceNs() <= gap.toNs();
  }
}
