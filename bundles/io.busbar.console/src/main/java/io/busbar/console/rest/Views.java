package io.busbar.console.rest;

import io.busbar.api.command.CommandDesk;
import io.busbar.api.command.ControlView;
import io.busbar.api.deploy.Deployments;
import io.busbar.api.health.HealthSource;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.model.FilterSets;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Shadows;
import io.busbar.api.model.SitePlans;
import io.busbar.api.template.TemplateInference;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.SiteClock;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.GatewayLinkView;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the console can look at now. Services come and go on any thread; each is read once per answer. */
public final class Views {
  private final BusClock clock;
  private final long startedNs;
  private final List<HealthSource> health = new CopyOnWriteArrayList<>();
  private volatile @Nullable SiteClock siteClock;
  private volatile @Nullable EngineView engine;
  private volatile @Nullable FlowTaps taps;
  private volatile @Nullable SitePlans plans;
  private volatile @Nullable Shadows shadows;
  private volatile @Nullable TemplateInference inference;
  private volatile @Nullable FilterSets filterSets;
  private volatile @Nullable GatewayLinkView link;
  private volatile @Nullable ModelControl model;
  private volatile @Nullable CentralView central;
  private volatile @Nullable LinkKeys keys;
  private volatile @Nullable Deployments deployments;
  private volatile @Nullable CommandDesk desk;
  private volatile @Nullable ControlView control;
  private volatile long modelAppliedNs;

  /** Nothing to look at yet. */
  public Views(BusClock clock) {
    this.clock = clock;
    this.startedNs = clock.wallNs();
  }

  /** The time. */
  public BusClock clock() {
    return clock;
  }

  /** Wall time at which the console started, ns. */
  public long startedNs() {
    return startedNs;
  }

  /** Who has something to say about health. */
  public List<HealthSource> health() {
    return health;
  }

  /** The site clock. */
  public @Nullable SiteClock siteClock() {
    return siteClock;
  }

  /** Sets the site clock. */
  public void siteClock(@Nullable SiteClock newClock) {
    siteClock = newClock;
  }

  /** The engine. */
  public @Nullable EngineView engine() {
    return engine;
  }

  /** Sets the engine. */
  public void engine(@Nullable EngineView newEngine) {
    engine = newEngine;
  }

  /** Observers in flows. */
  public @Nullable FlowTaps taps() {
    return taps;
  }

  /** Sets the observers in flows. */
  public void taps(@Nullable FlowTaps newTaps) {
    taps = newTaps;
  }

  /** Plans of the site folder. */
  public @Nullable SitePlans plans() {
    return plans;
  }

  /** Sets the plans of the site folder. */
  public void plans(@Nullable SitePlans newPlans) {
    plans = newPlans;
  }

  /** Sites on trial. */
  public @Nullable Shadows shadows() {
    return shadows;
  }

  /** Sets the sites on trial. */
  public void shadows(@Nullable Shadows newShadows) {
    shadows = newShadows;
  }

  /** Who proposes templates. */
  public @Nullable TemplateInference inference() {
    return inference;
  }

  /** Sets who proposes templates. */
  public void inference(@Nullable TemplateInference newInference) {
    inference = newInference;
  }

  /** Bundles of filters. */
  public @Nullable FilterSets filterSets() {
    return filterSets;
  }

  /** Sets the bundles of filters. */
  public void filterSets(@Nullable FilterSets newFilterSets) {
    filterSets = newFilterSets;
  }

  /** The way to central. */
  public @Nullable GatewayLinkView link() {
    return link;
  }

  /** Sets the way to central. */
  public void link(@Nullable GatewayLinkView newLink) {
    link = newLink;
  }

  /** The model. */
  public @Nullable ModelControl model() {
    return model;
  }

  /** Sets the model. */
  public void model(@Nullable ModelControl newModel) {
    model = newModel;
  }

  /** Central. */
  public @Nullable CentralView central() {
    return central;
  }

  /** Sets central. */
  public void central(@Nullable CentralView newCentral) {
    central = newCentral;
  }

  /** Keys of the link. */
  public @Nullable LinkKeys keys() {
    return keys;
  }

  /** Where orders are handed in. */
  public @Nullable CommandDesk desk() {
    return desk;
  }

  /** Sets where orders are handed in. */
  public void desk(@Nullable CommandDesk newDesk) {
    desk = newDesk;
  }

  /** Commands, tags and the audit log. */
  public @Nullable ControlView control() {
    return control;
  }

  /** Sets commands, tags and the audit log. */
  public void control(@Nullable ControlView newControl) {
    control = newControl;
  }

  /** Sets the keys of the link. */
  public void keys(@Nullable LinkKeys newKeys) {
    keys = newKeys;
  }

  /** The deployer. */
  public @Nullable Deployments deployments() {
    return deployments;
  }

  /** Sets the deployer. */
  public void deployments(@Nullable Deployments newDeployments) {
    deployments = newDeployments;
  }

  /** Wall time of the last apply, ns; 0 if none was seen. */
  public long modelAppliedNs() {
    return modelAppliedNs;
  }

  /** Notes that a model was applied now. */
  public void modelApplied() {
    modelAppliedNs = clock.wallNs();
  }
}
