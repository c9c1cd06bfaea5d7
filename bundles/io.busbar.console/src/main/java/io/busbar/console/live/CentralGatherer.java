package io.busbar.console.live;

import io.busbar.api.view.CentralView;
import io.busbar.api.view.CentralView.GatewayRow;
import io.busbar.api.view.PointRow;
import io.busbar.console.rest.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the newest change of each point until it is asked for. */
final class CentralGatherer implements Gatherer {
  /** Points whose changes are kept; if more change between two looks, the pages load the whole. */
  static final int MAX_CHANGED = 20_000;

  private static final System.Logger LOG = System.getLogger("io.busbar.console");

  private final Views views;
  private Map<String, PointRow> changed = new LinkedHashMap<>();
  private boolean overrun;
  private @Nullable CentralView watched;
  private @Nullable AutoCloseable subscription;
  private Map<String, Boolean> links = Map.of();

  CentralGatherer(Views views) {
    this.views = views;
  }

  @Override
  public @Nullable List<PointRow> changes() {
    CentralView central = views.central();
    boolean reload = false;
    if (central != watched) {
      reload = watched != null;
      rest();
      watched = central;
      if (central != null) {
        subscription = central.subscribe(this::note);
      }
    }
    // A link that goes up or down changes the quality of every point of its gateway.
    Map<String, Boolean> now = central == null ? Map.of() : central.gateways().stream()
        .collect(Collectors.toMap(GatewayRow::name, row -> row.link().up(), (a, b) -> a));
    reload |= !now.equals(links);
    links = now;
    List<PointRow> rows = take();
    return reload ? null : rows;
  }

  private synchronized @Nullable List<PointRow> take() {
    boolean lost = overrun;
    List<PointRow> rows = new ArrayList<>(changed.values());
    changed = new LinkedHashMap<>();
    overrun = false;
    return lost ? null : rows;
  }

  private synchronized void note(List<PointRow> rows) {
    for (PointRow row : rows) {
      if (changed.size() >= MAX_CHANGED) {
        overrun = true;
        return;
      }
      changed.put(row.gateway() + "/" + row.device() + "/" + row.point(), row);
    }
  }

  @Override
  public void rest() {
    AutoCloseable open = subscription;
    subscription = null;
    watched = null;
    take();
    if (open != null) {
      try {
        open.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "A subscription of the console could not be ended", e);
      }
    }
  }
}
