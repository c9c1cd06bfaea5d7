package io.busbar.engine.pipeline;

import io.busbar.engine.image.ChangedPages;
import io.busbar.engine.image.StateColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a pipeline's memory is stored: the durable columns of its stages, some of them being a page. Shard's thread only, but for
 * rows of a pipeline that is not in use yet.
 */
public final class DurableRows {
  /** Stages of a page at most. */
  public static final int STAGES_OF_A_PAGE = 64;
  /** A stage with more columns than that, a ring, is cut into pages of its own, so that a change of one cell writes few. */
  public static final int COLUMNS_OF_A_PIECE = 32;

  private final List<Stage> stages = new ArrayList<>();
  private final BitSet fresh = new BitSet();
  private ChangedPages changes = new ChangedPages(1);
  private int rows;

  DurableRows() {}

  /**
   * Columns of one stage in a page.
   *
   * @param stage whose
   * @param columns some or all of its durable columns
   */
  public record Part(Stage stage, List<StateColumn> columns) {
    /** Copies the list. */
    public Part {
      columns = List.copyOf(columns);
    }
  }

  void add(Stage[] more) {
    stages.addAll(List.of(more));
  }

  void grow(int capacity) {
    rows = Math.max(rows, capacity);
    changes.grow(rows);
  }

  /** A row is taken by a device: what is stored of it is not what it has. */
  void taken(int row) {
    fresh.set(row);
  }

  /** Puts the columns that are durable now into pages, none of which has changed. Returns the parts of each page. */
  public List<List<Part>> page() {
    List<List<Part>> pages = new ArrayList<>();
    List<Part> shared = new ArrayList<>();
    for (Stage stage : stages) {
      List<StateColumn> columns = stage.durable();
      if (columns.size() > COLUMNS_OF_A_PIECE) {
        for (int from = 0; from < columns.size(); from += COLUMNS_OF_A_PIECE) {
          pages.add(List.of(new Part(stage, columns.subList(from, Math.min(columns.size(), from + COLUMNS_OF_A_PIECE)))));
        }
      } else if (!columns.isEmpty()) {
        if (shared.isEmpty() || shared.size() == STAGES_OF_A_PAGE) {
          shared = new ArrayList<>();
          pages.add(shared);
        }
        shared.add(new Part(stage, columns));
      }
    }
    changes = new ChangedPages(pages.size());
    changes.grow(rows);
    for (int page = 0; page < pages.size(); page++) {
      for (Part part : pages.get(page)) {
        for (StateColumn column : part.columns()) {
          column.place(changes, page);
        }
      }
    }
    return pages;
  }

  /** The stage of a point, or null. */
  public @Nullable Stage stage(String point, String id) {
    for (Stage stage : stages) {
      if (stage.point().equals(point) && stage.stage().id().equals(id)) {
        return stage;
      }
    }
    return null;
  }

  /** What has changed. */
  public ChangedPages changes() {
    return changes;
  }

  /** A row has what is stored of it. */
  public void recalled(int row) {
    fresh.clear(row);
  }

  /** Whether a row was taken anew, since it was asked last. */
  public boolean takeFresh(int row) {
    boolean is = fresh.get(row);
    fresh.clear(row);
    return is;
  }

  /** Tells filters of rows whose memory was stored. */
  public void tellRestored(long nowNs) {
    stages.forEach(stage -> stage.tellRestored(nowNs));
  }
}
