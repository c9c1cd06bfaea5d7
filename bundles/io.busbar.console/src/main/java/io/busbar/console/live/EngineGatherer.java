package io.busbar.console.live;

import io.busbar.api.view.EngineView;
import io.busbar.api.view.PointRow;
import io.busbar.console.rest.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares two pictures of the engine. */
final class EngineGatherer implements Gatherer {
  /** Points that are watched at most; the page says so and asks for a filter. */
  static final int MAX_WATCHED = 20_000;

  private final Views views;
  private Map<String, PointRow> last = Map.of();
  private boolean watching;

  EngineGatherer(Views views) {
    this.views = views;
  }

  @Override
  public @Nullable List<PointRow> changes() {
    EngineView engine = views.engine();
    List<PointRow> rows = engine == null ? List.of() : engine.points("", MAX_WATCHED);
    Map<String, PointRow> present = new HashMap<>(rows.size() * 2);
    List<PointRow> changed = new ArrayList<>();
    for (PointRow row : rows) {
      String key = row.device() + "/" + row.point();
      present.put(key, row);
      if (!row.equals(last.get(key))) {
        changed.add(row);
      }
    }
    // Points that have gone, or all at the first look: the pages load the whole.
    boolean reload = watching && !present.keySet().containsAll(last.keySet());
    boolean firstLook = !watching;
    watching = true;
    last = present;
    if (reload) {
      return null;
    }
    return firstLook ? List.of() : changed;
  }

  @Override
  public void rest() {
    last = Map.of();
    watching = false;
  }
}
