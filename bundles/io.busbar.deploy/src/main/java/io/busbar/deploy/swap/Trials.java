package io.busbar.deploy.swap;

import io.busbar.api.time.BusClock;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.store.FeatureSetOnDisk;
import io.busbar.deploy.store.Pointer;
import io.busbar.deploy.store.TrialNote;
import io.busbar.deploy.trust.Trust;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries a deployment out, on a thread of its own: swap, health gate, commit or roll-back. What is under way stands in the file {@code trial}
 * first; only {@link DeployFolder#activate} changes what boots. One at a time.
 */
final class Trials implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Trials.class.getName());
  private static final long MS = 1_000_000;
  private static final long LOOK_MS = 200;
  private static final long BEFORE_MS = 300;
  private static final long CLOSE_LIMIT_MS = 2_000;

  private final DeployFolder folder;
  private final Trust trust;
  private final Ground ground;
  private final BusClock clock;
  private @Nullable Thread thread;
  private volatile String step = "";
  private volatile String last = "";
  private volatile String runningNow = "";

  Trials(DeployFolder folder, Trust trust, Ground ground, BusClock clock) {
    this.folder = folder;
    this.trust = trust;
    this.ground = ground;
    this.clock = clock;
  }

  String step() {
    return step;
  }

  String last() {
    return last;
  }

  /** The set that runs, which may have changed since the boot. */
  String running(String booted) {
    return runningNow.isEmpty() ? booted : runningNow;
  }

  /** What the file {@code trial} says is ended: by a verdict of the devices if the set on trial has booted for it, else as taken back. */
  void resume(Deployer.Boot boot) throws IOException {
    for (String note : boot.notes()) {
      tell(note);
    }
    Optional<TrialNote> trial = folder.trial();
    if (trial.isEmpty()) {
      return;
    }
    TrialNote note = trial.get();
    String active = folder.pointer().active();
    if (note.id().equals(boot.running()) && !note.id().equals(active)) {
      step = "health gate after the restart"; // before anybody else can begin
      start(() -> verdict(note, note.sinceNs(), active));
      return;
    }
    tell(note.id().equals(active) ? "committed " + note.id() + " just before the process ended"
        : "taken back " + note.id() + ": " + (boot.notes().isEmpty() ? "the process ended during the trial (power cut?)" : "it did not start") + "; "
        + active + " runs");
    folder.endTrial();
  }

  private void verdict(TrialNote note, long sinceNs, String active) throws IOException, InterruptedException {
    String ill = awaitHealth(note, sinceNs);
    if (ill.isEmpty()) {
      commit(note, sinceNs);
    } else {
      tell("taken back " + note.id() + ": " + ill);
      folder.endTrial();
      ground.gate("restart " + active);
    }
  }

  /** Begins; false if another is under way. */
  synchronized boolean begin(String id, long windowMs, String why, Runnable committed) {
    if (!step.isEmpty()) {
      return false;
    }
    step = "beginning";
    start(() -> carryOut(id, windowMs, why, committed));
    return true;
  }

  /** Work that may fail. */
  private interface Work {
    void run() throws IOException, InterruptedException, Refused;
  }

  private synchronized void start(Work work) {
    Thread fresh = new Thread(() -> guarded(work), "busbar deploy");
    fresh.setDaemon(true);
    thread = fresh;
    fresh.start();
  }

  private void guarded(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the framework ends: whoever boots next finds the file "trial"
    } catch (IOException | Refused | RuntimeException e) {
      LOG.log(Level.ERROR, "the deployment failed", e);
      last = "failed: " + e.getMessage();
    } finally {
      step = "";
    }
  }

  private void carryOut(String id, long windowMs, String why, Runnable committed) throws IOException, InterruptedException, Refused {
    Thread.sleep(BEFORE_MS); // so that whoever asked has his answer
    String active = folder.pointer().active();
    tell(id + " " + why);
    List<Ground.Device> devices = ground.devices();
    TrialNote note = new TrialNote(id, clock.wallNs(), windowMs, devices.stream().mapToLong(Ground.Device::lastGoodNs).max().orElse(0),
        devices.stream().filter(Ground.Device::well).map(Ground.Device::name).toList());
    folder.beginTrial(note);
    if (id.equals(Pointer.IMAGE)) {
      restart(id, "it is the package's");
      return;
    }
    FeatureSetOnDisk set = folder.checked(id, trust);
    String refused = ground.gate("allow " + id);
    if (!refused.isEmpty()) {
      fail(id, refused);
      return;
    }
    Plan plan = Plan.of(ground, set);
    if (!plan.restarts().isEmpty()) {
      restart(id, String.join("; ", plan.restarts()));
      return;
    }
    Deque<Runnable> undo = new ArrayDeque<>();
    String against = swap(plan, set, undo);
    long swappedNs = clock.wallNs();
    against = against.isEmpty() ? awaitHealth(note, swappedNs) : against;
    if (!against.isEmpty()) {
      step = "going back";
      undo.forEach(Runnable::run);
      fail(id, against);
      LOG.log(Level.INFO, "{0} runs again", active);
      return;
    }
    runningNow = id;
    commit(note, swappedNs);
    committed.run();
  }

  private void restart(String id, String why) throws IOException {
    step = "restart of the framework: " + why;
    String refused = ground.gate("restart " + id);
    if (!refused.isEmpty()) {
      fail(id, refused);
    }
  }

  private void fail(String id, String why) throws IOException {
    tell("taken back " + id + ": " + why);
    folder.endTrial();
    ground.gate("settle");
  }

  private String swap(Plan plan, FeatureSetOnDisk set, Deque<Runnable> undo) {
    for (Plan.Step each : plan.steps()) {
      step = "swap: " + each.words();
      Part before = each.before();
      Ground.Next next = each.next() == null ? null : new Ground.Next(set.file(each.next()), each.next().startLevel());
      long began = clock.monotonicNs();
      String against = ground.swap(before, next);
      if (!against.isEmpty()) {
        return each.words() + ": " + against;
      }
      LOG.log(Level.INFO, "{0}, in {1} ms", each.words(), (clock.monotonicNs() - began) / MS);
      undo.push(() -> takeBack(each, before));
    }
    return "";
  }

  private void takeBack(Plan.Step each, @Nullable Part before) {
    Set<String> came = new HashSet<>();
    if (each.next() != null) {
      came.add(each.next().file().sha256());
    }
    Part present = ground.parts().stream().filter(part -> came.contains(part.sha256())).findFirst().orElse(null);
    String against = ground.swap(present, before == null ? null : new Ground.Next(before.file(), before.startLevel()));
    if (!against.isEmpty()) {
      LOG.log(Level.ERROR, "{0} does not come back: {1}; the next start has it", each.name(), against);
    }
  }

  /** Waits until each device that was well has answered again; returns empty, or which did not in time. */
  private String awaitHealth(TrialNote note, long sinceNs) throws InterruptedException {
    Judge judge = new Judge(note, sinceNs);
    long until = clock.monotonicNs() + note.windowMs() * MS;
    List<String> waiting = judge.waiting(ground.devices());
    while (!waiting.isEmpty() && clock.monotonicNs() < until) {
      step = "health gate: waiting for " + waiting.size() + " of " + note.devices().size() + " devices: " + some(waiting);
      Thread.sleep(LOOK_MS);
      waiting = judge.waiting(ground.devices());
    }
    return waiting.isEmpty() ? "" : waiting.size() + " of " + note.devices().size() + " devices that were well did not answer within "
        + note.windowMs() / 1_000 + " s: " + some(waiting);
  }

  private static String some(List<String> names) {
    int most = 5;
    return String.join(", ", names.subList(0, Math.min(most, names.size()))) + (names.size() > most ? " …" : "");
  }

  private void commit(TrialNote note, long sinceNs) throws IOException {
    step = "commit";
    String before = folder.pointer().active();
    long first = ground.devices().stream().mapToLong(Ground.Device::lastGoodNs).filter(ns -> ns > sinceNs).min().orElse(0);
    try {
      if (!note.id().equals(Pointer.IMAGE)) {
        folder.raiseFloor(folder.read(note.id(), trust).manifest().sequence(), note.id());
      }
    } catch (Refused e) {
      tell("taken back " + note.id() + ": " + e.reason());
      folder.endTrial();
      ground.gate("restart " + before);
      return;
    }
    folder.activate(new Pointer(note.id(), before));
    folder.endTrial();
    ground.gate("settle");
    tell("committed " + note.id() + "; " + note.devices().size() + " devices answered again" + (note.lastExchangeNs() == 0 || first == 0 ? ""
        : ", the longest pause between two exchanges was at most " + Math.max(0, (first - note.lastExchangeNs()) / MS) + " ms"));
    folder.clean(new HashSet<>(List.of(note.id(), before)));
  }

  private void tell(String line) throws IOException {
    last = line;
    LOG.log(Level.INFO, line);
    folder.note(Instant.ofEpochMilli(clock.wallNs() / MS) + " " + line);
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
      try {
        running.join(CLOSE_LIMIT_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
