package io.busbar.test.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.Order;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.link.LinkSession;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.desk.Desk;
import io.busbar.control.guard.Guard;
import io.busbar.control.guard.GuardParts;
import io.busbar.control.guard.Voice;
import io.busbar.control.rules.ControlRules;
import io.busbar.control.rules.Image;
import io.busbar.control.wire.ControlCodec;
import io.busbar.control.wire.ControlMessage;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.SimulatedCrash;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One history of a few commands. */
final class ControlHistory {
  static final int ORDERS = 10;
  private static final JournalOptions JOURNAL = new JournalOptions(64 << 10, 16L * (64 << 10));
  private static final int STEP_MS = 100;
  private static final int BUSY_STEPS = 500;
  private static final int QUIET_STEPS = 6_000;
  private static final SourceLocation HERE = SourceLocation.NONE;

  private final SimRandom dice;
  private final SimClock clock = new SimClock();
  private final SimStorage gatewayDisk;
  private final SimStorage centralDisk;
  private final Air air;
  private final Breaker breaker;
  private final Map<String, Long> deadlines = new HashMap<>();
  private final Map<String, Order> orders = new HashMap<>();
  private @Nullable Guard guard;
  private @Nullable Desk desk;
  private @Nullable AuditTrail guardTrail;
  private @Nullable AuditTrail deskTrail;
  private @Nullable LinkSession atGateway;
  private @Nullable LinkSession atCentral;
  private int ordered;
  long commands;
  long crashes;
  long doubles;
  long late;
  long withoutOutcome;
  long executed;
  final Map<CommandState, Integer> outcomes = new HashMap<>();

  ControlHistory(long seed) {
    dice = new SimRandom(seed);
    gatewayDisk = new SimStorage(new SimRandom(seed ^ 1));
    centralDisk = new SimStorage(new SimRandom(seed ^ 2));
    air = new Air(clock, dice);
    breaker = new Breaker(clock, dice);
    air.lossPercent = dice.nextInt(4) * 15;
    air.doublePercent = dice.nextInt(50);
    air.delayMs = 1 + dice.nextInt(dice.chance(20) ? 20_000 : 2_000);
  }

  private static ControlRules rules() {
    Map<String, Setting> control = Map.of("feedback", Setting.of("position", HERE), "timeToLive", Setting.of("60000", HERE),
        "within", Setting.of("5000", HERE));
    List<PointSpec> points = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      points.add(new PointSpec("p" + i, List.of(), List.of(), Settings.NONE, "", List.of(), PointSpec.Report.ALL, null, Duration.ZERO, HERE,
          i % 2 == 0 ? Settings.NONE : new Settings(control, HERE)));
    }
    return ControlRules.of(new SiteModel("oak", Settings.NONE, Settings.NONE, List.of(), List.of(new TemplateSpec("t", Settings.NONE, points, HERE)),
        List.of(new DeviceSpec("d", "t", "c", Settings.NONE, HERE))));
  }

  /** Runs it. */
  void run() throws IOException {
    startGateway();
    startCentral();
    connect();
    for (int step = 0; step < BUSY_STEPS; step++) {
      step(true);
    }
    air.lossPercent = 0;
    air.doublePercent = 0;
    gatewayDisk.faults((call, operation) -> StorageFault.NONE);
    centralDisk.faults((call, operation) -> StorageFault.NONE);
    connect();
    for (int step = 0; step < QUIET_STEPS && !allEnded(); step++) {
      clock.advanceMs(2 * STEP_MS);
      step(false);
    }
    judge();
  }

  private void step(boolean busy) throws IOException {
    clock.advanceMs(1 + dice.nextInt(STEP_MS));
    if (dice.nextInt(3) == 0) {
      air.keepAlive();
    }
    if (busy) {
      mischief();
    }
    try {
      atTheGateway();
    } catch (SimulatedCrash crash) {
      crashGateway(true);
    }
    try {
      atCentral(busy);
    } catch (SimulatedCrash crash) {
      crashCentral(true);
    }
  }

  private void mischief() throws IOException {
    int what = dice.nextInt(400);
    if (what == 0) {
      crashGateway(dice.chance(50));
    } else if (what == 1) {
      crashCentral(dice.chance(50));
    } else if (what == 2) {
      connect();
    } else if (what == 3) {
      long at = gatewayDisk.calls() + 1 + dice.nextInt(12);
      gatewayDisk.faults((call, operation) -> call == at ? StorageFault.CRASH : StorageFault.NONE);
    } else if (what == 4) {
      long at = centralDisk.calls() + 1 + dice.nextInt(12);
      centralDisk.faults((call, operation) -> call == at ? StorageFault.CRASH : StorageFault.NONE);
    } else if (what == 5) {
      long at = gatewayDisk.calls() + 1 + dice.nextInt(6);
      gatewayDisk.faults((call, operation) -> call == at && operation.equals("force") ? StorageFault.ERROR : StorageFault.NONE);
    }
  }

  private void atTheGateway() {
    Guard now = guard;
    LinkSession session = atGateway;
    if (now == null || session == null) {
      return;
    }
    Voice voice = said -> session.send(io.busbar.api.link.LinkLane.COMMAND, ControlCodec.encode(said));
    List<Air.Arrived> all = air.arrived();
    waiting.addAll(all.stream().filter(Air.Arrived::toCentral).toList());
    for (Air.Arrived each : all) {
      ControlMessage message = each.toCentral() ? null : ControlCodec.read(each.bytes());
      if (message instanceof ControlMessage.Ordered it) {
        long since = session.ageNs(it.mark(), clock.monotonicNs());
        now.ordered(it.order(), since == Long.MAX_VALUE ? since : since + it.ageMs() * 1_000_000, voice);
      } else if (message instanceof ControlMessage.Confirmed it) {
        now.confirmed(it);
      } else if (message instanceof ControlMessage.Asked it) {
        now.asked(it, voice);
      }
    }
    breaker.work();
    now.tick();
  }

  private final List<Air.Arrived> waiting = new ArrayList<>();

  private void atCentral(boolean busy) {
    Desk now = desk;
    LinkSession session = atCentral;
    if (now == null || session == null) {
      return;
    }
    List<Air.Arrived> all = List.copyOf(waiting);
    waiting.clear();
    for (Air.Arrived each : all) {
      now.onMessage(session, each.bytes());
    }
    if (busy && ordered < ORDERS && dice.nextInt(30) == 0) {
      order(now);
    } else if (busy && !orders.isEmpty() && dice.nextInt(40) == 0) {
      // Somebody hands in the same once more.
      List<Order> known = new ArrayList<>(orders.values());
      Order again = known.get(dice.nextInt(known.size()));
      String id = String.format("%016x%016x", again.idHigh(), again.idLow());
      if (rows().stream().noneMatch(row -> row.id().equals(id))) {
        // The first time it was not taken, central lost its power: this is when it is handed in.
        deadlines.put(id, clock.monotonicNs() + again.timeToLiveMs() * 1_000_000);
      }
      now.submit(again, (state, cause, reason) -> { });
    }
    now.tick();
    now.work();
  }

  private void order(Desk now) {
    long ttlMs = 500 + dice.nextInt(dice.chance(50) ? 3_000 : 30_000);
    Order order = new Order(dice.nextLong(), dice.nextLong(), "oak", Command.Action.OPERATE, "d/p" + ordered++, Kind.BOOLEAN, dice.nextInt(2),
        ttlMs, new Command.Originator(3, "ann"), "shell", 0, false, Command.Pulse.DEFAULT);
    String id = String.format("%016x%016x", order.idHigh(), order.idLow());
    deadlines.put(id, clock.monotonicNs() + ttlMs * 1_000_000);
    orders.put(id, order);
    now.submit(order, (state, cause, reason) -> { });
  }

  private void connect() {
    air.renew();
    waiting.clear();
    LinkSession before = atCentral;
    atGateway = air.end(false);
    LinkSession now = air.end(true);
    atCentral = now;
    Desk there = desk;
    if (there != null) {
      if (before != null) {
        there.onDown(before);
      }
      there.onUp(now);
    }
  }

  private void crashGateway(boolean power) throws IOException {
    crashes++;
    if (power) {
      gatewayDisk.restart();
    } else {
      gatewayDisk.kill();
    }
    breaker.gatewayGone();
    startGateway();
    connect();
  }

  private void crashCentral(boolean power) throws IOException {
    crashes++;
    if (power) {
      centralDisk.restart();
    } else {
      centralDisk.kill();
    }
    startCentral();
    connect();
  }

  private void startGateway() throws IOException {
    AuditTrail trail = new AuditTrail(SegmentLog.open(gatewayDisk, JOURNAL, clock, dice));
    guardTrail = trail;
    Guard now = new Guard(new GuardParts(trail, clock, dice, point -> new Image.Reading(breaker.position, Quality.GOOD, breaker.positionNs),
        breaker, () -> true));
    now.rules(rules());
    guard = now;
  }

  private void startCentral() throws IOException {
    AuditTrail trail = new AuditTrail(SegmentLog.open(centralDisk, JOURNAL, clock, dice));
    deskTrail = trail;
    desk = new Desk(trail, clock);
  }

  private List<CommandRow> rows() {
    Desk now = desk;
    return now == null ? List.of() : now.rows(1_000);
  }

  private boolean allEnded() {
    return rows().stream().allMatch(row -> row.state().isFinal());
  }

  private void judge() {
    List<String> wrong = new ArrayList<>();
    Map<String, CommandRow> rows = new HashMap<>();
    rows().forEach(row -> rows.put(row.id(), row));
    commands = orders.size();
    orders.keySet().forEach(id -> {
      int times = breaker.done.getOrDefault(id, 0);
      executed += times;
      doubles += Math.max(0, times - 1);
      late += times > 0 && breaker.doneNs.getOrDefault(id, 0L) > deadlines.getOrDefault(id, 0L) ? 1 : 0;
      CommandRow row = rows.get(id);
      // Not there: the order was never taken, its submission ended with central's power.
      withoutOutcome += row != null && !row.state().isFinal() || row == null && times > 0 ? 1 : 0;
      if (row != null) {
        outcomes.merge(row.state(), 1, Integer::sum);
        boolean saysNot = row.state() == CommandState.EXPIRED || row.state() == CommandState.REFUSED || row.state() == CommandState.CANCELLED;
        boolean saysDone = row.state() == CommandState.CONFIRMED || row.state() == CommandState.EXECUTED_NOT_CONFIRMED;
        if (saysNot && times > 0 || saysDone && times == 0) {
          wrong.add(row.point() + " is " + row.state() + " (" + row.reason() + ") and was done " + times + " times");
        }
      }
    });
    assertThat(wrong).isEmpty();
    assertThat(doubles).as("done twice").isZero();
    assertThat(late).as("done after their time to live").isZero();
    assertThat(withoutOutcome).as("without an outcome: %s", rows.values()).isZero();
    for (AuditTrail trail : new AuditTrail[] {guardTrail, deskTrail}) {
      assertThat(trail != null && trail.verify().intact()).as("audit log").isTrue();
    }
  }
}
