package io.busbar.engine.model;

import io.busbar.api.driver.DriverFactory;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import java.util.List;
import java.util.Optional;

/** Plans against the drivers and filters that are installed, and runs nothing: what {@code busbar check} needs. Thread-safe. */
public final class PlanOnly implements ModelControl {
  private final Catalog catalog = new Catalog();

  /** A driver is there. */
  public void add(DriverFactory driver) {
    catalog.add(driver);
  }

  /** A driver goes. */
  public void remove(DriverFactory driver) {
    catalog.remove(driver);
  }

  /** A filter is there. */
  public void add(FilterFactory filter) {
    catalog.add(filter);
  }

  /** A filter goes. */
  public void remove(FilterFactory filter) {
    var unused = catalog.remove(filter);
  }

  @Override
  public Optional<SiteModel> current() {
    return Optional.empty();
  }

  @Override
  public Plan plan(SiteModel candidate) {
    Problems problems = new Problems();
    new ModelCheck(candidate, catalog, problems).run();
    return new Plan(candidate, 0, Differences.between(null, candidate), problems.list());
  }

  @Override
  public List<Problem> apply(Plan plan) {
    return refuse();
  }

  @Override
  public List<Problem> undo() {
    return refuse();
  }

  private static List<Problem> refuse() {
    return List.of(Problem.error(SourceLocation.NONE, "check-only", "this process checks models and runs none."));
  }

  @Override
  public int epoch() {
    return 0;
  }
}
