package io.busbar.sink.iec104.component;

import io.busbar.api.command.CommandDesk;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.sink.Sink;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.api.view.CentralView;
import io.busbar.sink.iec104.events.GroupSink;
import io.busbar.sink.iec104.server.SinkRegistry;
import io.busbar.sink.iec104.server.StationServer;
import io.busbar.sink.iec104.server.Surroundings;
import io.busbar.sink.iec104.table.TableFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The station as a service. */
@Component(name = "io.busbar.sink.iec104", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true, service = HealthSource.class)
@Designate(ocd = Iec104Config.class)
public final class Iec104Component implements HealthSource, SinkRegistry {
  private static final String NAME = "iec104-";

  private final BundleContext context;
  private final StationServer server;
  private final AtomicReference<@Nullable CentralView> view = new AtomicReference<>();
  private final AtomicReference<@Nullable CommandDesk> desk = new AtomicReference<>();
  private final Map<String, ServiceRegistration<Sink>> registered = new ConcurrentHashMap<>();

  /** Takes its services and configuration. */
  @Activate
  public Iec104Component(BundleContext context, @Reference BusClock clock, @Reference RandomSource random, Iec104Config config)
      throws IOException {
    if (config.folder().isBlank()) {
      throw new IllegalArgumentException("io.busbar.sink.iec104: folder is missing: name the folder with iec104.yaml");
    }
    this.context = context;
    this.server = new StationServer(new TableFolder(Path.of(config.folder())), new Surroundings(clock, random, view::get, desk::get), this);
  }

  @Activate
  void start() {
    server.start();
  }

  @Deactivate
  void stop() {
    server.close();
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setView(CentralView central) {
    view.set(central);
  }

  void unsetView(CentralView central) {
    view.compareAndSet(central, null);
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setDesk(CommandDesk commands) {
    desk.set(commands);
  }

  void unsetDesk(CommandDesk commands) {
    desk.compareAndSet(commands, null);
  }

  @Override
  public void added(String group, GroupSink sink) {
    Hashtable<String, Object> properties = new Hashtable<>(Map.of(Sink.NAME, NAME + group));
    registered.put(group, context.registerService(Sink.class, sink, properties));
  }

  @Override
  public void removed(String group) {
    ServiceRegistration<Sink> registration = registered.remove(group);
    if (registration != null) {
      try {
        registration.unregister();
      } catch (IllegalStateException e) {
        System.getLogger("io.busbar.sink.iec104").log(System.Logger.Level.DEBUG, "The bundle is gone already", e);
      }
    }
  }

  @Override
  public List<HealthReport> health() {
    return server.health();
  }
}
