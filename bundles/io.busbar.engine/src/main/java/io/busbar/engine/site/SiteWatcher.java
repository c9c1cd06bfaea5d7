package io.busbar.engine.site;

import io.busbar.api.model.Difference;
import io.busbar.api.model.ModelControl.Plan;
import io.busbar.api.model.Problem;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.api.time.BusClock;
import io.busbar.engine.model.EngineModel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the running model like the site folder. To be called again and again; an edit is taken when two looks in a row
 * have seen the same, so that a file that is still being written is left alone. One thread.
 */
public final class SiteWatcher {
  private static final Logger LOG = System.getLogger(SiteWatcher.class.getName());
  private static final int LOGGED_PROBLEMS = 10;

  private static final int RETRY_SECONDS = 5;
  private static final long RETRY_NS = RETRY_SECONDS * 1_000_000_000L;

  private final SiteFolder folder;
  private final Supplier<List<TemplateLoader>> loaders;
  private final EngineModel model;
  private final BusClock clock;
  private final SiteSignature signature;
  private Consumer<Map<String, String>> applied = texts -> {};
  private long retryNs = Long.MAX_VALUE;
  private String seen = "";
  private String handled = "";
  private List<Problem> refused = List.of();

  /**
   * A watcher that has not looked yet.
   *
   * @param loaders the loaders that are installed now
   */
  public SiteWatcher(SiteFolder folder, Supplier<List<TemplateLoader>> loaders, EngineModel model, BusClock clock) {
    this.folder = folder;
    this.loaders = loaders;
    this.model = model;
    this.clock = clock;
    signature = new SiteSignature(folder, clock);
  }

  /** Looks once; what the journal could not take is tried again every {@value #RETRY_SECONDS} s. */
  public synchronized void look() {
    List<TemplateLoader> installed = loaders.get();
    boolean fitting = !refused.isEmpty() || model.epoch() == 0;
    String now = signature.text() + "loaders " + installed.size()
        + (fitting ? " services " + model.servicesVersion() : "");
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && (!now.equals(handled) || clock.monotonicNs() >= retryNs)) {
      List<Problem> problems = load(installed);
      report(problems);
      // Not the folder's fault: what is written is right, and it is applied as soon as the journal can.
      retryNs = problems.stream().anyMatch(problem -> problem.code().equals(EngineModel.JOURNAL)) ? clock.monotonicNs() + RETRY_NS
          : Long.MAX_VALUE;
      boolean stillFitting = !refused.isEmpty() || model.epoch() == 0;
      handled = stillFitting == fitting ? now : signature.text() + "loaders " + installed.size()
          + (stillFitting ? " services " + model.servicesVersion() : "");
      seen = handled;
    }
  }

  private List<Problem> load(List<TemplateLoader> installed) {
    if (!folder.isThere()) {
      return SiteLoading.refuse("no-folder", "the site folder " + folder.path() + " is not there. Make it, or name another one.")
          .problems();
    }
    ReadFiles read = new ReadFiles(folder);
    Loaded loaded = SiteLoading.load(read, installed, folder.path().toString());
    boolean broken = loaded.problems().stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    if (loaded.model() == null || broken) {
      return loaded.problems();
    }
    Plan plan = model.plan(loaded.model());
    List<Problem> problems = new ArrayList<>(loaded.problems());
    problems.addAll(plan.problems());
    if (plan.isApplicable()) {
      problems.forEach(warning -> LOG.log(Level.WARNING, "{0}", warning));
      problems = new ArrayList<>(model.apply(plan));
      if (problems.isEmpty() && !plan.difference().isEmpty()) {
        tell(plan.difference());
      }
      if (problems.isEmpty()) {
        applied.accept(read.texts());
      }
    }
    return problems;
  }

  /** Hears the texts of each edit that runs, under the lock of this watcher; one listener. */
  void whenApplied(Consumer<Map<String, String>> listener) {
    applied = listener;
  }

  /** The clock. */
  BusClock clock() {
    return clock;
  }

  /** The folder. */
  SiteFolder folder() {
    return folder;
  }

  /** Another text means that something in the folder was edited. */
  String signature() {
    return signature.text();
  }

  /** Loaders that are installed now. */
  List<TemplateLoader> installed() {
    return loaders.get();
  }

  /** The model that the folder becomes. */
  EngineModel model() {
    return model;
  }

  /** The folder was written by ourselves, and the model of its files runs: there is nothing to look at. */
  void wroteItself() {
    report(List.of());
    handled = signature.text() + "loaders " + loaders.get().size();
    seen = handled;
  }

  private static void tell(Difference difference) {
    LOG.log(Level.INFO, "site folder applied: devices +{0} -{1} ~{2}, points +{3} -{4}, channels +{5} -{6} ~{7}, templates ~{8}, settings {9}",
        difference.devicesAdded().size(), difference.devicesRemoved().size(), difference.devicesChanged().size(),
        difference.pointsAdded().size(), difference.pointsRemoved().size(), difference.channelsAdded().size(),
        difference.channelsRemoved().size(), difference.channelsChanged().size(), difference.templatesChanged().size(),
        difference.settingsChanged().isEmpty() ? "as before" : "~ " + String.join(" ", difference.settingsChanged()));
  }

  private void report(List<Problem> problems) {
    boolean news = !problems.equals(refused);
    refused = problems;
    if (news) {
      model.refused(problems, clock.wallNs());
    }
    if (news && !problems.isEmpty()) {
      LOG.log(Level.WARNING, "the site folder is refused ({0}); {1}", problems.size() == 1 ? "1 problem" : problems.size() + " problems",
          model.epoch() > 0 ? "the model of before keeps running" : "nothing runs yet");
      problems.stream().limit(LOGGED_PROBLEMS).forEach(problem -> LOG.log(Level.WARNING, "{0}", problem));
    }
  }
}
