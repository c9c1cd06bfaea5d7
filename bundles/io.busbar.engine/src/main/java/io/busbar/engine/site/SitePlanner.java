package io.busbar.engine.site;

import io.busbar.api.model.Difference;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SitePlans;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.SiteFiles;
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
  private final SiteStore store;
  private final Map<String, Kept> plans = new LinkedHashMap<>();

  /** Plans for the folder of a watcher; finishes what a crash has interrupted, so it is to be made before the first look. */
  public SitePlanner(SiteWatcher watcher, RandomSource random) {
    this.watcher = watcher;
    this.random = random;
    store = new SiteStore(watcher.folder().path());
    try {
      if (watcher.folder().isThere()) {
        store.recover();
      }
    } catch (IOException failure) {
      LOG.log(Level.ERROR, "a change of the site folder that was interrupted cannot be finished. Look at .busbar/commit in it.", failure);
    }
  }

  private record Kept(ModelControl.Plan plan, Map<String, @Nullable String> files, String signature) {}

  @Override
  public Planned plan(Map<String, String> files) {
    return plan(new TextFiles(files), "what was uploaded");
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
      FileChanges changes = changes(read, current.texts(), candidate);
      String id = hasErrors(problems) ? "" : keep(plan, changes, read.texts());
      List<Pause> pauses = Pauses.of(watcher.model().current().orElse(null), plan);
      int devices = plan.candidate().devices().size() - plan.difference().devicesAdded().size();
      return new Planned(id, plan.baseEpoch(), plan.difference(), changes, pauses, Math.max(0, devices - pauses.size()), problems);
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

  private String keep(ModelControl.Plan plan, FileChanges changes, Map<String, String> texts) {
    Map<String, @Nullable String> files = new TreeMap<>();
    changes.added().forEach(name -> files.put(name, texts.get(name)));
    changes.changed().forEach(name -> files.put(name, texts.get(name)));
    changes.removed().forEach(name -> files.put(name, null));
    String id = Long.toHexString(random.nextLong());
    if (plans.size() == MAX_PLANS) {
      plans.remove(plans.keySet().iterator().next());
    }
    plans.put(id, new Kept(plan, files, watcher.signature()));
    return id;
  }

  @Override
  public List<Problem> apply(String id) {
    synchronized (watcher) {
      Kept kept = plans.remove(id);
      if (kept == null) {
        return refuse("unknown-plan", "there is no plan \"" + id + "\": it was applied, or is too old. Plan it again.");
      }
      if (kept.plan().baseEpoch() != watcher.model().epoch() || !kept.signature().equals(watcher.signature())) {
        return refuse("stale-plan", "the model or the files of the site folder have changed since this was planned. Plan it again.");
      }
      List<Problem> problems = change(kept.plan(), kept.files());
      if (problems.isEmpty()) {
        LOG.log(Level.INFO, "plan {0} applied: {1} files of the site folder written", id, kept.files().size());
      }
      return problems;
    }
  }

  /** Writes the files, then applies their model; if that is refused after all, writes the old files back. */
  private List<Problem> change(ModelControl.Plan plan, Map<String, @Nullable String> files) {
    try {
      if (!files.isEmpty()) {
        store.replace(files);
      }
    } catch (IOException failure) {
      return refuse("site-folder", "the site folder cannot be written (" + failure + "). Give the gateway's user the right to write "
          + watcher.folder().path() + ", or copy the files there yourself.");
    }
    List<Problem> problems = watcher.model().apply(plan);
    if (!problems.isEmpty() && !files.isEmpty()) {
      try {
        SiteStore.Step step = store.last();
        if (step != null) {
          store.replace(step.before());
          store.forget();
        }
      } catch (IOException failure) {
        LOG.log(Level.ERROR, "a refused plan could not be taken back from the site folder", failure);
      }
    }
    if (problems.isEmpty()) {
      watcher.wroteItself();
    }
    return problems;
  }

  @Override
  public List<Problem> undo() {
    synchronized (watcher) {
      try {
        SiteStore.Step step = store.last();
        if (step == null) {
          return refuse("nothing-to-undo", "no plan was applied to this site folder before.");
        }
        if (!store.isUntouched(step)) {
          return refuse("edited-since", "files of the last plan were edited since it was applied: " + String.join(", ", step.after().keySet())
              + ". Take it back by hand, or plan a folder with what you want.");
        }
        return undo(step);
      } catch (IOException failure) {
        return refuse("site-folder", "the site folder cannot be read (" + failure + ").");
      }
    }
  }

  private List<Problem> undo(SiteStore.Step step) throws IOException {
    ReadFiles current = new ReadFiles(watcher.folder());
    SiteLoading.load(current, watcher.installed(), watcher.folder().path().toString());
    Map<String, String> texts = new TreeMap<>(current.texts());
    step.before().forEach((name, text) -> {
      if (text == null) {
        texts.remove(name);
      } else {
        texts.put(name, text);
      }
    });
    Loaded loaded = SiteLoading.load(new TextFiles(texts), watcher.installed(), "what was there before");
    SiteModel back = loaded.model();
    if (back == null || hasErrors(loaded.problems())) {
      return loaded.problems();
    }
    List<Problem> problems = change(watcher.model().plan(back), step.before());
    if (problems.isEmpty()) {
      LOG.log(Level.INFO, "the last plan was taken back: {0}", String.join(", ", step.before().keySet()));
    }
    return problems;
  }

  private static List<Problem> refuse(String code, String message) {
    return List.of(Problem.error(SourceLocation.NONE, code, message));
  }
}
