package io.busbar.control.component;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandDesk;
import io.busbar.api.command.CommandDispatch;
import io.busbar.api.command.CommandGate;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.JournalFactory;
import io.busbar.api.link.CommandLane;
import io.busbar.api.link.LinkSession;
import io.busbar.api.model.ModelListener;
import io.busbar.api.model.SiteModel;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.PointRow;
import io.busbar.control.guard.Guard;
import io.busbar.control.guard.GuardParts;
import io.busbar.control.rules.ControlRules;
import io.busbar.control.rules.Image;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The guard of a gateway as services. */
@Component(name = "io.busbar.control.gateway", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
    service = {CommandDesk.class, CommandGate.class, CommandLane.class, ControlView.class, ModelListener.class, HealthSource.class})
@Designate(ocd = ControlConfig.class)
public final class GatewayControlComponent implements CommandDesk, CommandGate, CommandLane, ControlView, ModelListener, HealthSource {
  private static final int MAX_LIKE_IT = 200;

  private final TrailFile file;
  private final RandomSource random;
  private final GatewayControl control;

  /** Opens the control journal; ends what an earlier process has left open. */
  @Activate
  public GatewayControlComponent(@Reference JournalFactory journals, @Reference BusClock clock, @Reference RandomSource random,
      @Reference EngineView engine, @Reference CommandDispatch dispatch, ControlConfig config) throws IOException {
    this.random = random;
    file = TrailFile.open(journals, config, clock, random);
    AtomicReference<@Nullable GatewayControl> later = new AtomicReference<>();
    Guard guard = new Guard(new GuardParts(file.trail(), clock, random, point -> read(engine, point), dispatch, () -> {
      GatewayControl now = later.get();
      return now != null && now.isRadioUp();
    }));
    control = new GatewayControl(guard, file.trail(), clock);
    later.set(control);
    control.agent().start();
  }

  private static Image.@Nullable Reading read(EngineView engine, String point) {
    for (PointRow row : engine.points(point, MAX_LIKE_IT)) {
      if (point.equals(row.device() + "/" + row.point())) {
        return Double.isNaN(row.number()) ? null : new Image.Reading(row.number(), row.quality(), row.receivedNs());
      }
    }
    return null;
  }

  @Deactivate
  void deactivate() throws IOException {
    control.agent().close();
    file.close();
  }

  @Override
  public void applied(SiteModel model, int epoch) {
    control.rules(ControlRules.of(model));
  }

  @Override
  public void submit(Order order, OrderListener listener) {
    control.submit(order, listener);
  }

  @Override
  public void submit(Command command, BiConsumer<CommandState, String> listener) {
    control.submit(command, listener);
  }

  @Override
  public void onUp(LinkSession session) {
    control.up(session);
  }

  @Override
  public void onMessage(LinkSession session, byte[] message) {
    control.message(session, message);
  }

  @Override
  public void onSilence(LinkSession session, boolean silent) {
    control.silence(silent);
  }

  @Override
  public void onDown(LinkSession session) {
    control.down(session);
  }

  @Override
  public boolean work(long nowNs) {
    return control.work();
  }

  @Override
  public void wakeWith(Runnable wake) {
    control.wakeWith(wake);
  }

  @Override
  public CommandId newId() {
    return new CommandId(random.nextLong(), random.nextLong());
  }

  @Override
  public List<CommandRow> commands(int limit) {
    return control.rows(limit);
  }

  @Override
  public List<TagRow> tags() {
    return control.tags();
  }

  @Override
  public String setTag(String gateway, String target, String who, String reason, String from) {
    return control.tag(true, target, who, reason, from, true);
  }

  @Override
  public String clearTag(String gateway, String target, String who, String reason, String from) {
    return control.tag(false, target, who, reason, from, true);
  }

  @Override
  public String approve(CommandId id, String who, String from) {
    return control.approve(id, who, from);
  }

  @Override
  public List<String> audit(int limit) {
    return control.audit(limit);
  }

  @Override
  public AuditCheck verifyAudit() {
    return control.verify();
  }

  @Override
  public String notice() {
    return control.notice();
  }

  @Override
  public List<HealthReport> health() {
    return Reports.of(control.failure(), control.notice());
  }
}
