package io.busbar.test.simulation;

import io.busbar.api.journal.StreamId;
import io.busbar.testkit.environment.FaultPlan;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.SimulatedCrash;
import io.busbar.testkit.environment.StorageFault;
import io.busbar.testkit.net.SimNetwork;
import io.busbar.testkit.net.SimPath;
import java.io.IOException;
import java.util.SplittableRandom;

/** One seeded history: production and trouble, then quiet, then everything settled must be at the sink, once, in order. */
final class History {
  private static final long MS = 1_000_000;
  private static final long LONGEST_STEP_NS = 50 * MS;
  private static final long QUIET_MS = 400_000;
  /** One history in so many has an unencrypted link. */
  private static final int PLAIN_EVERY = 3;

  private final SplittableRandom dice;
  private final Script script;
  private final SimClock air = new SimClock();
  private final SimClock gatewayClock = new SimClock();
  private final SimClock centralClock = new SimClock();
  private final SimNetwork network;
  private final SimStorage gatewayDisk;
  private final SimStorage centralDisk;
  private final Machine gatewayMachine;
  private final Machine centralMachine;
  private final Ledger ledger = new Ledger();
  final CheckingSink sink = new CheckingSink(ledger);
  private final long[] counters = new long[GatewaySide.EVENT_POINTS + GatewaySide.MEASUREMENT_POINTS];
  private GatewaySide gateway;
  private CentralSide central;
  private long gatewayUpAtNs;
  private long centralUpAtNs;
  private long outageUntilNs = -1;
  private long ticket;
  private int modelRound;
  private boolean quiet;
  int crashes;
  int steps;

  History(long seed) {
    dice = new SplittableRandom(seed);
    script = Script.of(dice);
    SimRandom random = new SimRandom(seed);
    network = new SimNetwork(air, dice.nextLong());
    gatewayDisk = new SimStorage(new SimRandom(dice.nextLong()));
    centralDisk = new SimStorage(new SimRandom(dice.nextLong()));
    LinkKeys keys = new LinkKeys(random, seed % PLAIN_EVERY == 0);
    gatewayMachine = new Machine(gatewayClock, gatewayDisk, random, network, () -> keys.gateway(gatewayClock));
    centralMachine = new Machine(centralClock, centralDisk, random, network, () -> keys.central(centralClock));
    network.paths("gateway", "central", script.path());
  }

  /** Runs it; throws what is broken. */
  void run() {
    long end = script.productionMs() * MS;
    long troubleAt = 0;
    while (air.monotonicNs() < end) {
      long now = air.monotonicNs();
      if (now >= troubleAt) {
        troubleAt = now + 100 * MS;
        produce();
        makeTrouble(now);
      }
      step(Math.min(end, troubleAt));
    }
    quiet = true;
    gatewayDisk.faults(FaultPlan.NONE);
    centralDisk.faults(FaultPlan.NONE);
    network.paths("gateway", "central", script.path().loss(Math.min(0.3, script.path().loss())).damage(0));
    long last = end + QUIET_MS * MS;
    while (!done()) {
      if (air.monotonicNs() >= last) {
        throw new CheckingSink.BrokenInvariant("not everything is delivered " + QUIET_MS / 1000 + " s after quiet; missing "
            + sink.missing() + "\n" + (gateway == null ? "no gateway" : gateway.describeState()) + "\n"
            + (central == null ? "no central" : central.describeState()));
      }
      step(last);
    }
    Ledger.Entry missing = sink.missing();
    if (missing != null) {
      throw new CheckingSink.BrokenInvariant("both ends say that everything is delivered, but " + missing + " is not at the sink");
    }
  }

  private boolean done() {
    return gateway != null && central != null && gateway.delivered() && central.drained() && sink.missing() == null;
  }

  private void produce() {
    if (gateway == null) {
      return;
    }
    if (dice.nextInt(3) == 0) {
      gateway.produce(StreamId.MEASUREMENTS, counters, ++ticket, dice);
    }
    if (dice.nextInt(10) == 0) {
      gateway.produce(StreamId.EVENTS, counters, ++ticket, dice);
    }
  }

  private void makeTrouble(long now) {
    int[] trouble = script.trouble();
    if (happens(trouble[0]) && gateway != null) {
      crashGateway(dice.nextBoolean());
    }
    if (happens(trouble[1]) && central != null) {
      crashCentral(dice.nextBoolean());
    }
    if (outageUntilNs >= 0 && now >= outageUntilNs) {
      outageUntilNs = -1;
      network.paths("gateway", "central", script.path());
    } else if (happens(trouble[2])) {
      outageUntilNs = now + dice.nextLong(500, 12_000) * MS;
      SimPath dead = script.path().outage(true);
      if (dice.nextInt(3) == 0) {
        network.path(dice.nextBoolean() ? "gateway" : "central", dice.nextBoolean() ? "central" : "gateway", dead);
      } else {
        network.paths("gateway", "central", dead);
      }
    }
    if (happens(trouble[3])) {
      SimStorage disk = dice.nextBoolean() ? gatewayDisk : centralDisk;
      StorageFault fault = dice.nextInt(3) == 0 ? StorageFault.ERROR : StorageFault.CRASH;
      disk.faults(FaultPlan.at(disk.calls() + 1 + dice.nextInt(12), fault));
    }
    if (happens(trouble[4])) {
      long step = dice.nextLong(-7_200, 7_200) * 1_000 * MS;
      (dice.nextBoolean() ? gatewayClock : centralClock).stepWallNs(step);
    }
    if (happens(trouble[5]) && gateway != null) {
      modelRound++;
      atGateway(() -> gateway.describe(modelRound));
    }
  }

  private boolean happens(int thousandths) {
    return dice.nextInt(1_000) < thousandths;
  }

  private void step(long until) {
    steps++;
    long now = air.monotonicNs();
    long next = Math.min(until, Math.min(now + LONGEST_STEP_NS, network.nextArrivalNs()));
    if (gateway == null && now >= gatewayUpAtNs) {
      atGateway(() -> gateway = new GatewaySide(script, gatewayMachine, ledger, modelRound));
    }
    if (central == null && now >= centralUpAtNs) {
      atCentral(() -> central = new CentralSide(script, centralMachine, sink));
    }
    long[] due = {next};
    if (gateway != null) {
      atGateway(() -> due[0] = Math.min(due[0], gateway.doWork(now)));
    }
    if (central != null) {
      atCentral(() -> due[0] = Math.min(due[0], central.doWork(now)));
    }
    // What one of them sent just now may arrive at once.
    long ns = Math.max(MS / 10, Math.min(due[0], network.nextArrivalNs()) - now);
    air.advanceNs(ns);
    gatewayClock.advanceNs(ns);
    centralClock.advanceNs(ns);
  }

  /** Something that may fail for want of its storage. */
  private interface Risky {
    void run() throws IOException;
  }

  private void atGateway(Risky what) {
    try {
      what.run();
    } catch (SimulatedCrash | IOException e) {
      crashGateway(e instanceof SimulatedCrash);
    }
  }

  private void atCentral(Risky what) {
    try {
      what.run();
    } catch (SimulatedCrash | CentralSide.PowerLoss | IOException e) {
      crashCentral(!(e instanceof IOException));
    }
  }

  private void crashGateway(boolean power) {
    crashes++;
    gateway = null;
    network.down("gateway");
    ledger.crashed();
    reset(gatewayDisk, power);
    gatewayUpAtNs = air.monotonicNs() + (quiet ? 100 : dice.nextLong(100, 3_000)) * MS;
  }

  private void crashCentral(boolean power) {
    crashes++;
    central = null;
    network.down("central");
    reset(centralDisk, power);
    centralUpAtNs = air.monotonicNs() + (quiet ? 100 : dice.nextLong(100, 3_000)) * MS;
  }

  private static void reset(SimStorage disk, boolean power) {
    if (power) {
      disk.restart();
    } else {
      disk.kill();
    }
  }
}
