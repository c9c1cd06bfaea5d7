package io.busbar.central;

import io.busbar.api.bearer.BearerFactory;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.JournalFactory;
import io.busbar.api.link.CommandLane;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.link.LinkFactory;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.sink.Sink;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.PointRow;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Central as a service; sinks come and go as a whiteboard. */
@Component(name = "io.busbar.central", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
    service = {CentralView.class, HealthSource.class})
@Designate(ocd = CentralConfig.class)
public final class CentralComponent implements CentralView, HealthSource {
  private final CentralAgent agent;
  private final CommandLanes commands = new CommandLanes();

  /** Takes its services and configuration; starts when the sinks that are there already are bound. */
  // One parameter a service: that is how constructor injection reads.
  @SuppressWarnings("checkstyle:ParameterNumber")
  @Activate
  public CentralComponent(@Reference JournalFactory journals, @Reference BlockCodec codec, @Reference SampleCodec packing,
      @Reference LinkFactory links, @Reference LinkKeys keys, @Reference BearerFactory bearers, @Reference BusClock clock,
      @Reference RandomSource random, CentralConfig config) {
    this.agent = new CentralAgent(new CentralServices(journals, codec, packing, links, keys, bearers, clock, random, commands),
        CentralOptions.of(config));
  }

  @Activate
  void start() {
    agent.start();
  }

  @Deactivate
  void stop() {
    agent.close();
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  void setCommands(CommandLane lane) {
    lane.wakeWith(agent::wake);
    commands.use(lane);
  }

  void unsetCommands(CommandLane lane) {
    if (commands.inUse() == lane) {
      commands.use(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSink(Sink sink, Map<String, Object> properties) {
    agent.addSink(name(properties), sink);
  }

  void removeSink(Sink sink, Map<String, Object> properties) {
    agent.removeSink(name(properties), sink);
  }

  private static String name(Map<String, Object> properties) {
    Object name = properties.get(Sink.NAME);
    return name == null ? String.valueOf(properties.get("service.id")) : name.toString();
  }

  @Override
  public List<HealthReport> health() {
    return agent.health();
  }

  @Override
  public Listening listening() {
    return agent.listening();
  }

  @Override
  public List<SinkRow> sinks() {
    return agent.sinks();
  }

  @Override
  public void forgetSink(String name) {
    agent.forgetSink(name);
  }

  @Override
  public List<GatewayRow> gateways() {
    return agent.gateways();
  }

  @Override
  public List<DeviceRow> devices(String gateway) {
    return agent.devices(gateway);
  }

  @Override
  public List<PointRow> points(String filter, int limit) {
    return agent.points(filter, limit);
  }

  @Override
  public List<PointRow> events(int limit) {
    return agent.events(limit);
  }

  @Override
  public AutoCloseable subscribe(Consumer<List<PointRow>> changes) {
    return agent.subscribe(changes);
  }
}
