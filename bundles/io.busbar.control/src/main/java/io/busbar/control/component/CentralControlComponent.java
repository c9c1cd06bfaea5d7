package io.busbar.control.component;

import io.busbar.api.command.CommandDesk;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.JournalFactory;
import io.busbar.api.link.CommandLane;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.desk.Desk;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The desk of central as services. What may wait for the disk is done on the desk's own thread, so that the link's never does. */
@Component(name = "io.busbar.control.central", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
    service = {CommandDesk.class, CommandLane.class, ControlView.class, HealthSource.class})
@Designate(ocd = ControlConfig.class)
public final class CentralControlComponent implements CommandDesk, CommandLane, ControlView, HealthSource {
  private final TrailFile file;
  private final RandomSource random;
  private final Desk desk;
  private final Agent agent;
  private volatile Runnable wake = () -> { };

  /** Opens the control journal. */
  @Activate
  public CentralControlComponent(@Reference JournalFactory journals, @Reference BusClock clock, @Reference RandomSource random,
      ControlConfig config) throws IOException {
    this.random = random;
    file = TrailFile.open(journals, config, clock, random);
    desk = new Desk(file.trail(), clock);
    agent = new Agent("busbar control", () -> {
      desk.tick();
      wake.run();
    });
    agent.start();
  }

  @Deactivate
  void deactivate() throws IOException {
    agent.close();
    file.close();
  }

  @Override
  public void submit(Order order, OrderListener listener) {
    if (!agent.give(() -> {
      desk.submit(order, listener);
      wake.run();
    })) {
      listener.onState(CommandState.REFUSED, AdditionalCause.BLOCKED_BY_HEALTH, "too many orders wait");
    }
  }

  @Override
  public void onUp(LinkSession session) {
    agent.always(() -> desk.onUp(session));
  }

  @Override
  public void onMessage(LinkSession session, byte[] message) {
    agent.give(() -> {
      desk.onMessage(session, message);
      wake.run();
    });
  }

  @Override
  public void onSilence(LinkSession session, boolean silent) {
    agent.always(() -> desk.onSilence(session, silent));
  }

  @Override
  public void onDown(LinkSession session) {
    agent.always(() -> desk.onDown(session));
  }

  @Override
  public boolean work(long nowNs) {
    return desk.work();
  }

  @Override
  public void wakeWith(Runnable how) {
    wake = how;
  }

  @Override
  public CommandId newId() {
    return new CommandId(random.nextLong(), random.nextLong());
  }

  @Override
  public List<CommandRow> commands(int limit) {
    return desk.rows(limit);
  }

  @Override
  public List<TagRow> tags() {
    return desk.tags();
  }

  @Override
  public String setTag(String gateway, String target, String who, String reason, String from) {
    String refusal = desk.tag(true, gateway, target, who, reason, from);
    wake.run();
    return refusal;
  }

  @Override
  public String clearTag(String gateway, String target, String who, String reason, String from) {
    String refusal = desk.tag(false, gateway, target, who, reason, from);
    wake.run();
    return refusal;
  }

  @Override
  public String approve(CommandId id, String who, String from) {
    String refusal = desk.approve(id, who, from);
    wake.run();
    return refusal;
  }

  @Override
  public List<String> audit(int limit) {
    return file.trail().latest(limit).stream().map(AuditRecord::line).toList();
  }

  @Override
  public AuditCheck verifyAudit() {
    return file.trail().verify();
  }

  @Override
  public String notice() {
    return "";
  }

  @Override
  public List<HealthReport> health() {
    return Reports.of(desk.failure(), "");
  }
}
