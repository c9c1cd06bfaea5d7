package io.busbar.console;

import io.busbar.api.command.CommandDesk;
import io.busbar.api.command.ControlView;
import io.busbar.api.deploy.Deployments;
import io.busbar.api.health.HealthSource;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.model.FilterSets;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.ModelListener;
import io.busbar.api.model.Shadows;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SitePlans;
import io.busbar.api.template.TemplateInference;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.SiteClock;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.console.rest.Views;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The console as a component. What it shows may come and go while the page lives. */
@Component(name = "io.busbar.console", configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
    service = ModelListener.class)
@Designate(ocd = ConsoleConfig.class)
public final class ConsoleComponent implements ModelListener {
  private final Views views;
  private final ConsoleAgent agent;

  /** Starts the page, or keeps trying. */
  @Activate
  public ConsoleComponent(@Reference BusClock clock, ConsoleConfig config) {
    this.views = new Views(clock);
    this.agent = new ConsoleAgent(ConsoleOptions.of(config.listen(), config.role(), config.names()), views);
  }

  @Activate
  void start() {
    agent.start();
  }

  @Deactivate
  void stop() {
    agent.close();
  }

  @Override
  public void applied(SiteModel model, int epoch) {
    views.modelApplied();
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setSiteClock(SiteClock clock) {
    views.siteClock(clock);
  }

  void unsetSiteClock(SiteClock clock) {
    if (views.siteClock() == clock) {
      views.siteClock(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setEngine(EngineView engine) {
    views.engine(engine);
  }

  void unsetEngine(EngineView engine) {
    if (views.engine() == engine) {
      views.engine(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setTaps(FlowTaps taps) {
    views.taps(taps);
  }

  void unsetTaps(FlowTaps taps) {
    if (views.taps() == taps) {
      views.taps(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setPlans(SitePlans plans) {
    views.plans(plans);
  }

  void unsetPlans(SitePlans plans) {
    if (views.plans() == plans) {
      views.plans(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setShadows(Shadows shadows) {
    views.shadows(shadows);
  }

  void unsetShadows(Shadows shadows) {
    if (views.shadows() == shadows) {
      views.shadows(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setInference(TemplateInference inference) {
    views.inference(inference);
  }

  void unsetInference(TemplateInference inference) {
    if (views.inference() == inference) {
      views.inference(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setFilterSets(FilterSets filterSets) {
    views.filterSets(filterSets);
  }

  void unsetFilterSets(FilterSets filterSets) {
    if (views.filterSets() == filterSets) {
      views.filterSets(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setLink(GatewayLinkView link) {
    views.link(link);
  }

  void unsetLink(GatewayLinkView link) {
    if (views.link() == link) {
      views.link(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setModel(ModelControl model) {
    views.model(model);
  }

  void unsetModel(ModelControl model) {
    if (views.model() == model) {
      views.model(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCentral(CentralView central) {
    views.central(central);
  }

  void unsetCentral(CentralView central) {
    if (views.central() == central) {
      views.central(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setKeys(LinkKeys keys) {
    views.keys(keys);
  }

  void unsetKeys(LinkKeys keys) {
    if (views.keys() == keys) {
      views.keys(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setDeployments(Deployments deployments) {
    views.deployments(deployments);
  }

  void unsetDeployments(Deployments deployments) {
    if (views.deployments() == deployments) {
      views.deployments(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setDesk(CommandDesk desk) {
    views.desk(desk);
  }

  void unsetDesk(CommandDesk desk) {
    if (views.desk() == desk) {
      views.desk(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setControl(ControlView control) {
    views.control(control);
  }

  void unsetControl(ControlView control) {
    if (views.control() == control) {
      views.control(null);
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addHealth(HealthSource source) {
    views.health().add(source);
  }

  void removeHealth(HealthSource source) {
    views.health().remove(source);
  }
}
