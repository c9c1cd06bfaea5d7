package io.busbar.engine.component;

import io.busbar.api.cli.Verb;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.ModelControl;
import io.busbar.engine.model.PlanOnly;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Plans without an engine in a process that was started to check a site: there is no journal, and nothing shall run. */
@Component(service = {}, immediate = true)
public final class CheckComponent {
  private final PlanOnly plans = new PlanOnly();

  /** Starts. */
  @Activate
  public CheckComponent(BundleContext context) {
    if ("check".equals(context.getProperty(Verb.VERB_PROPERTY))) {
      var unused = context.registerService(ModelControl.class, plans, null); // until the bundle stops
    }
  }

  /** A driver is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDriver(DriverFactory driver) {
    plans.add(driver);
  }

  /** A driver goes. */
  void removeDriver(DriverFactory driver) {
    plans.remove(driver);
  }

  /** A filter is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFilter(FilterFactory filter) {
    plans.add(filter);
  }

  /** A filter goes. */
  void removeFilter(FilterFactory filter) {
    plans.remove(filter);
  }
}
