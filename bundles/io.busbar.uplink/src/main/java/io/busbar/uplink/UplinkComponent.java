package io.busbar.uplink;

import io.busbar.api.bearer.BearerFactory;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.codec.SampleCodec;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.JournalFactory;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.link.CommandLane;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.link.LinkFactory;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.model.ModelListener;
import io.busbar.api.model.SiteModel;
import io.busbar.api.storage.Storage;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.api.view.GatewayLinkView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The uplink as services; there is one wherever there is a gateway's journal. */
@Component(name = "io.busbar.uplink", immediate = true, service = {ModelListener.class, GatewayLinkView.class, HealthSource.class})
@Designate(ocd = UplinkConfig.class)
public final class UplinkComponent implements ModelListener, GatewayLinkView, HealthSource {
  private final UplinkAgent agent;
  private final AutoCloseable commits;
  private final BudgetBook budget;
  private final CommandLanes commands = new CommandLanes();

  /** Takes its services; calls nobody before a model says where central is. */
  // One parameter a service: that is how constructor injection reads.
  @SuppressWarnings("checkstyle:ParameterNumber")
  @Activate
  public UplinkComponent(@Reference SampleJournal journal, @Reference BlockCodec codec, @Reference SampleCodec packing,
      @Reference LinkFactory links, @Reference LinkKeys keys, @Reference BearerFactory bearers, @Reference BusClock clock,
      @Reference RandomSource random, @Reference JournalFactory storages, UplinkConfig config) {
    this.budget = new BudgetBook(folder(storages, config.folder()));
    this.agent = new UplinkAgent(new UplinkServices(journal, codec, packing, links, keys, bearers, clock, random, budget, commands));
    this.commits = journal.onCommit(agent::wake);
    agent.start();
  }

  private static @Nullable Storage folder(JournalFactory storages, String folder) {
    try {
      return folder.isEmpty() ? null : storages.folder(folder);
    } catch (IOException e) {
      System.getLogger("io.busbar.uplink").log(System.Logger.Level.WARNING,
          "the day's budget begins anew with each start: " + e.getMessage(), e);
      return null;
    }
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

  @Deactivate
  void deactivate() throws Exception {
    commits.close();
    agent.close();
    budget.close();
  }

  @Override
  public void applied(SiteModel model, int epoch) {
    agent.follow(UplinkSettings.of(model));
  }

  @Override
  public List<HealthReport> health() {
    return agent.health();
  }

  @Override
  public List<LinkStatus> links() {
    return agent.links();
  }

  @Override
  public List<BearerStatus> bearers() {
    return agent.bearers();
  }

  @Override
  public JournalStatus journal() {
    return agent.journal();
  }

  @Override
  public long journalFreeBytes() {
    return agent.journalFreeBytes();
  }

  @Override
  public long budgetPerDay() {
    return agent.budgetPerDay();
  }

  @Override
  public String centralKey() {
    return agent.centralKey();
  }

  @Override
  public long backlogRecords() {
    return agent.backlogRecords();
  }

  @Override
  public long oldestBacklogNs() {
    return agent.oldestBacklogNs();
  }

  @Override
  public double journalHoursLeft() {
    return agent.journalHoursLeft();
  }

  @Override
  public long lastDeliveredNs() {
    return agent.lastDeliveredNs();
  }

  @Override
  public long samplesJournalled() {
    return agent.samplesJournalled();
  }

  @Override
  public double bytesPerSample() {
    return agent.bytesPerSample();
  }
}
