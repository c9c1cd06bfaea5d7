package io.busbar.demo.stage;

import io.busbar.api.time.BusClock;
import io.busbar.demo.options.DemoOptions;
import io.busbar.demo.check.Checker;
import io.busbar.demo.check.Conditions;
import io.busbar.demo.check.Recovery;
import io.busbar.demo.check.Served;
import io.busbar.demo.check.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one demonstration from the first process to the verdict. One thread, which may be interrupted. */
public final class Director {
  /** Exit code: everything arrived once and in order. */
  public static final int CLEAN = 0;
  /** Exit code: something is lost, doubled, out of order or without explanation. */
  public static final int NOT_CLEAN = 1;
  /** Exit code: the demonstration could not be done. */
  public static final int FAILED = 3;

  private static final long MS = 1_000_000L;
  private static final long TICK_MS = 100;
  private static final long START_LIMIT_MS = 120_000;
  private static final long RELEASE_LIMIT_MS = 60_000;
  private static final long DRAIN_IDLE_MS = 20_000;
  private static final long DRAIN_IDLE_BITS = 600_000;
  private static final long LAST_POLLS_MS = 2_500;
  private static final long CHECK_EVERY_MS = 1_000;
  private static final long COMMIT_INTERVAL_MS = 200;
  private static final long CTRL_C_MS = 2_000;
  private static final long SELF_TEST_EVERY_MS = 2_000;
  private static final long SELF_TEST_LIMIT_MS = 60_000;
  private static final int FINDINGS_SHOWN = 12;

  private final DemoOptions options;
  private final List<String> launcher;
  private final BusClock clock;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final long drainIdleMs;
  private final List<Conditions.Kill> kills = new ArrayList<>();
  private final List<long[]> outages = new ArrayList<>();
  private @Nullable Boolean pageAlive;
  private volatile boolean ending;

  /**
   * A demonstration.
   *
   * @param launcher command that is followed by a verb
   */
  public Director(DemoOptions options, List<String> launcher, BusClock clock, Output output) {
    this(options, launcher, clock, output, DRAIN_IDLE_MS + 1_000 * DRAIN_IDLE_BITS / options.rate());
  }

  /** With its own patience after the last sample, for tests. */
  Director(DemoOptions options, List<String> launcher, BusClock clock, Output output, long drainIdleMs) {
    this.drainIdleMs = drainIdleMs;
    this.options = options;
    this.launcher = launcher;
    this.clock = clock;
    out = output.out;
    err = output.err;
    terminal = output.terminal;
  }

  /**
   * Where a person reads.
   *
   * @param terminal whether {@code out} understands cursor movements
   */
  public record Output(PrintStream out, PrintStream err, boolean terminal) {
  }

  /** Runs it. Answers the exit code; when interrupted it ends the children and answers {@link #CLEAN}. */
  public int run() {
    try {
      Path work = Stage.makeWork(options);
      int code;
      try (Stage stage = new Stage(options, work, launcher, clock)) {
        code = new Performance(stage).play();
      }
      if (options.work() == null && code == CLEAN) {
        Stage.clear(work);
      }
      return code;
    } catch (IOException e) {
      err.println("busbar: " + e.getMessage());
      return FAILED;
    }
  }

  /** Whether it was interrupted and is ending already. Any thread. */
  public boolean isEnding() {
    return ending;
  }

  /** One run on one stage. */
  private final class Performance {
    private final Stage stage;
    private final Monitor monitor;
    private final Screen screen;
    private final Story story;
    private final SelfTest selfTest;
    private long lookedAt;
    private long startedAt;
    private boolean gatewayStarted;
    private boolean curtain;
    private long rounds;

    Performance(Stage stage) throws IOException {
      selfTest = new SelfTest(DemoSite.lab());
      this.stage = stage;
      monitor = new Monitor(stage.sinkFolder(), options.seconds() > 0);
      screen = new Screen(out, terminal, options, stage);
      story = new Story(scenes());
    }

    private List<Story.Scene> scenes() {
      return new DemoStory(options, this::outage, this::crash, stage.substation()).scenes();
    }

    int play() {
      try {
        return perform();
      } catch (InterruptedException e) {
        return interrupted();
      } catch (Problem e) {
        err.println("busbar: " + e.getMessage());
        return FAILED;
      } catch (Exception e) {
        err.println("busbar: the demonstration failed: " + e);
        return FAILED;
      }
    }

    private int perform() throws Exception {
      startedAt = clock.wallNs();
      long from = clock.monotonicNs();
      screen.tell("gateway page " + stage.gatewayPage() + "  central page " + stage.centralPage() + "  work folder " + stage.work());
      stage.startPlant();
      stage.central().start();
      until("starting", START_LIMIT_MS, stage::handOverKey, "central has made no key");
      stage.gateway().start();
      gatewayStarted = true;
      until("starting", START_LIMIT_MS, () -> monitor.firstReceived() > 0, "nothing arrived at central");
      double startMs = (clock.monotonicNs() - from) / 1e6;
      long begin = clock.monotonicNs();
      while (options.seconds() == 0 || clock.monotonicNs() - begin < options.seconds() * 1_000L * MS || !story.isOver()) {
        long nowMs = (clock.monotonicNs() - begin) / MS;
        for (String line : story.runDue(nowMs)) {
          screen.tell(line);
        }
        if (options.seconds() == 0 && nowMs / (options.storySeconds() * 1_000L) > rounds) {
          story.add(scenes(), ++rounds * options.storySeconds() * 1_000L);
        }
        tick("running");
        lookNow();
      }
      return finish(startMs);
    }

    private int finish(double startMs) throws Exception {
      stage.lookInto(selfTest);
      long testFrom = clock.monotonicNs();
      until("self-test", 2 * SELF_TEST_LIMIT_MS, () -> lookNow() || clock.monotonicNs() - testFrom > SELF_TEST_LIMIT_MS * MS, "");
      stage.substation().quiet();
      stage.substation().healAll();
      stage.substation().halt();
      until("releasing", RELEASE_LIMIT_MS, () -> stage.substation().eventsWaiting() == 0, "relays still hold events that nobody released");
      long polls = clock.monotonicNs();
      until("settling", RELEASE_LIMIT_MS, () -> clock.monotonicNs() - polls > LAST_POLLS_MS * MS, "");
      stage.substation().serving(false);
      long drainFrom = clock.monotonicNs();
      drain();
      double drainMs = (clock.monotonicNs() - drainFrom) / 1e6;
      curtain = true;
      boolean ended = stage.stopChildren();
      monitor.update();
      Verdict verdict = check();
      if (!ended) {
        err.println("busbar: a process did not end within its time and was killed");
      }
      return report(verdict, startMs, drainMs);
    }

    /** Waits until nothing is missing any more, or nothing has arrived for a while. */
    private void drain() throws Exception {
      long arrived = -1;
      long lastArrival = clock.monotonicNs();
      while (!check().isComplete() && clock.monotonicNs() - lastArrival < drainIdleMs * MS) {
        if (monitor.sink().samples() != arrived) {
          arrived = monitor.sink().samples();
          lastArrival = clock.monotonicNs();
        }
        long checked = clock.monotonicNs();
        until("draining", 2 * CHECK_EVERY_MS, () -> clock.monotonicNs() - checked > CHECK_EVERY_MS * MS, "");
      }
    }

    private Verdict check() throws IOException {
      stage.replyLog().flush();
      Conditions conditions = new Conditions(DemoSite.REPLY_TIMEOUT_MS, COMMIT_INTERVAL_MS, kills);
      return new Checker(Served.read(stage.replyLogFile()), monitor.sink(), DemoPlant.rules(), conditions).check();
    }

    private void until(String phase, long limitMs, Condition condition, String otherwise) throws Exception {
      long end = clock.monotonicNs() + limitMs * MS;
      while (!condition.holds()) {
        if (clock.monotonicNs() > end) {
          throw new Problem(otherwise + " within " + limitMs / 1_000 + " s. What the processes wrote stands in " + stage.work());
        }
        tick(phase);
      }
    }

    private void tick(String phase) throws Exception {
      for (Child child : gatewayStarted ? List.of(stage.gateway(), stage.central()) : List.of(stage.central())) {
        if (!curtain && !child.isAlive()) {
          Thread.sleep(CTRL_C_MS); // Ctrl-C reaches the children too, and this thread a little later
          throw new Problem(child.epitaph());
        }
      }
      monitor.update();
      screen.show(clock.monotonicNs(), clock.wallNs(), phase, monitor, story.told());
      Thread.sleep(TICK_MS);
    }

    /** Looks into the gateway now and then, so that what ran before a crash counts. Answers whether looking on would change nothing. */
    private boolean lookNow() {
      if (!selfTest.isOver() && clock.monotonicNs() - lookedAt > SELF_TEST_EVERY_MS * MS) {
        stage.lookInto(selfTest);
        lookedAt = clock.monotonicNs();
      }
      return selfTest.isOver();
    }

    private void outage(boolean dead) {
      stage.radio().dead(dead);
      if (dead) {
        outages.add(new long[] {clock.wallNs(), Long.MAX_VALUE});
      } else {
        pageAlive = Page.answers(stage.gatewayPage());
        outages.get(outages.size() - 1)[1] = clock.wallNs();
      }
    }

    private void crash() throws IOException, InterruptedException {
      stage.lookInto(selfTest);
      long at = clock.wallNs();
      stage.gateway().kill();
      kills.add(new Conditions.Kill(at, clock.wallNs()));
      stage.gateway().start();
    }

    private int report(Verdict verdict, double startMs, double drainMs) throws IOException {
      List<long[]> interruptions = new ArrayList<>(outages);
      interruptions.add(new long[] {0, monitor.firstReceived()});
      Recovery outage = outages.isEmpty() ? null : Recovery.of(monitor.sink(), outages.get(0)[0], outages.get(0)[1]);
      Recovery crash = kills.isEmpty() ? null : Recovery.of(monitor.sink(), kills.get(0).atNs(), kills.get(0).goneNs());
      for (Conditions.Kill kill : kills) {
        double fresh = crash == null || Double.isNaN(crash.freshAfterMs()) ? 0 : crash.freshAfterMs();
        interruptions.add(new long[] {kill.atNs(), kill.goneNs() + (long) (fresh * MS)});
      }
      Report report = new Report();
      report.verdict(verdict, verdict.eventDelays(interruptions), verdict.eventDelays(List.of()));
      report.air(stage.radio().counters(true), stage.radio().counters(false), verdict.delivered());
      report.times(startMs, outage, crash, drainMs);
      report.put("historySamples", monitor.history());
      report.put("gatewayPageAliveWhileRadioDead", pageAlive);
      report.put("findings", verdict.findings().subList(0, Math.min(verdict.findings().size(), FINDINGS_SHOWN)));
      report.selfTest(selfTest);
      report.conditions(options, stage.substation().repliesServed());
      Path file = options.report();
      if (file != null) {
        Files.writeString(file, report.json());
      }
      Summary.print(out, verdict, verdict.eventDelays(interruptions), file);
      Summary.print(out, selfTest);
      boolean clean = verdict.isClean() && selfTest.isClean();
      if (!clean) {
        out.println("Everything to look into stands in " + stage.work());
      }
      return clean ? CLEAN : NOT_CLEAN;
    }

    private int interrupted() {
      ending = true;
      try {
        stage.stopChildren();
        monitor.update();
      } catch (InterruptedException | IOException e) {
        err.println("busbar: ended without waiting for the processes: " + e.getMessage());
      }
      out.println("Ended before it was drained, so there is no verdict on what was still under way. Served "
          + stage.substation().repliesServed() + " replies, " + monitor.sink().samples() + " samples at central, running for "
          + (clock.wallNs() - startedAt) / 1_000 / MS + " s.");
      out.flush();
      return CLEAN;
    }
  }

  /** Something to wait for. */
  private interface Condition {
    boolean holds();
  }

  /** Why it cannot go on, in words for a person. */
  private static final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    Problem(String message) {
      super(message);
    }
  }
}
