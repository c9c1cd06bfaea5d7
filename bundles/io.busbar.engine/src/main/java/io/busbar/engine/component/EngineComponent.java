package io.busbar.engine.component;

import io.busbar.api.command.CommandDispatch;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.ModelListener;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.FlowTaps;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.core.Engine;
import io.busbar.engine.model.EngineModel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Runs the engine while there are a journal, lines and a clock; drivers, filters and listeners come and go. */
@Component(service = {}, immediate = true)
public final class EngineComponent {
  private static final long WATCH_MS = 1_000;
  private static final Logger LOG = System.getLogger(EngineComponent.class.getName());

  private final ScheduledExecutorService control;
  private final Engine engine;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private volatile boolean ended;

  /** Starts. */
  @Activate
  public EngineComponent(BundleContext context, @Reference SampleJournal journal, @Reference LineService lines,
      @Reference SiteClock clock, @Reference RandomSource random) {
    control = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "busbar engine control");
      thread.setDaemon(true);
      return thread;
    });
    engine = new Engine(new ChannelServices(lines, clock, random, journal), Crew.threads(), control);
    var unused = control.scheduleWithFixedDelay(engine::watch, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
    engine.model().add((model, epoch) -> LOG.log(Level.INFO, "model {0} of site {1} runs: devices {2}, channels {3}", epoch, model.site(),
        model.devices().size(), model.channels().size()));
    String[] modelNames = {ModelControl.class.getName(), EngineModel.class.getName()};
    registrations.add(context.registerService(modelNames, engine.model(), null));
    registrations.add(context.registerService(EngineView.class, engine.view(), null));
    registrations.add(context.registerService(CommandDispatch.class, engine.commands(), null));
    registrations.add(context.registerService(FlowTaps.class, engine.model().taps(), null));
    registrations.add(context.registerService(HealthSource.class, engine.health(), null));
  }

  /** A driver is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDriver(DriverFactory driver) {
    engine.model().add(driver);
  }

  /** A driver goes: its channels are closed when this returns. */
  void removeDriver(DriverFactory driver) {
    if (!ended) {
      engine.model().remove(driver);
    }
  }

  /** A filter is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFilter(FilterFactory filter) {
    engine.model().add(filter);
  }

  /** A filter goes: it is out of use when this returns. */
  void removeFilter(FilterFactory filter) {
    if (!ended) {
      engine.model().remove(filter);
    }
  }

  /** A listener is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(ModelListener listener) {
    engine.model().add(listener);
  }

  /** A listener goes. */
  void removeListener(ModelListener listener) {
    engine.model().remove(listener);
  }

  /** Ends. */
  @Deactivate
  void deactivate() {
    ended = true; // DS unbinds every driver and filter after this: nobody is left who could answer
    registrations.forEach(ServiceRegistration::unregister);
    control.shutdownNow();
    engine.close();
  }
}
