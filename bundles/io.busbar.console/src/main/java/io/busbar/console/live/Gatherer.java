package io.busbar.console.live;

import io.busbar.api.view.PointRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what has changed. Hub's thread. */
interface Gatherer {
  /** Rows that have changed since the last call; null if nobody can say and the pages have to load the whole. */
  @Nullable List<PointRow> changes();

  /** Nobody listens any more: what was kept for them is forgotten. */
  void rest();
}
