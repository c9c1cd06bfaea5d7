package io.busbar.engine.site;

import io.busbar.api.model.Difference;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SitePlans;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.api.time.RandomSource;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plans, applies and takes back changes of the watched folder. Takes turns with its watcher. Thread-safe. */
public final class SitePlanner implements SitePlans {
  /** Plans that are kept; the oldest goes first. */
  static final int MAX_PLANS = 8;
  private static final Difference NOTHING = new Difference(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
      List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  private static final Logger LOG = System.getLogger(SitePlanner.class.getName());

  private final SiteWatcher watcher;
  private final RandomSource random;
  private final SiteChanges changes;
  private final Map<String, Kept> plans = new LinkedHashMap<>();

  /** Plans for the folder of a watcher; finishes what a crash has interrupted, so it is to be made before the first look. */
  public SitePlanner(SiteWatcher watcher, RandomSource random) {
    this.watcher = watcher;
    this.random = random;
    changes = new SiteChanges(watcher);
    changes.recover();
    watcher.whenApplied(changes::found);
  }

  private record Kept(ModelControl.Plan plan, Map<String, @Nullable String> files, String signature, Map<String, String> texts) {}

  @Override
  public Planned plan(Map<String, String> files) {
    return plan(new TextFiles(files), "what was uploaded");
  }

  @Override
  public Planned plan(List<SiteEdit> edits) {
    synchronized (watcher) {
      Problems problems = new Problems();
      TextFiles current = new TextFiles(changes.currentTexts());
      TemplateLoader editor = watcher.installed().stream().filter(loader -> loader.recognises(current)).findFirst().orElse(null);
      if (editor == null) {
        return refused(NOTHING, SiteLoading.load(current, watcher.installed(), watcher.folder().path().toString()).problems());
      }
      Map<String, String> edited = editor.edit(current, edits, problems);
      return problems.hasErrors() ? refused(NOTHING, problems.list()) : plan(new TextFiles(edited), "the edited site");
    }
  }

  @Override
  public Planned planFolder(String folder) {
    SiteFolder other = new SiteFolder(Path.of(folder));
    return other.isThere() ? plan(other, folder)
        : refused(NOTHING, SiteLoading.refuse("no-folder", "the folder " + folder + " is not there, or the gateway may not read it.")
            .problems());
  }

  private Planned refused(Difference difference, List<Problem> problems) {
    return new Planned("", watcher.model().epoch(), difference, new FileChanges(List.of(), List.of(), List.of(), List.of()), List.of(), 0,
        problems);
  }

  private Planned plan(SiteFiles candidate, String where) {
    synchronized (watcher) {
      ReadFiles read = new ReadFiles(candidate);
      Loaded loaded = SiteLoading.load(read, watcher.installed(), where);
      if (loaded.model() == null || hasErrors(loaded.problems())) {
        return refused(NOTHING, loaded.problems());
      }
      ReadFiles current = new ReadFiles(watcher.folder());
      SiteLoading.load(current, watcher.installed(), watcher.folder().path().toString());
      ModelControl.Plan plan = watcher.model().plan(loaded.model());
      List<Problem> problems = new ArrayList<>(loaded.problems());
      problems.addAll(plan.problems());
      FileChanges files = changes(read, current.texts(), candidate);
      String id = hasErrors(problems) ? "" : keep(plan, files, read.texts());
      List<Pause> pauses = Pauses.of(watcher.model().current().orElse(null), plan);
      int devices = plan.candidate().devices().size() - plan.difference().devicesAdded().size();
      return new Planned(id, plan.baseEpoch(), plan.difference(), files, pauses, Math.max(0, devices - pauses.size()), problems);
    }
  }

  private static boolean hasErrors(List<Problem> problems) {
    return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  private static FileChanges changes(ReadFiles read, Map<String, String> current, SiteFiles candidate) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    read.texts().forEach((name, text) -> {
      String now = current.get(name);
      if (now == null) {
        added.add(name);
      } else if (!now.equals(text)) {
        changed.add(name);
      }
    });
    return new FileChanges(added, changed, current.keySet().stream().filter(name -> !read.texts().containsKey(name)).toList(),
        candidate.names().stream().filter(name -> !read.texts().containsKey(name)).toList());
  }

  private String keep(ModelControl.Plan plan, FileChanges named, Map<String, String> texts) {
    Map<String, @Nullable String> files = new TreeMap<>();
    named.added().forEach(name -> files.put(name, texts.get(name)));
    named.changed().forEach(name -> files.put(name, texts.get(name)));
    named.removed().forEach(name -> files.put(name, null));
    String id = Long.toHexString(random.nextLong());
    if (plans.size() == MAX_PLANS) {
      plans.remove(plans.keySet().iterator().next());
    }
    plans.put(id, new Kept(plan, files, watcher.signature(), Map.copyOf(texts)));
    return id;
  }

  /** A kept plan, to be tried without being applied; problems if there is none, or it is stale. */
  public Trial trial(String id) {
    synchronized (watcher) {
      Kept kept = plans.get(id);
      List<Problem> refused = refusal(kept, id);
      return new Trial(kept == null ? null : kept.plan(), refused);
    }
  }

  /**
   * A plan to be tried.
   *
   * @param plan null if there is none
   * @param problems why it cannot be tried; empty if it can
   */
  public record Trial(ModelControl.@Nullable Plan plan, List<Problem> problems) {}

  private List<Problem> refusal(@Nullable Kept kept, String id) {
    if (kept == null) {
      return SiteChanges.refuse("unknown-plan", "there is no plan \"" + id + "\": it was applied, or is too old. Plan it again.");
    }
    return kept.plan().baseEpoch() == watcher.model().epoch() && kept.signature().equals(watcher.signature()) ? List.of()
        : SiteChanges.refuse("stale-plan", "the model or the files of the site folder have changed since this was planned. Plan it again.");
  }

  @Override
  public List<Problem> apply(String id, Order order) {
    synchronized (watcher) {
      Kept kept = plans.remove(id);
      List<Problem> refused = refusal(kept, id);
      if (kept == null || !refused.isEmpty()) {
        return refused;
      }
      List<Problem> problems = changes.apply(kept.plan(), kept.files(), kept.texts(), order);
      if (problems.isEmpty()) {
        LOG.log(Level.INFO, "plan {0} applied: {1} files of the site folder written", id, kept.files().size());
      }
      return problems;
    }
  }

  @Override
  public List<Problem> undo(Order order) {
    synchronized (watcher) {
      try {
        return changes.undo(order);
      } catch (IOException failure) {
        return unreadable(failure);
      }
    }
  }

  @Override
  public List<Problem> undo(int version, Order order) {
    synchronized (watcher) {
      try {
        return changes.undo(version, order);
      } catch (IOException failure) {
        return unreadable(failure);
      }
    }
  }

  @Override
  public List<Problem> confirm(Order order) {
    synchronized (watcher) {
      return changes.confirm(order);
    }
  }

  @Override
  public List<Version> versions() {
    synchronized (watcher) {
      try {
        return changes.versions();
      } catch (IOException failure) {
        LOG.log(Level.WARNING, "the versions of the site cannot be read ({0}). Look at .busbar/versions in its folder.", failure.toString());
        return List.of();
      }
    }
  }

  @Override
  public @Nullable Unconfirmed unconfirmed() {
    synchronized (watcher) {
      return changes.unconfirmed();
    }
  }

  /** Takes back what was not confirmed in time. To be called again and again. */
  public void tick() {
    synchronized (watcher) {
      changes.tick();
    }
  }

  private static List<Problem> unreadable(IOException failure) {
    return SiteChanges.refuse("site-folder", "the site folder cannot be read (" + failure + ").");
  }
}
