package io.busbar.engine.component;

import io.busbar.api.model.Problem;
import io.busbar.api.model.Shadows;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SitePlans;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.model.EngineModel;
import io.busbar.engine.shadow.ShadowRuns;
import io.busbar.engine.site.SiteFolder;
import io.busbar.engine.site.SitePlanner;
import io.busbar.engine.site.SiteWatcher;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Watches the configured site folder, and plans and applies changes of it. */
@Component(service = {SitePlans.class, Shadows.class}, immediate = true, configurationPid = "io.busbar.engine.site",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SiteConfiguration.class)
public final class SiteComponent implements SitePlans, Shadows {
  private static final long LOOK_MS = 500;
  private static final Logger LOG = System.getLogger(SiteComponent.class.getName());

  private final List<TemplateLoader> loaders = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread;
  private final SiteWatcher watcher;
  private final SitePlanner planner;
  private final ShadowRuns shadows;

  /** Starts. */
  @Activate
  public SiteComponent(SiteConfiguration configuration, @Reference EngineModel model, @Reference SiteClock clock,
      @Reference RandomSource random) {
    watcher = new SiteWatcher(new SiteFolder(Path.of(configuration.folder())), () -> List.copyOf(loaders), model, clock);
    planner = new SitePlanner(watcher, random);
    shadows = new ShadowRuns(model, clock, random);
    thread = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread made = new Thread(task, "busbar site folder");
      made.setDaemon(true);
      return made;
    });
    var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      watcher.look();
      planner.tick();
    } catch (RuntimeException failure) {
      LOG.log(Level.ERROR, "the site folder could not be looked at; it is tried again", failure);
    }
  }

  @Override
  public Planned plan(Map<String, String> files) {
    return planner.plan(files);
  }

  @Override
  public Planned plan(List<SiteEdit> edits) {
    return planner.plan(edits);
  }

  @Override
  public Planned planFolder(String folder) {
    return planner.planFolder(folder);
  }

  @Override
  public List<Problem> apply(String id, Order order) {
    return planner.apply(id, order);
  }

  @Override
  public List<Problem> undo(Order order) {
    return planner.undo(order);
  }

  @Override
  public List<Problem> undo(int version, Order order) {
    return planner.undo(version, order);
  }

  @Override
  public List<Problem> confirm(Order order) {
    return planner.confirm(order);
  }

  @Override
  public List<Version> versions() {
    return planner.versions();
  }

  @Override
  public @Nullable Unconfirmed unconfirmed() {
    return planner.unconfirmed();
  }

  @Override
  public List<Problem> start(String plan, long limitMs, String who) {
    SitePlanner.Trial trial = planner.trial(plan);
    return trial.plan() == null || !trial.problems().isEmpty() ? trial.problems() : shadows.start(trial.plan(), limitMs, who);
  }

  @Override
  public void stop() {
    shadows.end("it was ended by command");
  }

  @Override
  public @Nullable Report report() {
    return shadows.report();
  }

  /** A loader is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addLoader(TemplateLoader loader) {
    loaders.add(loader);
  }

  /** A loader goes. */
  void removeLoader(TemplateLoader loader) {
    loaders.remove(loader);
  }

  /** Ends. */
  @Deactivate
  void deactivate() {
    thread.shutdownNow();
    shadows.close();
    try {
      if (!thread.awaitTermination(3, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the last look at the site folder did not end within 3 s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
