package io.busbar.console.rest;

import io.busbar.api.data.DeviceState;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.SitePlans;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.time.SiteClock;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.CentralView.GatewayRow;
import io.busbar.api.view.ChannelRow;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.console.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the whole is: what the page's head shows, and {@code busbar status}. */
public final class Status {
  private static final System.Logger LOG = System.getLogger("io.busbar.console");

  /** Devices of a gateway that are named as not OK at most. */
  private static final int MAX_ILL = 50;

  private final Views views;

  /** Of those views. */
  public Status(Views views) {
    this.views = views;
  }

  /** Of a gateway. */
  public void gateway(Json json) {
    EngineView engine = views.engine();
    GatewayLinkView link = views.link();
    ModelControl model = views.model();
    json.put("role", "gateway").put("pid", ProcessHandle.current().pid()).put("site", engine == null ? "" : engine.site());
    json.put("nowNs", views.clock().wallNs()).put("startedNs", views.startedNs());
    List<String> missing = named(engine == null ? "engine" : "", link == null ? "uplink" : "", model == null ? "model" : "");
    List<HealthReport> health = health();
    List<ChannelRow> channels = engine == null ? List.of() : engine.channels();
    List<DeviceRow> devices = engine == null ? List.of() : engine.devices();
    List<LinkStatus> links = link == null ? List.of() : link.links();
    Optional<ModelControl.Refusal> refusal = model == null ? Optional.empty() : model.refusal();
    Attention attention = new Attention().missing(missing, engine == null ? ": nothing is read" : "").plant(channels, devices);
    refusal.ifPresent(refused -> attention.refusal(refused, model != null && model.current().isPresent()));
    SitePlans plans = views.plans();
    attention.unconfirmed(plans == null ? null : plans.unconfirmed());
    attention.delivery(links, link == null ? "" : link.journal().failure(), health).health(health, channels, refusal.isPresent()).put(json);
    json.texts("missing", missing);
    if (plans != null) {
      PlanApi.unconfirmed(json, plans);
    }
    clock(json);
    DeployApi.status(json, views.deployments());
    json.objects("health", health, Rows::health);
    json.objects("channels", channels, Rows::channel);
    json.object("devices", inner -> states(inner, devices));
    json.objects("links", links, Rows::link);
    if (link != null) {
      json.objects("bearers", link.bearers(), Rows::bearer);
      json.object("journal", inner -> journal(inner, link));
      json.put("budgetPerDay", link.budgetPerDay()).put("centralKey", link.centralKey());
    }
    if (model != null) {
      json.object("model", inner -> model(inner, model));
    }
    json.object("counters", inner -> {
      if (engine != null) {
        engine.counters().forEach(counter -> inner.put(counter.name(), counter.value()));
      }
    });
  }

  /** Of central. */
  public void central(Json json) {
    CentralView central = views.central();
    json.put("role", "central").put("pid", ProcessHandle.current().pid()).put("nowNs", views.clock().wallNs()).put("startedNs", views.startedNs());
    List<String> missing = named(central == null ? "central" : "");
    List<HealthReport> health = health();
    List<GatewayRow> gateways = central == null ? List.of() : central.gateways();
    Attention attention = new Attention().missing(missing, ": nothing is received").gateways(gateways);
    gateways.forEach(gateway -> attention.devices(gateway.name(), central == null ? List.of() : central.devices(gateway.name())));
    attention.health(health, List.of(), false).put(json);
    json.texts("missing", missing);
    clock(json);
    DeployApi.status(json, views.deployments());
    json.objects("health", health, Rows::health);
    gateways(json, central);
  }

  /** The gateways of central, each with the states of its devices. */
  public void gateways(Json json) {
    json.put("nowNs", views.clock().wallNs());
    gateways(json, views.central());
  }

  private static void gateways(Json json, @org.jspecify.annotations.Nullable CentralView central) {
    json.objects("gateways", central == null ? List.of() : central.gateways(), (inner, row) -> {
      Rows.gateway(inner, row);
      List<DeviceRow> devices = central == null ? List.of() : central.devices(row.name());
      inner.object("devices", counts -> states(counts, devices));
      inner.objects("ill", devices.stream().filter(Status::isIll).limit(MAX_ILL).toList(), Rows::device);
    });
  }

  private static boolean isIll(DeviceRow device) {
    return device.state().isLost() || device.state() == DeviceState.EXCEPTION;
  }

  private static List<String> named(String... names) {
    return java.util.Arrays.stream(names).filter(name -> !name.isEmpty()).toList();
  }

  private static void states(Json json, List<DeviceRow> devices) {
    Map<DeviceState, Integer> counts = new HashMap<>();
    devices.forEach(device -> counts.merge(device.state(), 1, Integer::sum));
    json.put("total", devices.size());
    for (DeviceState state : DeviceState.values()) {
      json.put(state.name(), counts.getOrDefault(state, 0));
    }
  }

  private void clock(Json json) {
    SiteClock clock = views.siteClock();
    if (clock != null) {
      json.object("clock", inner -> inner.put("state", clock.state().name()).put("source", clock.source()));
    }
  }

  private static void journal(Json json, GatewayLinkView link) {
    JournalStatus status = link.journal();
    json.put("usedBytes", status.usedBytes()).put("capacityBytes", status.capacityBytes());
    json.put("commits", status.commits()).put("deviceBytes", status.deviceBytes()).put("failure", status.failure());
    json.put("freeBytes", link.journalFreeBytes()).put("writing", status.writing());
    json.time("lastCommitNs", status.lastCommitNs()).put("deviceBytesPerDay", status.deviceBytesPerDay());
    json.put("backlogRecords", link.backlogRecords()).time("oldestBacklogNs", link.oldestBacklogNs());
    json.put("hoursLeft", link.journalHoursLeft()).time("lastDeliveredNs", link.lastDeliveredNs());
    json.put("samples", link.samplesJournalled()).put("bytesPerSample", link.bytesPerSample());
  }

  private void model(Json json, ModelControl control) {
    json.put("epoch", control.epoch()).time("appliedNs", views.modelAppliedNs());
    Optional<SiteModel> current = control.current();
    current.ifPresent(model -> {
      Map<String, Integer> points = new HashMap<>();
      for (TemplateSpec template : model.templates()) {
        points.put(template.name(), template.points().size());
      }
      json.put("channels", model.channels().size()).put("templates", model.templates().size());
      json.put("devices", model.devices().size());
      json.put("points", model.devices().stream().mapToInt(d -> points.getOrDefault(d.template(), 0)).sum());
      json.put("central", model.central().text("to", ""));
    });
    control.refusal().ifPresent(refusal -> json.object("refused",
        inner -> inner.put("atNs", refusal.atNs()).objects("problems", refusal.problems(), Rows::problem)));
  }

  private List<HealthReport> health() {
    List<HealthReport> reports = new ArrayList<>();
    for (HealthSource source : views.health()) {
      try {
        reports.addAll(source.health());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "A health source failed", e);
        reports.add(new HealthReport(source.getClass().getSimpleName(), HealthReport.Level.WARNING,
            "does not say how it is: " + e, 0));
      }
    }
    reports.removeIf(report -> report.level() == HealthReport.Level.OK);
    reports.sort(Comparator.comparing(HealthReport::level).reversed());
    return reports;
  }
}
