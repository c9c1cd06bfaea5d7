package io.busbar.engine.model;

import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteCheck;
import io.busbar.api.model.SiteModel;
import java.util.List;

/** The model's check against a catalog, without anything that could run the model. Thread-safe. */
public final class CatalogCheck implements SiteCheck {
  private final Catalog catalog;

  /** Checks against what the catalog has at each check. */
  public CatalogCheck(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<Problem> check(SiteModel candidate) {
    Problems problems = new Problems();
    new ModelCheck(candidate, catalog, problems).run();
    return problems.list();
  }
}
