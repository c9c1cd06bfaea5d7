package io.busbar.engine.pipeline;

import io.busbar.engine.image.ChangedPages;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a pipeline's memory is stored: the durable columns of its stages, {@value #STAGES_OF_A_PAGE} stages of one row being a
 * page. Shard's thread only, but for rows of a pipeline that is not in use yet.
 */
public final class DurableRows {
  /** Stages whose durable columns are stored together, for one row. */
  public static final int STAGES_OF_A_PAGE = 64;

  private final List<Stage> stages = new ArrayList<>();
  private final int pages;
  private final ChangedPages changes;
  private final BitSet fresh = new BitSet();

  DurableRows(CompiledTemplate compiled) {
    int count = compiled.points().stream().mapToInt(point -> point.stages().size()).sum();
    pages = Math.max(1, (count + STAGES_OF_A_PAGE - 1) / STAGES_OF_A_PAGE);
    changes = new ChangedPages(pages);
  }

  /** Page of the next stage. */
  int nextPage(int ahead) {
    return (stages.size() + ahead) / STAGES_OF_A_PAGE;
  }

  void add(Stage[] more) {
    stages.addAll(List.of(more));
  }

  /** A row is taken by a device: what is stored of it is not what it has. */
  void taken(int row) {
    fresh.set(row);
  }

  /** Pages of a row, at least one. */
  public int pages() {
    return pages;
  }

  /** Stages of a page, in order. */
  public List<Stage> stagesOf(int page) {
    return stages.subList(Math.min(stages.size(), page * STAGES_OF_A_PAGE),
        Math.min(stages.size(), (page + 1) * STAGES_OF_A_PAGE));
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
