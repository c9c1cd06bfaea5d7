package io.busbar.engine.component;

import io.busbar.api.driver.DriverFactory;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteCheck;
import io.busbar.api.model.SiteModel;
import io.busbar.engine.model.Catalog;
import io.busbar.engine.model.CatalogCheck;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Offers the model's check to tools; needs nothing but drivers and filters, so that it also works where no engine can run. */
@Component
public final class SiteCheckComponent implements SiteCheck {
  private final Catalog catalog = new Catalog();
  private final CatalogCheck check = new CatalogCheck(catalog);

  /** Starts. */
  @Activate
  public SiteCheckComponent() {}

  /** A driver is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDriver(DriverFactory driver) {
    catalog.add(driver);
  }

  /** A driver goes. */
  void removeDriver(DriverFactory driver) {
    catalog.remove(driver);
  }

  /** A filter is there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFilter(FilterFactory filter) {
    catalog.add(filter);
  }

  /** A filter goes. */
  void removeFilter(FilterFactory filter) {
    var unused = catalog.remove(filter);
  }

  @Override
  public List<Problem> check(SiteModel candidate) {
    return check.check(candidate);
  }
}
