package io.busbar.deploy.swap;

import io.busbar.api.deploy.Deployments;
import io.busbar.api.storage.TrustedFiles;
import io.busbar.api.time.BusClock;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.store.FeatureFile;
import io.busbar.deploy.store.FeatureSetOnDisk;
import io.busbar.deploy.store.Pointer;
import io.busbar.deploy.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The deployer: stages, previews, and has a {@link Trial} run on a thread of its own. Thread-safe. */
public final class Deployer implements Deployments, AutoCloseable {
  private static final long MS = 1_000_000;
  private static final long MIN_WINDOW_MS = 1_000;
  private static final long MAX_WINDOW_MS = 3_600_000;
  private static final String UNREADABLE = "the deploy folder cannot be read or written (%s). Check the disk and who may write there.";

  private final DeployFolder folder;
  private final Trust trust;
  private final Ground ground;
  private final TrustedFiles files;
  private final BusClock clock;
  private final String running;
  private final Trials trials;
  private volatile String staged = "";

  /**
   * Goes on with what the process before, or the framework before in this process, has begun.
   *
   * @param boot how this framework came to run
   */
  public Deployer(DeployFolder folder, Trust trust, Ground ground, TrustedFiles files, BusClock clock, Boot boot) throws IOException {
    this.folder = folder;
    this.trust = trust;
    this.ground = ground;
    this.files = files;
    this.clock = clock;
    this.running = boot.running();
    this.trials = new Trials(folder, trust, ground, clock);
    trials.resume(boot);
    Pointer pointer = folder.pointer();
    folder.sets().stream().filter(id -> !id.equals(pointer.active()) && !id.equals(pointer.previous())).findFirst().ifPresent(id -> staged = id);
  }

  /**
   * How this framework came to run.
   *
   * @param running ID of the set that booted
   * @param notes what the launcher has to tell
   */
  public record Boot(String running, List<String> notes) {
    /** Copies the list. */
    public Boot {
      notes = List.copyOf(notes);
    }
  }

  @Override
  public Status status() {
    String code = trust.isEnforced() ? "only signed code runs here (root " + Trust.fingerprint(String.valueOf(trust.root())) + ")"
        : "DEVELOPMENT MODE: code is not enforced on this machine, unsigned bundles run. Before it goes to a substation: busbar keys trust";
    try {
      Pointer pointer = folder.pointer();
      String previous = pointer.previous().equals(pointer.active()) ? "" : title(pointer.previous());
      String refused = ground.gate("refused");
      return new Status(trust.isEnforced(), code, title(trials.running(running)), previous, staged.isEmpty() ? "" : title(staged), trials.step(),
          trials.last(), refused.isEmpty() ? List.of() : refused.lines().toList());
    } catch (IOException e) {
      return new Status(trust.isEnforced(), code, running, "", "", UNREADABLE.formatted(e), "", List.of());
    }
  }

  private String title(String id) throws IOException {
    if (id.equals(Pointer.IMAGE)) {
      return "what the installed package brought along";
    }
    try {
      return folder.read(id, trust).manifest().title() + ", set " + id;
    } catch (Refused e) {
      return "set " + id + ": " + e.reason();
    }
  }

  @Override
  public synchronized Answer stage(String file, String by) {
    if (!trials.step().isEmpty()) {
      return no("a deployment is under way: " + trials.step() + ". Wait for its end: busbar deploy.");
    }
    List<Part> parts = ground.parts();
    try (FeatureFile feature = FeatureFile.open(trust.isEnforced() ? Path.of(file) : unsigned(file),
        digest -> parts.stream().filter(part -> part.sha256().equals(digest)).map(Part::file).findFirst().orElse(null))) {
      String id = DeployFolder.idOf(feature.manifestText());
      trust.mayInstall(feature.manifestText(), feature.signatures(), folder.feature(), now(), folder.floor(), id);
      Pointer pointer = folder.pointer();
      if (id.equals(pointer.active())) {
        return no(feature.manifest().title() + " runs already.");
      }
      folder.stage(feature);
      folder.clean(new HashSet<>(List.of(id, pointer.active(), pointer.previous())));
      staged = id;
      folder.note(now() + " staged " + id + " " + feature.manifest().title() + " by " + by);
      return new Answer(true, List.of("staged " + feature.manifest().title() + ", set " + id + "; nothing that runs has changed"));
    } catch (Refused e) {
      note("refused " + file + " by " + by + ": " + e.reason());
      return no(e.reason());
    } catch (IOException e) {
      return no(UNREADABLE.formatted(e));
    }
  }

  /** In development mode no signature says whose a file is, so its owner has to. */
  private Path unsigned(String file) throws Refused {
    try {
      files.check(file);
      return Path.of(file);
    } catch (IOException e) {
      throw new Refused(e.getMessage() + ". Code is not enforced on this machine, so only files of its own administrator are taken.");
    }
  }

  private void note(String line) {
    try {
      folder.note(now() + " " + line);
    } catch (IOException e) {
      System.getLogger(Deployer.class.getName()).log(System.Logger.Level.WARNING, "the history lacks \"{0}\": {1}", line, e);
    }
  }

  @Override
  public synchronized Preview preview() {
    if (staged.isEmpty()) {
      return new Preview(false, false, List.of(), List.of(), List.of("nothing is staged: busbar deploy stage FILE."));
    }
    return preview(staged);
  }

  private Preview preview(String id) {
    try {
      FeatureSetOnDisk set = folder.checked(id, trust);
      Plan plan = Plan.of(ground, set);
      Set<String> missing = new HashSet<>(Needs.missing(set, ground.systemPackages()));
      missing.removeAll(Needs.missing(ground.parts(), ground.systemPackages()));
      List<String> pauses = new ArrayList<>();
      if (!plan.restarts().isEmpty()) {
        pauses.add("everything pauses while the framework starts anew, some seconds: " + String.join("; ", plan.restarts())
            + ". What is in the journal stays, open sessions begin again.");
      } else {
        plan.steps().forEach(step -> pauses.addAll(ground.pauses(step.name())));
      }
      return new Preview(missing.isEmpty(), !plan.restarts().isEmpty(), plan.steps().stream().map(Plan.Step::words).toList(), pauses,
          missing.stream().sorted().toList());
    } catch (Refused e) {
      return new Preview(false, false, List.of(), List.of(), List.of(e.reason()));
    } catch (IOException e) {
      return new Preview(false, false, List.of(), List.of(), List.of(UNREADABLE.formatted(e)));
    }
  }

  @Override
  public synchronized Answer apply(long windowMs, String by) {
    Preview preview = preview();
    return preview.possible() ? begin(staged, windowMs, "applied by " + by) : new Answer(false, preview.problems());
  }

  @Override
  public synchronized Answer rollback(long windowMs, String by) {
    try {
      Pointer pointer = folder.pointer();
      return pointer.previous().equals(pointer.active()) ? no("there is nothing to go back to.")
          : begin(pointer.previous(), windowMs, "rolled back by " + by);
    } catch (IOException e) {
      return no(UNREADABLE.formatted(e));
    }
  }

  private Answer begin(String id, long windowMs, String why) {
    if (windowMs < MIN_WINDOW_MS || windowMs > MAX_WINDOW_MS) {
      return no("the health window is from 1 s to 1 h.");
    }
    return trials.begin(id, windowMs, why, () -> staged = "") ? new Answer(true, List.of("begun; it ends within " + windowMs / 1_000
        + " s: busbar deploy")) : no("a deployment is under way: " + trials.step() + ". Wait for its end: busbar deploy.");
  }

  private static Answer no(String why) {
    return new Answer(false, List.of(why));
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.wallNs() / MS);
  }

  @Override
  public List<String> history(int limit) {
    try {
      return folder.history(limit);
    } catch (IOException e) {
      return List.of(UNREADABLE.formatted(e));
    }
  }

  @Override
  public void close() {
    trials.close();
  }
}
