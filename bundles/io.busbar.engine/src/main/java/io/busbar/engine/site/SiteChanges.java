package io.busbar.engine.site;

import io.busbar.api.model.Difference;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SitePlans.Order;
import io.busbar.api.model.SitePlans.Unconfirmed;
import io.busbar.api.model.SitePlans.Version;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.api.time.BusClock;
import io.busbar.engine.site.ConfirmWait.Waiting;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes files and runs their model, as one step; remembers versions; goes back to one when asked, or when a change was not confirmed
 * in time. Whoever calls holds the watcher's lock.
 */
final class SiteChanges {
  private static final Logger LOG = System.getLogger(SiteChanges.class.getName());
  private static final long RETRY_NS = 5_000_000_000L;
  private static final long MS_PER_MINUTE = 60_000;
  private static final int NAMED = 3;

  private final SiteWatcher watcher;
  private final BusClock clock;
  private final SiteStore store;
  private final SiteVersions versions;
  private final ConfirmWait wait;
  private long retryNs = Long.MIN_VALUE;

  SiteChanges(SiteWatcher watcher) {
    this.watcher = watcher;
    clock = watcher.clock();
    store = new SiteStore(watcher.folder().path());
    versions = new SiteVersions(watcher.folder().path());
    wait = new ConfirmWait(watcher.folder().path(), clock);
  }

  /** Finishes what a crash has interrupted; takes back what was not confirmed in time. Before the first look at the folder. */
  void recover() {
    try {
      if (watcher.folder().isThere()) {
        store.recover();
        wait.recover();
        Waiting overdue = wait.overdue();
        if (overdue != null) {
          writeBack(overdue);
        }
      }
    } catch (IOException failure) {
      LOG.log(Level.ERROR, "a change of the site folder that was interrupted cannot be finished ({0}). Look at .busbar in it.",
          failure.toString());
    }
  }

  /** Before anything runs the files alone are put back; the first look then runs them. */
  private void writeBack(Waiting overdue) throws IOException {
    Map<String, String> texts = versions.texts(overdue.back());
    if (texts != null) {
      Map<String, @Nullable String> files = changes(onDisk(texts.keySet()), texts);
      if (!files.isEmpty()) {
        store.replace(files);
        store.forget();
      }
      versions.keep(texts, clock.wallNs(), "", notConfirmed(overdue));
    }
    wait.end();
    LOG.log(Level.WARNING, notConfirmed(overdue));
  }

  /** Files of that version, of the newest and of the last step, as they are; no loader is there yet to say which are the site's. */
  private Map<String, String> onDisk(Set<String> wanted) throws IOException {
    Set<String> names = new TreeSet<>(wanted);
    names.addAll(Objects.requireNonNullElse(versions.texts(versions.newest()), Map.<String, String>of()).keySet());
    SiteStore.Step step = store.last();
    if (step != null) {
      names.addAll(step.after().keySet());
    }
    names.retainAll(watcher.folder().names());
    Map<String, String> texts = new TreeMap<>();
    for (String name : names) {
      texts.put(name, watcher.folder().read(name));
    }
    return texts;
  }

  private static String notConfirmed(Waiting waiting) {
    boolean brief = waiting.withinMs() < 2 * MS_PER_MINUTE;
    return "not confirmed within " + (brief ? waiting.withinMs() / 1000 + " s" : waiting.withinMs() / MS_PER_MINUTE + " min")
        + ": back to version " + waiting.back();
  }

  /** Files of the site as they are. */
  Map<String, String> currentTexts() {
    ReadFiles current = new ReadFiles(watcher.folder());
    SiteLoading.load(current, watcher.installed(), watcher.folder().path().toString());
    return current.texts();
  }

  /** From one set of texts to another; null deletes a file. */
  static Map<String, @Nullable String> changes(Map<String, String> from, Map<String, String> to) {
    Map<String, @Nullable String> files = new TreeMap<>();
    to.forEach((name, text) -> {
      if (!text.equals(from.get(name))) {
        files.put(name, text);
      }
    });
    from.keySet().stream().filter(name -> !to.containsKey(name)).forEach(name -> files.put(name, null));
    return files;
  }

  /** Keeps a version; that this fails is told, and changes nothing else. */
  void remember(Map<String, String> texts, String who, String what) {
    try {
      versions.keep(texts, clock.wallNs(), who, what);
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "this version of the site cannot be kept for an undo ({0}). The gateway's user needs space and the right to"
          + " write .busbar in the site folder {1}.", failure.toString(), watcher.folder().path());
    }
  }

  /** Keeps what the watcher has found in the folder and runs. */
  void found(Map<String, String> texts) {
    try {
      remember(texts, "", versions.newest() == 0 ? "as found at the first start" : "edited in the folder");
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "the versions of the site cannot be read ({0}). Look at .busbar/versions in its folder.", failure.toString());
    }
  }

  /** Applies; with a confirmation wanted, the way back is durable before anything changes. */
  List<Problem> apply(ModelControl.Plan plan, Map<String, @Nullable String> files, Map<String, String> texts, Order order) {
    if (wait.waiting() != null) {
      return SiteLoading.refuse("unconfirmed", "another change waits for its confirmation, " + wait.leftMs() / 1000 + " s are left. "
          + "Confirm it (busbar confirm) or take it back (busbar undo) first.").problems();
    }
    boolean confirms = order.confirmWithinMs() > 0 && !files.isEmpty();
    try {
      if (confirms) {
        int back = versions.keep(currentTexts(), clock.wallNs(), "", "before a change that is to be confirmed");
        wait.begin(back, order.who(), order.confirmWithinMs());
      }
    } catch (IOException failure) {
      return cannotWrite(failure);
    }
    List<Problem> problems = change(plan, files);
    if (problems.isEmpty()) {
      remember(texts, order.who(), words(plan.difference(), files) + (confirms ? ", with a confirmation asked for" : ""));
    } else if (confirms) {
      endWait();
    }
    return problems;
  }

  private static String words(Difference difference, Map<String, @Nullable String> files) {
    String devices = difference.devicesAdded().isEmpty() && difference.devicesRemoved().isEmpty() && difference.devicesChanged().isEmpty() ? ""
        : "devices +" + difference.devicesAdded().size() + " -" + difference.devicesRemoved().size() + " ~" + difference.devicesChanged().size()
            + ", ";
    List<String> names = List.copyOf(files.keySet());
    return "applied: " + devices + (names.size() <= NAMED ? String.join(", ", names) : names.size() + " files");
  }

  /** Writes the files, then applies their model; if that is refused after all, writes the old files back. */
  private List<Problem> change(ModelControl.Plan plan, Map<String, @Nullable String> files) {
    try {
      if (!files.isEmpty()) {
        store.replace(files);
      }
    } catch (IOException failure) {
      return cannotWrite(failure);
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
        LOG.log(Level.ERROR, "a refused plan could not be taken back from the site folder ({0}). Compare its files with busbar versions.",
            failure.toString());
      }
    }
    if (problems.isEmpty()) {
      watcher.wroteItself();
    }
    return problems;
  }

  private List<Problem> cannotWrite(IOException failure) {
    return refuse("site-folder", "the site folder cannot be written (" + failure + "). Give the gateway's user the right to write "
        + watcher.folder().path() + ", or copy the files there yourself.");
  }

  /** Takes the last step back. */
  List<Problem> undo(Order order) throws IOException {
    SiteStore.Step step = store.last();
    if (step == null) {
      return refuse("nothing-to-undo", "there is no change to take back: none was made by a plan yet, or the last one went back by itself. To go to"
          + " another version: busbar versions, busbar undo --to N.");
    }
    if (!store.isUntouched(step)) {
      return refuse("edited-since", "files of the last plan were edited since it was applied: " + String.join(", ", step.after().keySet())
          + ". Go back to a version with all of its files: busbar versions, busbar undo --to N.");
    }
    Map<String, String> texts = new TreeMap<>(currentTexts());
    step.before().forEach((name, text) -> {
      if (text == null) {
        texts.remove(name);
      } else {
        texts.put(name, text);
      }
    });
    return goTo(texts, order.who(), "undo of the last change");
  }

  /** Goes back to a version. */
  List<Problem> undo(int version, Order order) throws IOException {
    Map<String, String> texts = versions.texts(version);
    if (texts == null) {
      List<Version> all = versions.list();
      return refuse("unknown-version", "version " + version + " is not kept. " + (all.isEmpty() ? "There is none yet."
          : "There are " + all.get(all.size() - 1).number() + " to " + all.get(0).number() + " (busbar versions)."));
    }
    return goTo(texts, order.who(), "undo to version " + version);
  }

  private List<Problem> goTo(Map<String, String> texts, String who, String what) {
    Loaded loaded = SiteLoading.load(new TextFiles(texts), watcher.installed(), "what was there before");
    SiteModel back = loaded.model();
    if (back == null || loaded.problems().stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
      return loaded.problems();
    }
    Map<String, @Nullable String> files = changes(currentTexts(), texts);
    List<Problem> problems = change(watcher.model().plan(back), files);
    if (problems.isEmpty()) {
      endWait();
      remember(texts, who, what);
      LOG.log(Level.INFO, "{0}: {1}", what, String.join(", ", files.keySet()));
    }
    return problems;
  }

  /** Keeps what waits. */
  List<Problem> confirm(Order order) {
    Waiting waiting = wait.waiting();
    if (waiting == null) {
      return refuse("nothing-to-confirm", "no change waits for a confirmation. One that was not confirmed in time went back by itself: "
          + "busbar versions.");
    }
    if (!endWait()) {
      return refuse("site-folder", "the confirmation cannot be stored: .busbar in the site folder cannot be written.");
    }
    LOG.log(Level.INFO, "the change is confirmed{0}", order.who().isEmpty() ? "" : " by " + order.who());
    return List.of();
  }

  private boolean endWait() {
    try {
      if (wait.waiting() != null) {
        wait.end();
      }
      return true;
    } catch (IOException failure) {
      LOG.log(Level.ERROR, "that a change needs no confirmation any more cannot be stored ({0}). Delete .busbar/unconfirmed in the site folder.",
          failure.toString());
      return false;
    }
  }

  /** Takes back what was not confirmed in time; where this is refused it is tried again. */
  void tick() {
    Waiting overdue = wait.overdue();
    if (overdue == null || clock.monotonicNs() < retryNs) {
      return;
    }
    boolean first = retryNs == Long.MIN_VALUE;
    List<Problem> problems;
    try {
      Map<String, String> texts = versions.texts(overdue.back());
      problems = texts == null ? refuse("unknown-version", "version " + overdue.back() + " is not kept any more")
          : goTo(texts, "", notConfirmed(overdue));
      if (problems.isEmpty()) {
        store.forget(); // an undo of what went back by itself would bring it again
      }
    } catch (IOException failure) {
      problems = refuse("site-folder", failure.toString());
    }
    retryNs = problems.isEmpty() ? Long.MIN_VALUE : clock.monotonicNs() + RETRY_NS;
    if (first && !problems.isEmpty()) {
      LOG.log(Level.ERROR, "a change was not confirmed in time and cannot be taken back, which is tried again: {0}", problems);
    }
  }

  List<Version> versions() throws IOException {
    return versions.list();
  }

  @Nullable Unconfirmed unconfirmed() {
    Waiting waiting = wait.waiting();
    return waiting == null ? null : new Unconfirmed(waiting.back(), waiting.who(), wait.leftMs());
  }

  static List<Problem> refuse(String code, String message) {
    return List.of(Problem.error(SourceLocation.NONE, code, message));
  }
}
